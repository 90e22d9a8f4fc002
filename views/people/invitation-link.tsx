import { formatMoment } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { Actions, Button, LinkButton } from "../components/button.tsx";
import { Form } from "../components/form.tsx";
import { Card } from "../components/list.tsx";
import { PageHead } from "../components/page-head.tsx";
import { keyOf } from "../components/submit.ts";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { LinkField } from "../tenants/link-field.tsx";

type Invited = {
  name: string;
  purpose: "join" | "reset" | "open";
  /** The whole address, with host and token. */
  url: string;
  expiresAt: string;
};

/** A page of its own for a link that was just made, or is looked at again. */
export function InvitationLinkPage(props: {
  frame: Frame;
  now: Instant;
  invited: Invited & {
    /** The people with this invitation marked, and the form for one more into the same role and scope. */
    list: string;
    next: string;
    id: string;
  };
  idempotencyKey: string;
}) {
  const { frame, invited } = props;
  return (
    <StaffPage frame={frame}>
      <PageHead title={invited.purpose === "reset" ? "重设密码链接" : "邀请链接"} />
      <InvitationLink now={props.now} invited={invited} />
      <Actions>
        {invited.purpose === "join" && (
          <LinkButton href={link(frame, invited.next)} kind="primary">
            继续邀请
          </LinkButton>
        )}
        <LinkButton href={link(frame, invited.list)}>返回人员</LinkButton>
      </Actions>
      <Form
        action={link(frame, `/people/invitations/${encodeURIComponent(invited.id)}/revocation`)}
        idempotencyKey={keyOf(props.idempotencyKey, "revocation")}
      >
        <p>发错了人、不再需要的，撤回后谁也不能用。</p>
        <Actions>
          <Button>撤回这个链接</Button>
        </Actions>
      </Form>
    </StaffPage>
  );
}

/** The link in a field to copy it from, and what to do with it. */
function InvitationLink(props: { now: Instant; invited: Invited }) {
  const { name, purpose, url, expiresAt } = props.invited;
  return (
    <Card title={`发给${name}`}>
      <LinkField id="invitation-link" label="链接" value={url} />
      <ul>
        <li>全选复制，单独发给{name}本人。不要发到群里：谁先打开，谁就能使用。</li>
        <li>
          {purpose === "reset"
            ? "本人打开后设置新密码，原来的登录会全部退出。"
            : "本人打开后自己设置用户名和密码，然后就能登录。"}
        </li>
        <li>{`链接只能用一次，${formatMoment(expiresAt as Instant, props.now)} 前有效。`}</li>
      </ul>
    </Card>
  );
}
