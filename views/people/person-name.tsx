import type { Instant } from "../../worker/time/instants.ts";
import { Actions, Button } from "../components/button.tsx";
import { type Came, Clashing, correcting } from "../components/clashing.tsx";
import { Disclosure } from "../components/disclosure.tsx";
import { Form } from "../components/form.tsx";
import { type Failed, keyOf } from "../components/submit.ts";
import { TextField } from "../components/text-field.tsx";
import { type Frame, link } from "../layout/frame.ts";

type Props = {
  frame: Frame;
  now: Instant;
  page: { id: string; name: string; revision: number };
  /** The form that came back, `name` or `reopening`. */
  failed?: (Failed<string> & { attempt: NonNullable<Came> }) | undefined;
  idempotencyKey: string;
};

/** Mends a name that was written wrong. With what they sign in is theirs and stays. */
export function PersonName({ frame, now, page, failed, idempotencyKey }: Props) {
  const came = failed?.form === "name" ? failed.attempt : undefined;
  const { form, conflict, clashes, revision } = correcting(came, page, { name: page.name });
  return (
    <Disclosure summary="更正姓名" open={came !== undefined}>
      <Clashing now={now} form={form} conflict={conflict} clashes={clashes} />
      <Form
        action={link(frame, `/people/${encodeURIComponent(page.id)}/name`)}
        idempotencyKey={keyOf(idempotencyKey, "name")}
        hidden={{ revision }}
      >
        <TextField name="name" label="姓名" most={30} width="medium" autocomplete="off" attempt={form} />
        <p>用户名和密码不变。以前的操作记录里仍是当时的姓名。</p>
        <Actions>
          <Button>{conflict === undefined ? "更正姓名" : "用我的内容覆盖"}</Button>
        </Actions>
      </Form>
    </Disclosure>
  );
}

export function PersonBack({ frame, page, idempotencyKey }: Props) {
  return (
    <Form
      action={link(frame, `/people/${encodeURIComponent(page.id)}/reopening`)}
      idempotencyKey={keyOf(idempotencyKey, "reopening")}
    >
      <p>恢复后，此人用原来的用户名和密码登录，角色不变。忘记密码的，另发重设密码链接。</p>
      <Actions>
        <Button>恢复账号</Button>
      </Actions>
    </Form>
  );
}
