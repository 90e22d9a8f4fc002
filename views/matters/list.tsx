import type { mattersPage } from "../../worker/domain/matters/read.ts";
import { matterStates } from "../../worker/domain/matters/states.ts";
import { formatDay } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { LinkButton } from "../components/button.tsx";
import { Empty } from "../components/notice.tsx";
import { PageHead } from "../components/page-head.tsx";
import type { TimeLeft, WorkRow } from "../components/work.ts";
import { WorkList } from "../components/work-list.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { around } from "../lists/around.ts";
import { batch } from "../lists/batch.tsx";
import { timeLeft } from "../lists/time-left.ts";
import { asking, isConfined, type Told } from "../lists/told.ts";
import { MatterMark } from "./state.tsx";

type Page = Awaited<ReturnType<typeof mattersPage>>;
type Row = Page["matters"][number];

interface Shown {
  frame: Frame;
  now: Instant;
  page: Page;
  /** Whose own matters can be asked for. */
  accountId: string | null;
  /** Whether somebody may take matters on, several at once. */
  mayAct: boolean;
  /** For the forms around the list. */
  idempotencyKey: string;
}

/** The matters in a person's scopes: what is due first, first. */
export function MattersPage(props: Shown) {
  const { frame, now, page } = props;
  const told = toldOf(props);
  return (
    <StaffPage frame={frame}>
      <PageHead
        title="事项"
        action={
          page.mayRegister && <LinkButton href={link(frame, "/matters/registrations")}>登记事项</LinkButton>
        }
      />
      <WorkList
        {...around(told)}
        id="matters"
        at={now}
        columns={[{ label: "所在" }, { label: "经办" }, { label: "状态" }]}
        rows={page.matters.map((row) => rowOf(props, told, row))}
        hasTimeLeft={!page.asked.done}
        batch={page.asked.done ? undefined : batch(props, "/matters/acceptances", "受理所选")}
        empty={<NoMatters {...props} told={told} />}
      />
    </StaffPage>
  );
}

const toldOf = ({ frame, page, accountId, idempotencyKey }: Shown): Told => ({
  frame,
  path: "/matters",
  called: "事项",
  counter: "件",
  page,
  states: matterStates,
  kinds: { label: "类别", options: page.kinds },
  handlers: {
    label: "经办",
    options: page.handlers,
    chosen: page.matters.find(({ handlerId }) => handlerId === page.asked.within)?.handlerName ?? "经办人",
  },
  sources: { label: "来源", words: page.sources },
  excluded: page.excluded,
  standings: ["全部在办", "已结"],
  due: true,
  orders: { urgent: "最急的在前", newest: "新的在前", first: "旧的在前" },
  exported: true,
  accountId,
  idempotencyKey,
  placeholder: "编号、内容、地点",
  ...(accountId === null ? {} : { mine: { label: "我经办", id: accountId } }),
});

function rowOf({ frame, now }: Shown, told: Told, row: Row): WorkRow {
  const { handlerId, handlerName } = row;
  return {
    id: row.id,
    href: link(frame, `/matters/${encodeURIComponent(row.id)}`),
    title: row.body,
    meta: [
      row.category,
      row.sourceName,
      <span class="whole">{row.number}</span>,
      `${formatDay(row.reportedAt as Instant, now)}上报`,
    ],
    cells: [
      row.unit,
      handlerName && handlerId ? <a href={asking(told)({ within: handlerId })}>{handlerName}</a> : "",
      <MatterMark
        state={row.state}
        closure={row.closure}
        exclusion={row.isExcluded ? "granted" : null}
        hasAddition={row.hasAddition}
        dueAt={null}
        now={now}
      />,
    ],
    timeLeft: row.acceptBy ? toAccept(timeLeft(row.acceptBy, now)) : timeLeft(row.dueAt, now),
  };
}

/** What is due is only to accept it: its level's time begins with that. */
const toAccept = (left: TimeLeft): TimeLeft => left && { ...left, text: `受理：${left.text}` };

function NoMatters({ frame, page, told }: Shown & { told: Told }) {
  const { done, search } = page.asked;
  const whole = link(frame, "/matters");
  if (isConfined(page.asked))
    return (
      <Empty text={search ? `没有找到“${search}”。可以换个说法，或少写几个字。` : "没有符合这些条件的事项。"}>
        <LinkButton href={search ? asking(told)({ search: undefined }) : whole}>
          {search ? "清除搜索" : "看全部在办"}
        </LinkButton>
      </Empty>
    );
  if (done)
    return (
      <Empty text="还没有已结的事项。居民评价后办结的、到期没有评价的、不予受理的和居民撤回的，会移到这里。" />
    );
  return (
    <Empty text="现在没有在办的事项。居民上报后，会列在这里，也会出现在您的待办中。">
      <a href={link(frame, "/matters?done=1")}>查看已结事项</a>
    </Empty>
  );
}
