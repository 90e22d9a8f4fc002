import type { Line } from "../../worker/domain/kernel/happenings.ts";
import { formatMoment } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";

/** What happened to a matter, in the order given. */
export function Timeline(props: { events: readonly Line[]; now: Instant }) {
  return (
    <ol class="timeline">
      {props.events.map((event) => (
        <li class={event.tone && `timeline-${event.tone}`}>
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
