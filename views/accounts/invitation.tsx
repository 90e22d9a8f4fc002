import type { invitationBy } from "../../worker/domain/accounts/invitations.ts";
import type { Standing } from "../../worker/domain/accounts/states.ts";
import { roles } from "../../worker/domain/kernel/roles.ts";
import { formatDueBy } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { type Attempt, fieldId } from "../components/attempt.ts";
import { Actions, Button, LinkButton } from "../components/button.tsx";
import { ErrorSummary, Form } from "../components/form.tsx";
import { DescriptionList } from "../components/list.tsx";
import { PageHead } from "../components/page-head.tsx";
import { PasswordField, TextField } from "../components/text-field.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { publicShell } from "./shell.ts";

type Invitation = Awaited<ReturnType<typeof invitationBy>>;

type Props = {
  frame: Frame;
  now: Instant;
  invitation: Invitation;
  /** Already linked: `/invitations/<token>`. */
  action: string;
  attempt: Attempt;
  idempotencyKey: string;
};

/** A link to join, or to set a new password. */
export function AcceptInvitationPage(props: Props) {
  const { frame, invitation } = props;
  const Shell = publicShell(frame);
  const joining = invitation.purpose !== "reset";
  return (
    <Shell frame={frame}>
      <PageHead
        title={joining ? `加入${frame.countyName ?? "联治平台"}` : "重设密码"}
        lead={`${invitation.name}，您好。${joining ? "请设置用户名和密码，建立您的账号。" : "请填写原来的用户名，设置新密码。"}`}
      />
      <ErrorSummary problems={props.attempt.problems} />
      {/* A problem with the link itself is shown on top and leads here. */}
      <section id={fieldId("token")}>
        <DescriptionList items={facts(invitation, props.now)} />
      </section>
      <AcceptForm {...props} joining={joining} />
      <p>如果您不是{invitation.name}，请关闭本页，不要使用这个链接。</p>
    </Shell>
  );
}

/** Fields `username`, `password`; the token is in the action. */
function AcceptForm({ action, attempt, idempotencyKey, joining }: Props & { joining: boolean }) {
  return (
    <Form action={action} idempotencyKey={idempotencyKey}>
      <TextField
        name="username"
        label="用户名"
        hint={
          joining ? "用来登录，2 到 40 个字，可以用各种文字、数字和间隔号（·）。" : "与原来的用户名一致。"
        }
        autocomplete="username"
        most={40}
        width="medium"
        attempt={attempt}
      />
      <NewPassword attempt={attempt} />
      <p>
        {joining
          ? "建立后直接进入工作台，以后用这个用户名和密码登录。"
          : "保存后，原来的密码作废，已经登录的设备都会退出。"}
      </p>
      <Actions>
        <Button kind="primary">{joining ? "建立账号" : "保存新密码"}</Button>
      </Actions>
    </Form>
  );
}

/** The field of a password to be, with what makes it acceptable. */
export function NewPassword(props: { attempt: Attempt; label?: string }) {
  return (
    <PasswordField
      name="password"
      label={props.label ?? "密码"}
      hint="至少 12 个字符。可以用一句自己记得住的话，不要求大小写和符号。"
      purpose="new"
      attempt={props.attempt}
    />
  );
}

function facts({ role, scopeName, invitedBy, expiresAt }: Invitation, now: Instant) {
  return [
    { term: "角色", detail: role === null ? null : roleName(role) },
    { term: "范围", detail: scopeName },
    { term: "邀请人", detail: invitedBy },
    { term: "链接有效期", detail: `${formatDueBy(expiresAt as Instant, now)}，只能用一次` },
  ];
}

const roleName = (role: string): string => (role in roles ? roles[role as keyof typeof roles] : role);

const reasons: Record<Exclude<Standing, "open">, string> = {
  used: "这个链接已经用过",
  revoked: "这个链接已被撤回",
  expired: "这个链接已经过期",
};

/** A link that no longer works: why, and what to do. */
export function InvitationEnded(props: {
  frame: Frame;
  standing: Exclude<Standing, "open">;
  invitedBy: string;
}) {
  const { frame, standing, invitedBy } = props;
  const Shell = publicShell(frame);
  const signIn = frame.countyName === undefined ? undefined : link(frame, "/session/new");
  return (
    <Shell frame={frame}>
      <PageHead title={reasons[standing]} lead="没有改动任何内容。" />
      {standing === "used" && signIn !== undefined && (
        <p>如果是您自己用的，账号已经建好，用当时设置的用户名和密码登录。</p>
      )}
      <p>需要新链接的，请联系邀请人{invitedBy}再发一个。链接 7 天内有效，只能用一次。</p>
      <Actions>
        {standing === "used" && signIn !== undefined ? (
          <LinkButton href={signIn} kind="primary">
            登录
          </LinkButton>
        ) : (
          <LinkButton href={link(frame, "/")}>返回首页</LinkButton>
        )}
      </Actions>
    </Shell>
  );
}
