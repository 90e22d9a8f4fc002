import { typed } from "./attempt.ts";
import { controlAttributes, Field, type FieldProps } from "./field.tsx";

type TextKind = "text" | "tel" | "email" | "url" | "search" | "number";

/** One line of text. `number` is text with a numeric keyboard: spinners change values by accident. */
export function TextField(
  props: FieldProps & {
    kind?: TextKind | undefined;
    /** A name from the HTML list of autofill fields, such as `tel` or `name`; `off` for codes. */
    autocomplete?: string | undefined;
    /** The expected length in characters, which sets the width. */
    width?: "short" | "medium" | "full" | undefined;
    /** Has the focus when the page opens: the form is filled in again and again. */
    focused?: boolean | undefined;
  },
) {
  const { kind = "text", autocomplete, width = "full" } = props;
  return (
    <Field {...props}>
      <input
        {...controlAttributes(props)}
        type={kind === "number" ? "text" : kind}
        inputmode={kind === "number" && "numeric"}
        class={["control", width !== "full" && `control-${width}`]}
        value={typed(props.attempt, props.name)}
        autocomplete={autocomplete}
        autofocus={props.focused}
      />
    </Field>
  );
}

/** Several lines of text. */
export function TextArea(props: FieldProps & { rows?: number | undefined }) {
  return (
    <Field {...props} counted>
      <textarea {...controlAttributes({ ...props, counted: true })} class="control" rows={props.rows ?? 5}>
        {typed(props.attempt, props.name)}
      </textarea>
    </Field>
  );
}

/** A password. What was typed is never written back into the page. */
export function PasswordField(props: FieldProps & { purpose: "current" | "new" }) {
  return (
    <Field {...props}>
      <input
        {...controlAttributes(props)}
        type="password"
        class="control control-medium"
        autocomplete={`${props.purpose}-password`}
      />
    </Field>
  );
}
