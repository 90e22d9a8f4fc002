import type { resolutionsPage } from "../../worker/domain/resolutions/list.ts";
import { resolutionStates } from "../../worker/domain/resolutions/states.ts";
import { formatDay } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { LinkButton } from "../components/button.tsx";
import { Empty } from "../components/notice.tsx";
import { PageHead } from "../components/page-head.tsx";
import type { WorkRow } from "../components/work.ts";
import { WorkList } from "../components/work-list.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { around } from "../lists/around.ts";
import { batch } from "../lists/batch.tsx";
import { timeLeft } from "../lists/time-left.ts";
import { asking, isConfined, type Told } from "../lists/told.ts";
import { ResolutionWord } from "./state.tsx";

type Page = Awaited<ReturnType<typeof resolutionsPage>>;
type Shown = {
  frame: Frame;
  now: Instant;
  page: Page;
  accountId: string | null;
  /** Whether somebody may approve tasks, several at once. */
  mayAct: boolean;
  /** For the forms around the list. */
  idempotencyKey: string;
};

/** What meetings decided, and who must do it by when: what is due first, first. */
export function ResolutionsPage(props: Shown) {
  const { frame, now, page } = props;
  const told = toldOf(props);
  return (
    <StaffPage frame={frame}>
      <PageHead title="决议督办" />
      <WorkList
        {...around(told)}
        id="resolutions"
        at={now}
        columns={[{ label: "主办" }, { label: "会议" }, { label: "状态" }]}
        rows={page.resolutions.map((row) => rowOf(props, told, row))}
        hasTimeLeft={!page.asked.done}
        batch={
          page.asked.state === "done" ? batch(props, "/resolutions/approvals", "验收通过所选") : undefined
        }
        empty={<NoResolutions {...props} told={told} />}
      />
    </StaffPage>
  );
}

const toldOf = ({ frame, page, accountId, idempotencyKey }: Shown): Told => ({
  frame,
  path: "/resolutions",
  called: "决议",
  counter: "项",
  page,
  states: resolutionStates,
  kinds: { label: "主办", options: page.kinds },
  standings: ["全部在办", "已议定、已完成"],
  due: true,
  orders: { urgent: "最急的在前", newest: "新的在前", first: "旧的在前" },
  placeholder: "决议内容、主办单位",
  bucket: { label: "待验收", state: "done" },
  exported: true,
  accountId,
  idempotencyKey,
});

function rowOf({ frame, now }: Shown, told: Told, row: Page["resolutions"][number]): WorkRow {
  const { id, leadId, leadName, meeting } = row;
  return {
    id,
    href: link(frame, `/resolutions/${encodeURIComponent(id)}`),
    title: row.body,
    meta: [`第 ${row.number} 号`, `${formatDay(row.loggedAt as Instant, now)}记录`],
    cells: [
      leadId && leadName ? <a href={asking(told)({ kind: leadId })}>{leadName}</a> : "",
      <a href={link(frame, `/meetings/${encodeURIComponent(meeting.id)}`)}>{meeting.title}</a>,
      <ResolutionWord state={row.state} />,
    ],
    timeLeft: timeLeft(row.dueAt, now),
  };
}

function NoResolutions({ frame, page, told }: Shown & { told: Told }) {
  if (isConfined(page.asked))
    return (
      <Empty text={page.asked.search ? `没有找到“${page.asked.search}”。` : "没有符合这些条件的决议。"}>
        <LinkButton href={link(frame, told.path)}>看全部在办</LinkButton>
      </Empty>
    );
  if (page.asked.done) return <Empty text="还没有议定的事项，也没有完成的任务。" />;
  return <Empty text="现在没有在办的任务。会议记录下任务以后，主办和协办单位会在这里看到。" />;
}
