import type { GroupField } from "../../../worker/rules/fields.ts";
import { fieldId, problemAt, typed } from "../../components/attempt.ts";
import { FieldNotes } from "../../components/field.tsx";
import { below, type Editing } from "./editing.ts";
import { RuleControl } from "./field.tsx";

/** Fields that belong together. What may be left out has a box that puts it to use. */
export function GroupFields(props: { field: GroupField; name: string; editing: Editing }) {
  const { field, name, editing } = props;
  const { attempt } = editing;
  const on = `${name}._on`;
  const failed = problemAt(attempt, name) !== undefined;
  const unit = field.unit ? `（${field.unit}）` : "";
  return (
    <fieldset class={["field", "rule-fields", failed && "field-failed"]} id={fieldId(name)}>
      <legend>{`${field.title}${unit}${field.optional ? "（选填）" : ""}`}</legend>
      <FieldNotes name={name} label={field.title} hint={field.hint} attempt={attempt} />
      {field.optional && (
        <div class="choice">
          <input type="hidden" name={`${name}._was`} value={typed(attempt, `${name}._was`)} />
          <input
            type="checkbox"
            id={fieldId(on)}
            name={on}
            value="yes"
            checked={typed(attempt, on) === "yes"}
          />
          <label for={fieldId(on)}>启用</label>
        </div>
      )}
      <Fields field={field} name={name} editing={editing} />
    </fieldset>
  );
}

/** The fields of a group without a frame around them. */
export function Fields(props: { field: GroupField; name: string; editing: Editing }) {
  return props.field.fields.map(([part, inner]) => (
    <RuleControl field={inner} name={below(props.name, part)} editing={props.editing} />
  ));
}
