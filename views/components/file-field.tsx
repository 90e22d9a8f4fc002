import { controlAttributes, Field, type FieldProps } from "./field.tsx";

/** Files to send along; the form needs `files`. Browsers do not keep chosen files across a page, so say it. */
export function FileField(props: FieldProps & { accept: string; multiple?: boolean | undefined }) {
  const kept = props.attempt.problems.length > 0 ? "之前选择的文件没有保留，请重新选择。" : "";
  const hint = `${props.hint ?? ""}${kept}` || undefined;
  const field = { ...props, hint };
  return (
    <Field {...field}>
      <input
        {...controlAttributes(field)}
        type="file"
        class="control"
        accept={props.accept}
        multiple={props.multiple}
      />
    </Field>
  );
}
