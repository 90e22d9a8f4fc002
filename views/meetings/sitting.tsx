import type { Instant } from "../../worker/rules/time.ts";
import { formatMoment, formatWeekday } from "../format.ts";

/** When a sitting begins: `11月25日 09:30 星期三`. */
export function Sitting(props: { at: Instant; now: Instant }) {
  return <time datetime={props.at}>{`${formatMoment(props.at, props.now)} ${formatWeekday(props.at)}`}</time>;
}
