import type { MeetingPage } from "../../worker/domain/meetings/read.ts";
import { clockTimeOf, type Instant, localDateOf } from "../../worker/time/instants.ts";
import { MoveForm } from "../components/move.tsx";
import { Past } from "../components/past.tsx";
import type { Failed } from "../components/submit.ts";
import { type Frame, link } from "../layout/frame.ts";

/** What became of a meeting since it was put on the calendar, and the forms that move it or call it off. */
export function MeetingChanges(props: {
  frame: Frame;
  now: Instant;
  page: MeetingPage;
  failed: Failed<string> | undefined;
  idempotencyKey: string;
}) {
  const { frame, page } = props;
  const path = `/meetings/${encodeURIComponent(page.id)}`;
  const startsAt = page.startsAt as Instant;
  const values = { date: localDateOf(startsAt), time: clockTimeOf(startsAt), place: page.place };
  return (
    <Past {...props} title="会议变动" path={path} subject={`meeting:${page.id}`}>
      {page.offers
        .filter(({ name }) => name !== "correctAttendance")
        .map((offer) => (
          <MoveForm
            action={link(frame, path)}
            failed={props.failed}
            idempotencyKey={props.idempotencyKey}
            offer={offer}
            primary={false}
            values={values}
          />
        ))}
    </Past>
  );
}
