import type { Child } from "../html.ts";
import { Actions, Button, LinkButton } from "./button.tsx";
import { Form } from "./form.tsx";

/** The step before something is lost: what, whether it can be undone, and the way back first in mind. */
export function Confirmation(props: {
  /** The question, naming the thing: 确定撤回这条决议吗？ */
  question: string;
  /** What will be lost or change for others. */
  losses: readonly string[];
  /** How it can be undone; without it the step says that it cannot. */
  undo?: string | undefined;
  action: string;
  idempotencyKey: string;
  hidden?: Record<string, string | number> | undefined;
  /** The verb: 撤回决议 */
  confirm: string;
  cancelHref: string;
  /** More fields, such as a reason. */
  children?: Child | undefined;
}) {
  return (
    <section class="confirmation">
      <h1>{props.question}</h1>
      <p>继续后：</p>
      <ul>
        {props.losses.map((loss) => (
          <li>{loss}</li>
        ))}
      </ul>
      <p>{props.undo ?? "这一步不能撤销。"}</p>
      <Form action={props.action} idempotencyKey={props.idempotencyKey} hidden={props.hidden ?? {}}>
        {props.children}
        <Actions>
          <Button kind="danger">{props.confirm}</Button>
          <LinkButton href={props.cancelHref}>不，返回</LinkButton>
        </Actions>
      </Form>
    </section>
  );
}
