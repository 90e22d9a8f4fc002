import type { Child } from "../html.ts";
import { typed } from "./attempt.ts";
import { controlAttributes, Field, type FieldProps } from "./field.tsx";

export type Option = { value: string; label: string; hint?: string | undefined };

/** Options under headings, such as communities under their street. */
export type OptionGroup = { label: string; options: readonly Option[] };

/** One of many. For up to seven options Radios are quicker to read and tap. */
export function Select(
  props: FieldProps & {
    options: readonly (Option | OptionGroup)[];
    /** The words of the empty choice. */
    unchosen?: string | undefined;
  },
) {
  const value = typed(props.attempt, props.name);
  return (
    <Field {...props}>
      <select {...controlAttributes(props)} class="control">
        <option value="" selected={value === ""}>
          {props.unchosen ?? "请选择"}
        </option>
        <Options options={props.options} value={value} />
      </select>
    </Field>
  );
}

/** What can be chosen, `value` being chosen. */
export function Options(props: { options: readonly (Option | OptionGroup)[]; value: string }): Child {
  return props.options.map((entry) =>
    "options" in entry ? (
      <optgroup label={entry.label}>{entry.options.map((option) => choice(option, props.value))}</optgroup>
    ) : (
      choice(entry, props.value)
    ),
  );
}

function choice(option: Option, value: string) {
  return (
    <option value={option.value} selected={option.value === value}>
      {option.label}
    </option>
  );
}
