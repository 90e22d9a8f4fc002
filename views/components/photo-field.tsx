import { files } from "#files";
import { controlAttributes, Field, type FieldProps } from "./field.tsx";

/** Of photos that were sent with a form that is shown again. */
export const lostPhotos = "选过的照片没有保存，浏览器也不能替您保留，请重新选择。";

/**
 * Photos from the phone's camera or its gallery. Where JavaScript runs they are made smaller before they are sent
 * (views/static/photos.js); a form that is shown again has lost them, as browsers have it.
 */
export function PhotoField(props: Omit<FieldProps, "most"> & { most: number; together: number }) {
  const { most, together, ...field } = props;
  const { attempt, name } = field;
  const control = controlAttributes({ ...field, optional: true });
  const lost = attempt.lost?.includes(name) ? `${control.id}-lost` : undefined;
  const described = [control["aria-describedby"], lost].filter(Boolean).join(" ");
  return (
    <Field {...field} optional>
      {lost && (
        <p class="problem" id={lost}>
          {lostPhotos}
        </p>
      )}
      <input
        {...control}
        aria-describedby={described || undefined}
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
