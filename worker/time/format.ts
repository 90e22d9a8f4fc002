import {
  clockTimeOf,
  DAY,
  dateEnding,
  dayNumber,
  dayOf,
  HOUR,
  type Instant,
  type LocalDate,
  MINUTE,
  msOfDay,
  partsOfDay,
  weekdayOfDay,
} from "./instants.ts";

/** How times, days and spans are said in Chinese, always by the clock and the calendar of Asia/Shanghai. */

/** From Monday on, as after 星期 and 周. */
export const weekdayNames = ["一", "二", "三", "四", "五", "六", "日"] as const;

const relativeDays: Record<string, string> = { "-1": "昨天", "0": "今天", "1": "明天", "2": "后天" };

/** 昨天, 今天, 明天, 后天; any other day as `formatDate` says it. */
export function formatDay(on: Instant | LocalDate, now: Instant): string {
  return relativeDays[String(dayFor(on) - dayOf(now))] ?? formatDate(on, now);
}

/** `11月25日` within this year; `2025年11月25日` otherwise. */
export function formatDate(on: Instant | LocalDate, now: Instant): string {
  const { year, month, day } = partsOfDay(dayFor(on));
  return year === partsOfDay(dayOf(now)).year ? `${month}月${day}日` : formatFullDate(on);
}

/** `2026年11月25日` */
export function formatFullDate(on: Instant | LocalDate): string {
  const { year, month, day } = partsOfDay(dayFor(on));
  return `${year}年${month}月${day}日`;
}

/** `2026年11月` */
export function formatMonth(on: Instant | LocalDate): string {
  const { year, month } = partsOfDay(dayFor(on));
  return `${year}年${month}月`;
}

/** A day of every year, `06-01`: `6月1日`. */
export function formatYearlyDay(monthAndDay: string): string {
  const [month, day] = monthAndDay.split("-").map(Number);
  return `${month}月${day}日`;
}

/** `今天 18:00`, `11月25日 18:00` */
export function formatMoment(at: Instant, now: Instant): string {
  return `${formatDay(at, now)} ${clockTimeOf(at)}`;
}

/** `2026年11月25日 18:00`, for documents and print. */
export function formatFullMoment(at: Instant): string {
  return `${formatFullDate(at)} ${clockTimeOf(at)}`;
}

/** `星期三` */
export function formatWeekday(on: Instant | LocalDate): string {
  return `星期${weekdayNames[weekdayOfDay(dayFor(on)) - 1]}`;
}

/** `11月25日 18:00 前`. Midnight belongs to the day that ends, as people say it: `11月25日 24:00 前`. */
export function formatDueBy(at: Instant, now: Instant): string {
  return `${formatDeadline(at, now)} 前`;
}

/** `今天 18:00`, and midnight as 24:00 of the day that ends. */
export function formatDeadline(at: Instant, now: Instant): string {
  return `${formatDay(isMidnight(at) ? dateEnding(at) : at, now)} ${clockEnding(at)}`;
}

/** `11月25日 18:00`, for what may be read on another day than it was written. */
export function formatDatedDeadline(at: Instant, now: Instant): string {
  return `${formatDate(isMidnight(at) ? dateEnding(at) : at, now)} ${clockEnding(at)}`;
}

/** `18:00`; midnight is 24:00 of the day that ends. */
export function clockEnding(at: Instant): string {
  return isMidnight(at) ? "24:00" : clockTimeOf(at);
}

const isMidnight = (at: Instant): boolean => msOfDay(at) === 0;

/** A span in its two largest units, rounded down: `2天3小时`, `35分钟`. Less than a minute is `不到1分钟`. */
export function formatSpan(milliseconds: number): string {
  const span = Math.abs(milliseconds);
  const days = Math.floor(span / DAY);
  const hours = Math.floor((span % DAY) / HOUR);
  const minutes = Math.floor((span % HOUR) / MINUTE);
  if (days > 0) return `${days}天${hours > 0 ? `${hours}小时` : ""}`;
  if (hours > 0) return `${hours}小时${minutes > 0 ? `${minutes}分钟` : ""}`;
  return minutes > 0 ? `${minutes}分钟` : "不到1分钟";
}

/** `30秒`, `2分钟`; rounded up, so that nobody comes back too early. */
export function formatWait(seconds: number): string {
  return seconds < 60 ? `${Math.max(1, Math.ceil(seconds))}秒` : `${Math.ceil(seconds / 60)}分钟`;
}

/** The number of a day, or of the day on which an instant falls. What is neither reads NaN and throws nothing. */
function dayFor(on: Instant | LocalDate): number {
  return on.length === "2026-11-25".length ? dayNumber(on as LocalDate) : dayOf(on as Instant);
}
