import type { meetingsPage } from "../../worker/domain/meetings/read.ts";
import { meetingStates } from "../../worker/domain/meetings/states.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { LinkButton } from "../components/button.tsx";
import { Item, ItemList } from "../components/list.tsx";
import { Empty } from "../components/notice.tsx";
import { PageHead } from "../components/page-head.tsx";
import { StateMark } from "../components/state.tsx";
import { Tabs } from "../components/tabs.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { StartsAt } from "./starts-at.tsx";

type Page = Awaited<ReturnType<typeof meetingsPage>>;

/** The meetings a person finds: those to come, or those held. */
export function MeetingsPage(props: { frame: Frame; now: Instant; done: boolean; page: Page }) {
  const { frame, now, done, page } = props;
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
      <Tabs
        label="会议范围"
        tabs={[
          { label: meetingStates.scheduled, href: link(frame, "/meetings"), current: !done },
          { label: "已召开、已取消", href: link(frame, "/meetings?done=1"), current: done },
        ]}
      />
      {page.meetings.length === 0 ? (
        <NoMeetings done={done} />
      ) : (
        <ItemList id="meetings" more={morePath(frame, done, page.next)}>
          {page.meetings.map((row) => (
            <MeetingItem frame={frame} now={now} row={row} />
          ))}
        </ItemList>
      )}
    </StaffPage>
  );
}

function MeetingItem(props: { frame: Frame; now: Instant; row: Page["meetings"][number] }) {
  const { id, title, seriesName, startsAt, place, host, state } = props.row;
  const off = state === "cancelled" && <StateMark state="waiting">{meetingStates.cancelled}</StateMark>;
  return (
    <Item
      title={title}
      href={link(props.frame, `/meetings/${encodeURIComponent(id)}`)}
      mark={
        <span class="due">
          {off}
          <StartsAt at={startsAt as Instant} now={props.now} />
        </span>
      }
      meta={`${seriesName}，${place}，${host}召开`}
    />
  );
}

function morePath(frame: Frame, done: boolean, next: string | null): string | undefined {
  if (next === null) return undefined;
  return link(frame, `/meetings?${done ? "done=1&" : ""}before=${encodeURIComponent(next)}`);
}

function NoMeetings(props: { done: boolean }) {
  if (props.done) return <Empty text="还没有开过会议。会议结束后，决议和到会情况会留在这里。" />;
  return <Empty text="现在没有待召开的会议。安排后，参会单位都能在这里看到时间和地点。" />;
}
