import { othersOf, personCode, personIn } from "../../../worker/rules/document/form-names.ts";
import type { Choice } from "../../../worker/rules/schema/choices.ts";
import { chosen, fieldId, problemAt } from "../../components/attempt.ts";
import { describedBy, FieldNotes, type FieldProps, labelText } from "../../components/field.tsx";
import { type OptionGroup, Options } from "../../components/select.tsx";
import { TextArea, TextField } from "../../components/text-field.tsx";
import type { Editing } from "./editing.ts";

/** Empty selects offered beyond those in use. */
const spare = 3;

/** Who: holders of a post, heads of a level's units, units of a kind, or somebody in words. */
export function People(props: FieldProps & { several: boolean; choices: Editing["choices"] }) {
  const { name, several, attempt } = props;
  const held = chosen(attempt, name).filter(Boolean);
  const shown = several ? [...held, ...Array<string>(spare).fill("")] : [held[0] ?? ""];
  const failed = problemAt(attempt, name) !== undefined;
  const other = { name: othersOf(name), attempt, optional: true };
  return (
    <fieldset class={["field", failed && "field-failed"]} aria-describedby={describedBy(props)}>
      <legend>{labelText(props)}</legend>
      <FieldNotes {...props} />
      {shown.map((code, index) => (
        <PersonSelect {...props} code={code} index={index} />
      ))}
      {several ? (
        <TextArea {...other} label="其他人员" hint="上面没有的，每行写一种，如：居民代表" rows={2} />
      ) : (
        <TextField {...other} label="或其他人员" hint="上面没有的在这里写明" />
      )}
    </fieldset>
  );
}

function PersonSelect(props: Parameters<typeof People>[0] & { code: string; index: number }) {
  const { choices, code, index, name } = props;
  return (
    <select
      id={index === 0 ? fieldId(name) : `${fieldId(name)}-${index}`}
      name={name}
      class="control"
      aria-label={`${props.label}${props.several ? `第${index + 1}项` : ""}`}
    >
      <option value="" selected={code === ""}>
        {props.several ? "（空）" : "请选择"}
      </option>
      <Options options={offered(choices, code)} value={code} />
    </select>
  );
}

/** Everybody the rules know, under headings, and whoever is named in words so far. */
function offered(choices: Editing["choices"], code: string): OptionGroup[] {
  const under = (label: string, of: "post" | "level" | "unit", held: readonly Choice[], after = "") => ({
    label,
    options: held.map(({ key, name }) => ({ value: personCode({ of, key }), label: name + after })),
  });
  const { of, who } = personIn(code);
  const groups = [
    under("岗位", "post", choices.postKind),
    under("各级负责人", "level", choices.level, "负责人"),
    under("成员单位", "unit", choices.unitKind),
    { label: "其他人员", options: of === "role" ? [{ value: code, label: who }] : [] },
  ];
  return groups.filter(({ options }) => options.length > 0);
}
