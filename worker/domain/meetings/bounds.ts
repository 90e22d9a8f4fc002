import { formatFullDate } from "../../time/format.ts";
import { dateIn, type Instant, type LocalDate, localDateOf, partsOf } from "../../time/instants.ts";
import { Invalid } from "../errors.ts";

/** How far ahead a meeting is planned at most. The figure is ours. */
const yearsAhead = 2;

/** The days on which a meeting can be: from the day its county opened on, as far ahead as anybody plans. Both included. */
export function meetingDays(openedAt: Instant, now: Instant): { first: LocalDate; last: LocalDate } {
  const { year, month, day } = partsOf(localDateOf(now));
  return { first: localDateOf(openedAt), last: dateIn(year + yearsAhead, month, day) };
}

/** @throws Invalid with the bounds for a day that nobody can mean. */
export function mustBeNear(date: LocalDate, openedAt: Instant, now: Instant): void {
  const { first, last } = meetingDays(openedAt, now);
  if (date >= first && date <= last) return;
  const bounds = `${formatFullDate(first)}（本县开通）至 ${formatFullDate(last)}（${yearsAhead} 年后的今天）`;
  throw new Invalid([{ path: "date", message: `会议日期须在 ${bounds}之间，请核对年份` }]);
}
