import type { Instant, LocalDate } from "./instants.ts";

const hour = 3_600_000;
const day = 24 * hour;
/** Asia/Shanghai is UTC+8 all year; the machine's own zone never matters. */
const shanghai = 8 * hour;

/** The wall clock in Shanghai, read with the UTC getters. */
function wallClock(at: Instant): Date {
  return new Date(Date.parse(at) + shanghai);
}

/** The instant's calendar day in Shanghai, as days since 1970-01-01. */
function dayNumber(at: Instant | LocalDate): number {
  return Math.floor((at.length === 10 ? Date.parse(`${at}T00:00:00Z`) : Date.parse(at) + shanghai) / day);
}

const two = (value: number): string => String(value).padStart(2, "0");

/** `18:00` */
export function formatTime(at: Instant): string {
  const clock = wallClock(at);
  return `${two(clock.getUTCHours())}:${two(clock.getUTCMinutes())}`;
}

const relativeDays: Record<string, string> = { "-1": "昨天", "0": "今天", "1": "明天", "2": "后天" };

/** 昨天, 今天, 明天, 后天; `11月25日` within this year; `2025年11月25日` otherwise. */
export function formatDay(on: Instant | LocalDate, now: Instant): string {
  return relativeDays[String(dayNumber(on) - dayNumber(now))] ?? calendarDay(dayNumber(on), dayNumber(now));
}

/** `2026年11月25日` */
export function formatFullDate(on: Instant | LocalDate): string {
  const date = new Date(dayNumber(on) * day);
  return `${date.getUTCFullYear()}年${date.getUTCMonth() + 1}月${date.getUTCDate()}日`;
}

/** `今天 18:00`, `11月25日 18:00` */
export function formatMoment(at: Instant, now: Instant): string {
  return `${formatDay(at, now)} ${formatTime(at)}`;
}

/** `2026年11月25日 18:00`, for documents and print. */
export function formatFullMoment(at: Instant): string {
  return `${formatFullDate(at)} ${formatTime(at)}`;
}

/** `星期三` */
export function formatWeekday(on: Instant | LocalDate): string {
  return `星期${"日一二三四五六"[new Date(dayNumber(on) * day).getUTCDay()]}`;
}

/** `11月25日 18:00 前`. Midnight belongs to the day that ends, as people say it: `11月25日 24:00 前`. */
export function formatDueBy(at: Instant, now: Instant): string {
  return `${formatDeadline(at, now)} 前`;
}

/** `今天 18:00`, and midnight as 24:00 of the day that ends. */
export function formatDeadline(at: Instant, now: Instant): string {
  if (formatTime(at) !== "00:00") return formatMoment(at, now);
  const last = new Date(Date.parse(at) - 1).toISOString() as Instant;
  return `${formatDay(last, now)} 24:00`;
}

/** A span in its two largest units, rounded down: `2天3小时`, `35分钟`. Less than a minute is `不到1分钟`. */
export function formatSpan(milliseconds: number): string {
  const minutes = Math.floor(Math.abs(milliseconds) / 60_000);
  if (minutes < 1) return "不到1分钟";
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  if (days > 0) return `${days}天${hours > 0 ? `${hours}小时` : ""}`;
  const rest = minutes % 60;
  return hours > 0 ? `${hours}小时${rest > 0 ? `${rest}分钟` : ""}` : `${rest}分钟`;
}

function calendarDay(on: number, today: number): string {
  const date = new Date(on * day);
  const year = date.getUTCFullYear();
  const monthDay = `${date.getUTCMonth() + 1}月${date.getUTCDate()}日`;
  return year === new Date(today * day).getUTCFullYear() ? monthDay : `${year}年${monthDay}`;
}
