import { attempt } from "../components/attempt.ts";
import { Actions, Button } from "../components/button.tsx";
import { idempotencyField } from "../components/form.tsx";
import { PasswordField } from "../components/text-field.tsx";

/** A submit that did not go through, as it arrived. */
export type Retry = {
  /** Where it was sent, already linked. */
  action: string;
  /** Names and values in the order they came, `_key` among them. */
  fields: readonly (readonly [name: string, value: string])[];
  /** What the fields are called on the screen; fields without a label go along unseen. */
  labels: Record<string, string>;
};

/** `current` is the present password where a new one is set. */
const secret = /passw|pwd|secret|token|^(current|otp|pin)$/i;

/**
 * What was typed, readable, and a form that sends it again under the same idempotency key, so that a submit
 * that did arrive is not doubled. Passwords are never written into the page: they are typed again.
 */
export function RetryForm(props: { retry: Retry; quiet: boolean; button: string }) {
  const { action, fields, labels } = props.retry;
  return (
    <form method="post" action={action} class="form">
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
