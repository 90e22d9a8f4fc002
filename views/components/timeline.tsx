import type { Line } from "../../worker/domain/kernel/happenings.ts";
import { formatMoment } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { More } from "./more.tsx";
import { Photos } from "./photos.tsx";

/** What happened to a record, in the order given. `earlier`: the address of its page with what was before. */
export function Timeline(props: {
  events: readonly Line[];
  now: Instant;
  earlier?: string | undefined;
  /** The address below which photos are. */
  photosAt?: string | undefined;
}) {
  return (
    <ol class="timeline" id="timeline">
      {props.events.map((event) => (
        <li class={event.tone && `timeline-${event.tone}`}>
          <p class="item-title">{event.title}</p>
          <p class="meta">
            <time datetime={event.at}>{formatMoment(event.at, props.now)}</time>
            {event.by !== undefined && ` ${event.by}`}
          </p>
          {event.note && <div class="said">{event.note}</div>}
          {event.photos && props.photosAt !== undefined && (
            <Photos photos={event.photos} at={props.photosAt} />
          )}
        </li>
      ))}
      {props.earlier !== undefined && <More href={props.earlier} list="timeline" label="更早的" />}
    </ol>
  );
}
