import { formatMoment, formatWeekday } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";

/** When a meeting begins: `11月25日 09:30 星期三`. */
export function StartsAt(props: { at: Instant; now: Instant }) {
  return <time datetime={props.at}>{`${formatMoment(props.at, props.now)} ${formatWeekday(props.at)}`}</time>;
}
