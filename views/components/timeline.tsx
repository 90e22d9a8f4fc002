import { formatMoment } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import type { Child } from "../html.ts";
import type { State } from "./state.tsx";

export type TimelineEvent = {
  at: Instant;
  /** What happened, as a short sentence. */
  title: Child;
  /** Who did it, as this reader may see them. */
  by?: string | undefined;
  /** What was said about it: a reason, a result. */
  note?: Child | undefined;
  /** Colours the point on the line; the title must say the same in words. */
  state?: State | undefined;
};

/** What happened to a matter, in the order given. */
export function Timeline(props: { events: readonly TimelineEvent[]; now: Instant }) {
  return (
    <ol class="timeline">
      {props.events.map((event) => (
        <li class={event.state && `timeline-${event.state}`}>
          <p class="item-title">{event.title}</p>
          <p class="meta">
            <time datetime={event.at}>{formatMoment(event.at, props.now)}</time>
            {event.by !== undefined && ` ${event.by}`}
          </p>
          {event.note && <div class="said">{event.note}</div>}
        </li>
      ))}
    </ol>
  );
}
