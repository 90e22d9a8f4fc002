import type { MeetingPage } from "../../worker/domain/meetings/read.ts";
import { meetingStates } from "../../worker/domain/meetings/states.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { ErrorSummary } from "../components/form.tsx";
import { Letterhead } from "../components/letterhead.tsx";
import { PageHead } from "../components/page-head.tsx";
import { StateMark } from "../components/state.tsx";
import type { Failed } from "../components/submit.ts";
import { Unsaved } from "../components/unsaved.tsx";
import type { Frame } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { Attendance } from "./attendance.tsx";
import { MeetingChanges } from "./changes.tsx";
import { CloseMeeting, CorrectAttendance, LogResolution } from "./forms.tsx";
import { Resolutions } from "./resolutions.tsx";
import { StartsAt } from "./starts-at.tsx";

/** A meeting, made for a phone in the meeting room: what and where, log at once, see what was logged. */
export function MeetingView(props: {
  frame: Frame;
  now: Instant;
  page: MeetingPage;
  failed?: Failed<string> | undefined;
  idempotencyKey: string;
}) {
  const { frame, now, page, failed } = props;
  return (
    <StaffPage frame={frame}>
      <Letterhead frame={frame} at={now} />
      <PageHead title={page.title} lead={<Where page={page} now={now} />} />
      <Refused page={page} failed={failed} />
      <div class={page.mayLog && "columns"}>
        {page.mayLog && <LogResolution {...props} />}
        <Resolutions frame={frame} now={now} page={page} />
      </div>
      <Attendance page={page}>
        {page.offers.some(({ name }) => name === "correctAttendance") && <CorrectAttendance {...props} />}
      </Attendance>
      {page.mayClose && <CloseMeeting {...props} />}
      <MeetingChanges {...props} failed={failed} />
    </StaffPage>
  );
}

/** What went wrong, unless the form that failed is on the page and says it itself. */
function Refused(props: { page: MeetingPage; failed: Failed<string> | undefined }) {
  const { page, failed } = props;
  if (!failed || (failed.form === "resolutions" && page.mayLog)) return null;
  const changes = page.offers.some(({ resource }) => resource === failed.form);
  return (
    <>
      <ErrorSummary problems={failed.attempt.problems} />
      {!changes && <Unsaved attempt={failed.attempt} labels={{ body: "决议内容", reason: "原因" }} />}
    </>
  );
}

function Where(props: { page: MeetingPage; now: Instant }) {
  const { page, now } = props;
  return (
    <>
      <span class="due">
        <MeetingMark page={page} now={now} />
        <StartsAt at={page.startsAt as Instant} now={now} />
      </span>
      {`，${page.place}，${page.host}召开`}
    </>
  );
}

/** No meeting lasts longer; in milliseconds. */
const longest = 12 * 3_600_000;

function MeetingMark(props: { page: MeetingPage; now: Instant }) {
  if (props.page.state === "cancelled")
    return <StateMark state="waiting">{meetingStates.cancelled}</StateMark>;
  if (props.page.state === "held") return <StateMark state="done">{meetingStates.held}</StateMark>;
  const since = Date.parse(props.now) - Date.parse(props.page.startsAt);
  if (since < 0) return <StateMark state="waiting">{meetingStates.scheduled}</StateMark>;
  return <StateMark state="dueSoon">{since < longest ? "进行中" : "等待结束"}</StateMark>;
}
