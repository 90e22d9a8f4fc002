/**
 * Times are UTC instants, days are calendar days in Asia/Shanghai. China has had one zone and no summer
 * time since 1991, so the offset is a constant and the process' own zone never matters.
 */
declare const brand: unique symbol;

/** An instant as an ISO string in UTC with milliseconds, `2026-11-21T09:00:00.000Z`; sorts as text. */
export type Instant = string & { readonly [brand]: "Instant" };

/** A calendar day in Asia/Shanghai, `2026-11-21`; sorts as text. */
export type LocalDate = string & { readonly [brand]: "LocalDate" };

/** A wall-clock time in Asia/Shanghai, `08:30`. */
export type ClockTime = `${number}:${number}`;

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
const OFFSET = 8 * HOUR;

const ZONED = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;
const CALENDAR_DAY = /^(\d{4})-(\d\d)-(\d\d)$/;
const CLOCK = /^([01]\d|2[0-3]):([0-5]\d)$/;

/**
 * Makes an instant from epoch milliseconds, a Date, or ISO text that names its zone.
 * @throws RangeError for text without a zone, which would mean another time on another machine, and for
 * years outside 0000–9999, which would not sort as text.
 */
export function instant(value: string | number | Date): Instant {
  if (typeof value === "string" && !ZONED.test(value)) throw new RangeError(`not a zoned ISO time: ${value}`);
  const iso = new Date(value).toISOString();
  if (iso.length !== 24) throw new RangeError(`year out of range: ${iso}`);
  return iso as Instant;
}

/** Epoch milliseconds. */
export function toMs(at: Instant): number {
  return Date.parse(at);
}

/** @throws RangeError unless the text is a day that exists, written `YYYY-MM-DD`. */
export function localDate(text: string): LocalDate {
  if (!isLocalDate(text)) throw new RangeError(`not a calendar day: ${text}`);
  return text;
}

export function isLocalDate(text: string): text is LocalDate {
  if (!CALENDAR_DAY.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

/** A day that people may write down: near enough for all that is reckoned from it to keep a year of four digits. */
export function isPlannable(text: string): text is LocalDate {
  return isLocalDate(text) && text >= "2000-01-01" && text <= "2099-12-31";
}

export function isClockTime(text: string): text is ClockTime {
  return CLOCK.test(text);
}

/** The Asia/Shanghai day on which an instant falls. */
export function localDateOf(at: Instant): LocalDate {
  return dateOfDay(dayOf(at));
}

/** The Asia/Shanghai wall-clock time of an instant, `16:40`, seconds cut off. */
export function clockTimeOf(at: Instant): ClockTime {
  const two = (value: number) => String(value).padStart(2, "0");
  const minutes = Math.floor(msOfDay(at) / MINUTE);
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}` as ClockTime;
}

/** The instant at which a Shanghai clock shows `time` on `date`. */
export function instantAt(date: LocalDate, time: ClockTime): Instant {
  return instantOf(dayNumber(date), clockMs(time));
}

export interface DateParts {
  readonly year: number;
  /** January is 1. */
  readonly month: number;
  readonly day: number;
}

export function partsOf(date: LocalDate): DateParts {
  return partsOfDay(dayNumber(date));
}

/** The day of a month; months and days run on, so that month 13 is next January and day 0 the last one before. */
export function dateIn(year: number, month: number, day: number): LocalDate {
  return dateOfDay(Date.UTC(year, month - 1, day) / DAY);
}

/** Days of every year, `06-01` to `09-30`, both included; over New Year where it ends before it begins. */
export interface YearlyStretch {
  readonly from: string;
  readonly to: string;
}

/** Whether a `MM-DD` lies in a stretch of the year. */
export function isWithin(day: string, { from, to }: YearlyStretch): boolean {
  return from <= to ? day >= from && day <= to : day >= from || day <= to;
}

/** Moves a day by whole calendar days, backwards when negative. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOfDay(dayNumber(date) + days);
}

/** Monday is 1, Sunday is 7. */
export function weekday(date: LocalDate): number {
  return weekdayOfDay(dayNumber(date));
}

/** Milliseconds from midnight to a wall-clock time. @throws RangeError unless `HH:MM`. */
export function clockMs(time: ClockTime): number {
  const match = CLOCK.exec(time);
  if (!match) throw new RangeError(`not a clock time: ${time}`);
  return Number(match[1]) * HOUR + Number(match[2]) * MINUTE;
}

/** Days since 1 January 1970: the form in which calendars count. */
export function dayNumber(date: LocalDate): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY;
}

export function dateOfDay(day: number): LocalDate {
  return instant(day * DAY).slice(0, 10) as LocalDate;
}

export function partsOfDay(day: number): DateParts {
  const date = new Date(day * DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** Monday is 1, Sunday is 7; day 0 was a Thursday. */
export function weekdayOfDay(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** The Shanghai day number of an instant. */
export function dayOf(at: Instant): number {
  return Math.floor((toMs(at) + OFFSET) / DAY);
}

/** The Shanghai day that an instant lies in or ends: as a due time, midnight belongs to the day before it. */
export function dayEnding(at: Instant): number {
  return Math.ceil((toMs(at) + OFFSET) / DAY) - 1;
}

/** The same as a day: that by which something is due. */
export function dateEnding(at: Instant): LocalDate {
  return dateOfDay(dayEnding(at));
}

/** Milliseconds since midnight in Shanghai. */
export function msOfDay(at: Instant): number {
  return toMs(at) + OFFSET - dayOf(at) * DAY;
}

/** The instant `ms` milliseconds after a day's midnight in Shanghai. */
export function instantOf(day: number, ms: number): Instant {
  return instant(day * DAY + ms - OFFSET);
}
