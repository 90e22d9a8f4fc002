import type { MeetingPage } from "../../worker/domain/meetings/read.ts";
import { clockTimeOf, type Instant, localDateOf } from "../../worker/time/instants.ts";
import { Card } from "../components/list.tsx";
import { MoveForm } from "../components/move.tsx";
import type { Failed } from "../components/submit.ts";
import { Timeline } from "../components/timeline.tsx";
import { type Frame, link } from "../layout/frame.ts";

/** What became of a meeting since it was put on the calendar, and the forms that move it or call it off. */
export function MeetingChanges(props: {
  frame: Frame;
  now: Instant;
  page: MeetingPage;
  failed: Failed<string> | undefined;
  idempotencyKey: string;
}) {
  const { frame, now, page } = props;
  const startsAt = page.startsAt as Instant;
  const values = { date: localDateOf(startsAt), time: clockTimeOf(startsAt), place: page.place };
  return (
    <Card title="会议变动">
      <Timeline events={page.timeline} now={now} />
      {page.offers
        .filter(({ name }) => name !== "correctAttendance")
        .map((offer) => (
          <MoveForm
            action={link(frame, `/meetings/${encodeURIComponent(page.id)}`)}
            failed={props.failed}
            idempotencyKey={props.idempotencyKey}
            offer={offer}
            primary={false}
            values={values}
          />
        ))}
    </Card>
  );
}
