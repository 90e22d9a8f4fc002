import { othersOf, personCode, personIn } from "../../../worker/rules/document/form-names.ts";
import { chosen, fieldId, problemAt } from "../../components/attempt.ts";
import { describedBy, FieldNotes, type FieldProps, labelText } from "../../components/field.tsx";
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
      {shown.map((code, place) => (
        <PersonSelect {...props} code={code} place={place} />
      ))}
      {several ? (
        <TextArea {...other} label="其他人员" hint="上面没有的，每行写一种，如：居民代表" rows={2} />
      ) : (
        <TextField {...other} label="或其他人员" hint="上面没有的在这里写明" />
      )}
    </fieldset>
  );
}

type Options = readonly (readonly [code: string, name: string])[];

function PersonSelect(props: Parameters<typeof People>[0] & { code: string; place: number }) {
  const { choices, code, place, name } = props;
  const groups: Readonly<Record<string, Options>> = {
    岗位: choices.postKind.map(({ key, name }) => [personCode({ of: "post", key }), name]),
    各级负责人: choices.level.map(({ key, name }) => [personCode({ of: "level", key }), `${name}负责人`]),
    成员单位: choices.unitKind.map(({ key, name }) => [personCode({ of: "unit", key }), name]),
    其他人员: personIn(code).of === "role" ? [[code, personIn(code).who]] : [],
  };
  return (
    <select
      id={place === 0 ? fieldId(name) : `${fieldId(name)}-${place}`}
      name={name}
      class="control"
      aria-label={`${props.label}${props.several ? `第${place + 1}项` : ""}`}
    >
      <option value="" selected={code === ""}>
        {props.several ? "（空）" : "请选择"}
      </option>
      {Object.entries(groups)
        .filter(([, options]) => options.length > 0)
        .map(([label, options]) => (
          <optgroup label={label}>
            {options.map(([value, word]) => (
              <option value={value} selected={value === code}>
                {word}
              </option>
            ))}
          </optgroup>
        ))}
    </select>
  );
}
