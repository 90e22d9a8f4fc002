import { attempt } from "../components/attempt.ts";
import { Actions, Button } from "../components/button.tsx";
import { idempotencyField } from "../components/form.tsx";
import { PhotoField } from "../components/photo-field.tsx";
import { PasswordField } from "../components/text-field.tsx";

/** A submit that did not go through, as it arrived. */
export type Retry = {
  /** Where it was sent, already linked. */
  action: string;
  /** Names and values in the order they came, `_key` among them. */
  fields: readonly (readonly [name: string, value: string])[];
  /** What the fields are called on the screen; fields without a label go along unseen. */
  labels: Record<string, string>;
  /** The fields in which photos were chosen: they are asked for again, since no page can fill them in. */
  photos?: readonly {
    name: string;
    label: string;
    hint?: string | undefined;
    most: number;
    together: number;
  }[];
};

/** `current` is the present password where a new one is set. */
const secret = /passw|pwd|secret|token|^(current|otp|pin)$/i;

/**
 * What was typed, readable, and a form that sends it again under the same idempotency key, so that a submit
 * that did arrive is not doubled. Passwords are never written into the page: they are typed again.
 */
export function RetryForm(props: { retry: Retry; quiet: boolean; button: string }) {
  const { action, fields, labels, photos = [] } = props.retry;
  const lost = photos.map(({ name }) => name);
  return (
    <form method="post" action={action} class="form" enctype={photos.length > 0 && "multipart/form-data"}>
      <Kept retry={props.retry} />
      {fields
        .filter(([name]) => !secret.test(name))
        .map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
      {fields
        .filter(([name]) => secret.test(name))
        .map(([name]) => (
          <PasswordField name={name} label={labels[name] ?? "密码"} attempt={attempt()} purpose="current" />
        ))}
      {photos.map((field) => (
        <PhotoField {...field} attempt={{ ...attempt(), lost }} />
      ))}
      <Actions>
        <Button kind={props.quiet ? "secondary" : "primary"}>{props.button}</Button>
      </Actions>
    </form>
  );
}

/** What was typed, to read and copy. */
export function Kept(props: { retry: Retry }) {
  const { fields, labels } = props.retry;
  const shown = fields.filter(
    ([name, value]) =>
      name !== idempotencyField && !secret.test(name) && Object.hasOwn(labels, name) && value !== "",
  );
  if (shown.length === 0) return null;
  return (
    <section class="form">
      <h2>您填写的内容</h2>
      <dl class="terms">
        {shown.map(([name, value]) => (
          <div>
            <dt>{labels[name]}</dt>
            <dd class="as-typed">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
