import type { Child } from "../html.ts";
import { type Attempt, fieldId, problemAt } from "./attempt.ts";

/** What every field takes. A field is required unless it says `optional`. */
export type FieldProps = {
  name: string;
  label: string;
  /** Said before a mistake is made: what belongs here, in which form. */
  hint?: string | undefined;
  attempt: Attempt;
  optional?: boolean | undefined;
  /** In characters. Nothing is cut off: the browser counts, and the server says what is too much. */
  most?: number | undefined;
  /** Told at once, where people write much; elsewhere only when it is too much. */
  counted?: boolean | undefined;
};

/** The attributes that tie a control to its label, hint and problem. */
export function controlAttributes(props: FieldProps) {
  const id = fieldId(props.name, props.attempt.within);
  const problem = problemAt(props.attempt, props.name);
  return {
    id,
    name: props.name,
    required: props.optional !== true,
    "data-most": props.most,
    "aria-invalid": problem !== undefined,
    "aria-describedby": describedBy(props),
  };
}

/** The ids of the hint and the problem, in the order they are read. */
export function describedBy(props: FieldProps): string | undefined {
  const id = fieldId(props.name, props.attempt.within);
  const ids = [
    props.hint === undefined ? "" : `${id}-hint`,
    problemAt(props.attempt, props.name) === undefined ? "" : `${id}-problem`,
    props.counted && props.most ? `${id}-count` : "",
  ].filter(Boolean);
  return ids.length > 0 ? ids.join(" ") : undefined;
}

/** Label, hint, problem, then the control. */
export function Field(props: FieldProps & { children: Child }) {
  const failed = problemAt(props.attempt, props.name) !== undefined;
  return (
    <div class={["field", failed && "field-failed"]}>
      <label for={fieldId(props.name, props.attempt.within)}>{labelText(props)}</label>
      <FieldNotes {...props} />
      {props.children}
      {props.most !== undefined && (
        <p
          class="hint"
          id={`${fieldId(props.name, props.attempt.within)}-count`}
          hidden={!props.counted}
          aria-live="polite"
        >
          最多 {props.most} 字
        </p>
      )}
    </div>
  );
}

/** The hint and the problem of a field. */
export function FieldNotes(props: FieldProps) {
  const id = fieldId(props.name, props.attempt.within);
  const problem = problemAt(props.attempt, props.name);
  return (
    <>
      {props.hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
      {problem !== undefined && (
        <p class="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </>
  );
}

export function labelText(props: FieldProps): string {
  return props.optional ? `${props.label}（选填）` : props.label;
}
