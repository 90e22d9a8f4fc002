import type { meetingsPage } from "../../worker/domain/meetings/read.ts";
import { meetingStates } from "../../worker/domain/meetings/states.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { LinkButton } from "../components/button.tsx";
import { Empty } from "../components/notice.tsx";
import { PageHead } from "../components/page-head.tsx";
import { StateMark } from "../components/state.tsx";
import type { WorkRow } from "../components/work.ts";
import { WorkList } from "../components/work-list.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { around } from "../lists/around.ts";
import { asking, type Told } from "../lists/told.ts";
import { StartsAt } from "./starts-at.tsx";

type Page = Awaited<ReturnType<typeof meetingsPage>>;
type Shown = {
  frame: Frame;
  now: Instant;
  page: Page;
  accountId: string | null;
  /** For the forms around the list. */
  idempotencyKey: string;
};

/** The meetings a person finds: those to come in their order, or those held from the newest back. */
export function MeetingsPage(props: Shown) {
  const { frame, now, page } = props;
  const told = toldOf(props);
  return (
    <StaffPage frame={frame}>
      <PageHead
        title="会议"
        action={
          page.maySchedule && (
            <LinkButton href={link(frame, "/meetings/new")} kind="primary">
              安排会议
            </LinkButton>
          )
        }
      />
      <WorkList
        {...around(told)}
        id="meetings"
        at={now}
        columns={[{ label: "时间" }, { label: "地点" }, { label: "召开单位" }]}
        rows={page.meetings.map((row) => rowOf(props, row))}
        hasTimeLeft={false}
        empty={<NoMeetings {...props} told={told} />}
      />
    </StaffPage>
  );
}

const toldOf = ({ frame, page, accountId, idempotencyKey }: Shown): Told => ({
  frame,
  path: "/meetings",
  called: "会议",
  counter: "次",
  page,
  states: meetingStates,
  kinds: { label: "类型", options: page.kinds },
  standings: [meetingStates.scheduled, "已召开、已取消"],
  due: false,
  orders: {
    first: page.asked.done ? "早的在前" : "近的在前",
    newest: page.asked.done ? "近的在前" : "远的在前",
  },
  exported: true,
  accountId,
  idempotencyKey,
  placeholder: "会议名称、地点",
});

function rowOf({ frame, now }: Shown, row: Page["meetings"][number]): WorkRow {
  const off = row.state === "cancelled";
  return {
    id: row.id,
    href: link(frame, `/meetings/${encodeURIComponent(row.id)}`),
    title: row.title,
    meta: [row.seriesName],
    cells: [<StartsAt at={row.startsAt as Instant} now={now} />, row.place, row.host],
    mark: off ? <StateMark state="waiting">{meetingStates.cancelled}</StateMark> : undefined,
  };
}

function NoMeetings({ page, told }: Shown & { told: Told }) {
  const { done, search, kind, state, within } = page.asked;
  if (search || kind || state || within)
    return (
      <Empty text="没有符合这些条件的会议。">
        <LinkButton
          href={asking(told)({ search: undefined, kind: undefined, state: undefined, within: undefined })}
        >
          看全部会议
        </LinkButton>
      </Empty>
    );
  if (done) return <Empty text="还没有开过会议。会议结束后，决议和到会情况会留在这里。" />;
  return <Empty text="现在没有待召开的会议。安排后，参会单位都能在这里看到时间和地点。" />;
}
