import { chosen, fieldId, problemAt } from "./attempt.ts";
import { describedBy, FieldNotes, type FieldProps, labelText } from "./field.tsx";
import type { Option } from "./select.tsx";

type ChoicesProps = FieldProps & { options: readonly Option[] };

/** One of a few. */
export function Radios(props: ChoicesProps) {
  return <Choices {...props} type="radio" />;
}

/** Any of a few. The group is not required as a whole unless the form says so in a problem. */
export function Checkboxes(props: ChoicesProps) {
  return <Choices {...props} type="checkbox" />;
}

function Choices(props: ChoicesProps & { type: "radio" | "checkbox" }) {
  const failed = problemAt(props.attempt, props.name) !== undefined;
  return (
    <fieldset class={["field", failed && "field-failed"]} aria-describedby={describedBy(props)}>
      <legend>{labelText(props)}</legend>
      <FieldNotes {...props} />
      {props.options.map((option, index) => (
        <Choice {...props} option={option} index={index} />
      ))}
    </fieldset>
  );
}

function Choice(props: ChoicesProps & { type: "radio" | "checkbox"; option: Option; index: number }) {
  const { option, index } = props;
  // The summary of problems links to the first option.
  const first = fieldId(props.name, props.attempt.within);
  const id = index === 0 ? first : `${first}-${index}`;
  return (
    <div class="choice">
      <input
        type={props.type}
        id={id}
        name={props.name}
        value={option.value}
        checked={chosen(props.attempt, props.name).includes(option.value)}
        required={props.type === "radio" && props.optional !== true}
        aria-describedby={option.hint !== undefined && `${id}-about`}
      />
      <label for={id}>{option.label}</label>
      {option.hint !== undefined && (
        <p class="hint" id={`${id}-about`}>
          {option.hint}
        </p>
      )}
    </div>
  );
}
