import type { peoplePage } from "../../worker/domain/accounts/people.ts";
import { type Standing, standingWords } from "../../worker/domain/accounts/states.ts";
import { formatMoment } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { Actions, Button, LinkButton } from "../components/button.tsx";
import { Form } from "../components/form.tsx";
import { Fresh } from "../components/fresh.tsx";
import { Card, Item, ItemList } from "../components/list.tsx";
import { Empty } from "../components/notice.tsx";
import { PageHead } from "../components/page-head.tsx";
import type { Option } from "../components/select.tsx";
import { StateMark } from "../components/state.tsx";
import { keyOf } from "../components/submit.ts";
import { type Frame, link } from "../layout/frame.ts";
import { PlatformPage } from "../layout/platform.tsx";
import { roleNameIn } from "./roles.ts";

/** What the list shows of an invitation. */
export type InvitationRow = Pick<
  Awaited<ReturnType<typeof peoplePage>>["invitations"][number],
  | "id"
  | "purpose"
  | "name"
  | "role"
  | "scopeName"
  | "invitedBy"
  | "createdAt"
  | "expiresAt"
  | "usedAt"
  | "revokedAt"
  | "standing"
>;

type Props = {
  frame: Frame;
  now: Instant;
  invitations: readonly InvitationRow[];
  roles: readonly Option[];
  mayInvite: boolean;
  /** The one that was just made. */
  added?: string | undefined;
  idempotencyKey: string;
};

/** Where links stand: those of a county with its people, those of the platform with its counties. */
const invitationsPath = ({ countyName }: Frame) =>
  countyName === undefined ? "/operator/invitations" : "/people/invitations";

/** Every link of the platform that can still be used, each to be taken back. */
export function OpenInvitationsPage(props: Props & { next: string | null }) {
  const { frame, invitations, next } = props;
  const path = link(frame, invitationsPath(frame));
  return (
    <PlatformPage frame={frame}>
      <PageHead title="等待使用的链接" lead="谁拿着链接，谁就能用一次。发错的、不再需要的，请撤回。" />
      {invitations.length === 0 ? (
        <Empty text="现在没有等待使用的链接。" />
      ) : (
        <ItemList
          id="open-invitations"
          more={next === null ? undefined : `${path}?before=${encodeURIComponent(next)}`}
        >
          {invitations.map((row) => (
            <Invitation {...props} row={row} />
          ))}
        </ItemList>
      )}
    </PlatformPage>
  );
}

/** The last links that were given out, and the way to all of them. */
export function Invitations(props: Props) {
  const { invitations } = props;
  return (
    <Card
      title="最近发出的邀请"
      id="invitations"
      action={<LinkButton href={link(props.frame, invitationsPath(props.frame))}>全部邀请链接</LinkButton>}
    >
      {invitations.length === 0 ? (
        <Empty text="还没有发出邀请。被邀请的人打开链接，自己设置用户名和密码后就能登录。" />
      ) : (
        <ItemList id="invitation-list">
          {invitations.map((row) => (
            <Invitation {...props} row={row} />
          ))}
        </ItemList>
      )}
    </Card>
  );
}

function Invitation(props: Props & { row: InvitationRow }) {
  const { row, now } = props;
  return (
    <Item
      title={row.name}
      mark={
        <>
          {row.id === props.added && <Fresh />}
          <StandingMark row={row} now={now} />
        </>
      }
      meta={`${whatFor(row, props.roles)}，${row.invitedBy}于${formatMoment(row.createdAt as Instant, now)} 发出`}
      action={row.standing === "open" && props.mayInvite && <Open {...props} />}
    />
  );
}

/** What a link is for, in words. */
export function whatFor(
  { purpose, role, scopeName }: Pick<InvitationRow, "purpose" | "role" | "scopeName">,
  roles: readonly Option[],
): string {
  const post = [scopeName, role && roleNameIn(roles)(role)].filter(Boolean).join(" ");
  return { reset: "重设密码", open: "开通一个县（市、区）", join: post }[purpose];
}

function StandingMark(props: { row: InvitationRow; now: Instant }) {
  const { row, now } = props;
  const told: Record<Standing, string> = {
    open: `${formatMoment(row.expiresAt as Instant, now)} 前有效`,
    used: row.usedAt ? formatMoment(row.usedAt as Instant, now) : "",
    revoked: row.revokedAt ? formatMoment(row.revokedAt as Instant, now) : "",
    expired: formatMoment(row.expiresAt as Instant, now),
  };
  return (
    <span class="due">
      <StandingWord standing={row.standing} /> {told[row.standing]}
    </span>
  );
}

export function StandingWord(props: { standing: Standing }) {
  const word = standingWords[props.standing];
  if (props.standing === "open") return <StateMark state="waiting">{word}</StateMark>;
  if (props.standing === "used") return <StateMark state="done">{word}</StateMark>;
  return <span class="mark">{word}</span>;
}

function Open(props: Props & { row: InvitationRow }) {
  const { id, name, role } = props.row;
  const path = link(props.frame, `${invitationsPath(props.frame)}/${encodeURIComponent(id)}`);
  const whose = <span class="unseen">（{name}）</span>;
  return (
    <Form action={`${path}/revocation`} idempotencyKey={keyOf(props.idempotencyKey, `revocation-${id}`)}>
      <Actions>
        {/* An operator's own link is printed where it was made, and nowhere else. */}
        {role !== "operator" && <LinkButton href={path}>查看链接{whose}</LinkButton>}
        <Button>撤回{whose}</Button>
      </Actions>
    </Form>
  );
}
