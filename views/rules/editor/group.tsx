import { switchOf, wasOf } from "../../../worker/rules/document/form-names.ts";
import type { GroupField } from "../../../worker/rules/schema/fields.ts";
import { fieldId, problemAt, typed } from "../../components/attempt.ts";
import { Disclosure } from "../../components/disclosure.tsx";
import { FieldNotes } from "../../components/field.tsx";
import type { Child } from "../../html.ts";
import type { Editing } from "./editing.ts";

/** Fields that belong together. What may be left out is folded away behind a box that puts it to use. */
export function GroupFields(props: Props) {
  const { field, name, editing } = props;
  const failed = problemAt(editing.attempt, name) !== undefined;
  const unit = field.unit ? `（${field.unit}）` : "";
  return (
    <fieldset class={["field", "rule-fields", failed && "field-failed"]} id={fieldId(name)}>
      <legend>{field.title + unit}</legend>
      <FieldNotes name={name} label={field.title} hint={field.hint} attempt={editing.attempt} />
      {field.optional ? <Optional {...props} /> : props.children}
    </fieldset>
  );
}

type Props = { field: GroupField; name: string; editing: Editing; children: Child };

function Optional(props: Props) {
  const { field, name, editing } = props;
  const { attempt } = editing;
  const on = switchOf(name);
  const used = typed(attempt, on) === "yes";
  const wrong = attempt.problems.some(({ path }) => path === name || path.startsWith(`${name}.`));
  return (
    <Disclosure summary={`${field.title}：${used ? "已设置" : "未设置"}`} open={used || wrong}>
      <input type="hidden" name={wasOf(name)} value={typed(attempt, wasOf(name))} />
      <div class="choice">
        <input type="checkbox" id={fieldId(on)} name={on} value="yes" checked={used} />
        <label for={fieldId(on)}>设置{field.title}</label>
      </div>
      {props.children}
    </Disclosure>
  );
}
