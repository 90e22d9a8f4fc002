import type { Past as Told } from "../../worker/domain/kernel/happenings.ts";
import type { Instant } from "../../worker/time/instants.ts";
import type { Child } from "../html.ts";
import { type Frame, link } from "../layout/frame.ts";
import { Card } from "./list.tsx";
import { Timeline } from "./timeline.tsx";

/** The part of a record's page that says what happened to it, newest first; what is done about it stands below. */
export function Past(props: {
  frame: Frame;
  now: Instant;
  title: string;
  /** The record's address. */
  path: string;
  page: Pick<Told, "timeline" | "earlier" | "isEarlier">;
  /** How the log names the record, for whoever may read what was done with it there. */
  subject?: string | undefined;
  children?: Child;
}) {
  const { frame, now, title, page, subject } = props;
  const path = link(frame, props.path);
  return (
    <Card title={title} id="history" action={subject && <LogLink frame={frame} subject={subject} />}>
      {page.isEarlier && (
        <p>
          <a href={`${path}#history`}>回到最新的</a>
        </p>
      )}
      {page.timeline.length === 0 ? (
        <p class="meta">{page.isEarlier ? "没有更早的了。" : "还没有变动。"}</p>
      ) : (
        <Timeline
          events={page.timeline}
          now={now}
          photosAt={`${path}/photos`}
          earlier={page.earlier === null ? undefined : `${path}?earlier=${encodeURIComponent(page.earlier)}`}
        />
      )}
      {props.children}
    </Card>
  );
}

function LogLink({ frame, subject }: { frame: Frame; subject: string }) {
  const href = logOf(frame, subject);
  return href === undefined ? null : <a href={href}>操作记录</a>;
}

/** Where it stands what was done with a record, if the menu leads to the log. */
export const logOf = (frame: Frame, subject: string): string | undefined =>
  frame.nav.some(({ href }) => href === "/audit")
    ? link(frame, `/audit?about=${encodeURIComponent(subject)}`)
    : undefined;
