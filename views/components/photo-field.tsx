import { files } from "#files";
import { controlAttributes, Field, type FieldProps } from "./field.tsx";

/**
 * Photos from the phone's camera or its gallery. Where JavaScript runs they are made smaller before they are sent
 * (views/static/photos.js); a form that is shown again has lost them, as browsers have it.
 */
export function PhotoField(
  props: Omit<FieldProps, "most"> & { most: number; together: number; again: boolean },
) {
  const { most, together, again, ...field } = props;
  return (
    <Field {...field} optional>
      {again && <p class="hint">如果选过照片，请重新选择。</p>}
      <input
        {...controlAttributes({ ...field, optional: true })}
        type="file"
        class="control"
        accept="image/jpeg,image/png,image/webp"
        multiple
        data-photos={most}
        data-photos-bytes={together}
      />
      <p class="hint" data-photos-said role="status" />
      <script type="module" src={`${files}/photos.js`} />
    </Field>
  );
}
