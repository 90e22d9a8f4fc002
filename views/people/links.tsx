import type { LinksPage } from "../../worker/domain/accounts/link-list.ts";
import { standingWords } from "../../worker/domain/accounts/states.ts";
import { formatMoment } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { LinkButton } from "../components/button.tsx";
import { Empty } from "../components/notice.tsx";
import { PageHead } from "../components/page-head.tsx";
import type { Option } from "../components/select.tsx";
import type { Choice, WorkRow } from "../components/work.ts";
import { WorkList } from "../components/work-list.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { around } from "../lists/around.ts";
import { batch } from "../lists/batch.tsx";
import { timeLeft } from "../lists/time-left.ts";
import { asking, isConfined, type Told } from "../lists/told.ts";
import { StandingWord, whatFor } from "./invitations.tsx";
import { roleNameIn } from "./roles.ts";

interface Shown {
  frame: Frame;
  now: Instant;
  page: LinksPage;
  roles: readonly Option[];
  accountId: string | null;
  mayInvite: boolean;
  /** Whether somebody may take links back, several at once. */
  mayAct: boolean;
  /** For the forms around the list. */
  idempotencyKey: string;
}

type Row = LinksPage["invitations"][number];

/** The links that were given out: which still can be used, and what became of the others. */
export function LinksListPage(props: Shown) {
  const { frame, now, page } = props;
  const told = toldOf(props);
  const { asked } = page;
  const { facets, ...rest } = around(told);
  return (
    <StaffPage frame={frame}>
      <PageHead
        title="邀请链接"
        lead="谁拿着链接，谁就能用一次。发错的、不再需要的，请撤回。"
        action={<LinkButton href={link(frame, "/people")}>人员</LinkButton>}
      />
      <WorkList
        {...rest}
        id="links"
        at={now}
        buckets={bucketsOf(told)}
        facets={asked.done ? facets : facets.filter(({ name }) => name !== "state")}
        columns={[{ label: "用途" }, { label: "发出" }, { label: "状态" }]}
        rows={page.invitations.map((row) => rowOf(props, row))}
        hasTimeLeft={!asked.done && asked.state !== "expired"}
        batch={asked.done ? undefined : batch(props, "/people/invitations/revocations", "撤回所选链接")}
        empty={<NoLinks {...props} />}
      />
    </StaffPage>
  );
}

function toldOf({ frame, page, roles, accountId, idempotencyKey }: Shown): Told {
  const roleName = roleNameIn(roles);
  const byRole = page.counts.facets.kind.map(({ value, n }) => ({
    value,
    n,
    name: value === "reset" ? "重设密码" : roleName(value),
  }));
  return {
    frame,
    path: "/people/invitations",
    called: "邀请链接",
    counter: "个",
    page,
    states: standingWords,
    kinds: { label: "角色", options: byRole },
    standings: ["等待使用", "已使用、已撤回"],
    due: false,
    orders: page.asked.done
      ? { newest: "新的在前", first: "旧的在前" }
      : { latest: "最近发出的在前", urgent: "最快过期的在前" },
    placeholder: "姓名、拼音首字母、范围",
    exported: true,
    accountId,
    idempotencyKey,
  };
}

/** What can be used, what nobody used in time, and what has been used or taken back. */
function bucketsOf(told: Told): Choice[] {
  const { asked, counts } = told.page;
  const to = asking(told);
  const n = (state: string) => counts.facets.state.find(({ value }) => value === state)?.n;
  const isOpen = !asked.done && asked.state !== "expired" && (asked.state === "open" || !asked.search);
  const fresh = { state: undefined, done: undefined, order: undefined, search: undefined };
  return [
    { label: "等待使用", href: to(fresh), current: isOpen, count: asked.done ? undefined : n("open") },
    {
      label: "已过期",
      href: to({ ...fresh, state: "expired" }),
      current: asked.state === "expired" && !asked.done,
      count: asked.done ? undefined : n("expired"),
    },
    { label: "已使用、已撤回", href: to({ ...fresh, done: true }), current: asked.done === true },
  ];
}

function rowOf({ frame, now, roles, mayInvite }: Shown, row: Row): WorkRow {
  const isOpen = row.standing === "open";
  const path = link(frame, `/people/invitations/${encodeURIComponent(row.id)}`);
  return {
    id: row.id,
    href: isOpen && mayInvite ? path : undefined,
    title: row.name,
    meta: [],
    cells: [
      whatFor(row, roles),
      `${row.invitedBy}，${formatMoment(row.createdAt as Instant, now)}`,
      <>
        <StandingWord standing={row.standing} /> {endedAt(row, now)}
      </>,
    ],
    timeLeft: isOpen ? timeLeft(row.expiresAt, now) : null,
  };
}

/** When it came to stand as it does. */
function endedAt({ standing, usedAt, revokedAt, expiresAt }: Row, now: Instant): string {
  const at = { open: null, used: usedAt, revoked: revokedAt, expired: expiresAt }[standing];
  return at === null ? "" : formatMoment(at as Instant, now);
}

function NoLinks({ frame, page }: Shown) {
  const { asked } = page;
  const whole = <LinkButton href={link(frame, "/people/invitations")}>看等待使用的链接</LinkButton>;
  if (asked.search) return <Empty text={`没有找到“${asked.search}”。`}>{whole}</Empty>;
  if (asked.state === "expired") return <Empty text="没有过期的链接。">{whole}</Empty>;
  if (isConfined(asked)) return <Empty text="没有符合这些条件的链接。">{whole}</Empty>;
  if (asked.done) return <Empty text="还没有用过或撤回的链接。">{whole}</Empty>;
  return (
    <Empty text="现在没有等待使用的链接。在人员页邀请同事，发出的链接会列在这里。">
      <LinkButton href={link(frame, "/people")}>邀请人员</LinkButton>
    </Empty>
  );
}
