import type { LocalDate } from "../../worker/time/instants.ts";
import { typed } from "./attempt.ts";
import { controlAttributes, Field, type FieldProps } from "./field.tsx";

/** A day in Asia/Shanghai; the value is `YYYY-MM-DD`. */
export function DateField(props: FieldProps & { min?: LocalDate | undefined; max?: LocalDate | undefined }) {
  return (
    <Field {...props}>
      <input
        {...controlAttributes(props)}
        type="date"
        class="control control-medium"
        value={typed(props.attempt, props.name)}
        min={props.min}
        max={props.max}
      />
    </Field>
  );
}

/** A time of day in Asia/Shanghai; the value is `HH:MM`. */
export function TimeField(props: FieldProps) {
  return (
    <Field {...props}>
      <input
        {...controlAttributes(props)}
        type="time"
        class="control control-short"
        value={typed(props.attempt, props.name)}
      />
    </Field>
  );
}
