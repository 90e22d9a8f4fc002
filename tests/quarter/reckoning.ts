import type { HolidayNotice } from "../../worker/rules/schema/notice.ts";
import type { RuleSet } from "../../worker/rules/schema/rule-set.ts";
import type { Duration } from "../../worker/time/duration.ts";
import { DAY, type Days, dateOf, dayAt, daysOf, endOf, momentOn } from "./days.ts";

/** Due times once more, from the words of docs/domain.md, docs/decisions/014 and 036, with nothing of the engine. */
export interface Still {
  readonly pausedAt: string;
  readonly resumedAt: string;
}
export type Notices = readonly HolidayNotice[];

export const spans = {
  days: { midnight: false, moves: true },
  daysToMidnight: { midnight: true, moves: true },
  daysUnmoved: { midnight: false, moves: false },
  daysUnmovedToMidnight: { midnight: true, moves: false },
} as const;
const HOUR = 3_600_000;

/** From when until when a clock ran that is at the resumption of its last pause, or at its start. */
function ran(start: string, pauses: readonly Still[]): { from: string; to: string }[] {
  const begins = [start, ...pauses.map(({ resumedAt }) => resumedAt)];
  return pauses.flatMap(({ pausedAt }, at) => {
    const from = (begins[at] ?? "") > start ? (begins[at] ?? "") : start;
    return from < pausedAt ? [{ from, to: pausedAt }] : [];
  });
}

/** When a limit is over: what it had left at its last resumption, from there on. */
export function limitDue(days: Days, limit: Duration, start: string, pauses: readonly Still[]): string {
  const stretches = ran(start, pauses);
  const last = pauses.at(-1)?.resumedAt ?? start;
  const from = last > start ? last : start;
  const [unit, amount] = Object.entries(limit)[0] as [string, number];
  if (unit === "hours") {
    const used = stretches.reduce((sum, { from, to }) => sum + Date.parse(to) - Date.parse(from), 0);
    return new Date(Date.parse(from) + Math.max(0, amount * HOUR - used)).toISOString();
  }
  if (unit === "workingHours") {
    const used = stretches.reduce((sum, { from, to }) => sum + openTime(days, from, to), 0);
    return afterOpenTime(days, from, Math.max(0, Math.round(amount * HOUR) - used));
  }
  const counts = unit === "workdays" ? days.works : () => true;
  const used = stretches.reduce((sum, { from, to }) => sum + daysWithin(counts, dayAt(from), dayAt(to)), 0);
  return daysDue(days, unit, Math.max(0, amount - used), from);
}

/** Days after one, up to and with another. */
export function daysWithin(counts: (day: number) => boolean, after: number, until: number): number {
  let sum = 0;
  for (let day = after + 1; day <= until; day++) if (counts(day)) sum++;
  return sum;
}

/** The nth working day after a day. */
export function workdayAfter(days: Days, after: number, n: number): number {
  let day = after;
  for (let left = n; left > 0; ) if (days.works(++day)) left--;
  return day;
}

export function daysDue(days: Days, unit: string, left: number, from: string): string {
  const { midnight, moves } = unit === "workdays" ? spans.days : spans[unit as keyof typeof spans];
  const mayEnd = (day: number) => !moves || days.works(day);
  if (left === 0) {
    // The last day had begun: it ends with the first end of a day that is still to come.
    let day = dayAt(from);
    while (!mayEnd(day) || endOf(days, day, midnight) < from) day++;
    return endOf(days, day, midnight);
  }
  if (unit === "workdays") return endOf(days, workdayAfter(days, dayAt(from), left), false);
  let day = dayAt(from) + left;
  while (!mayEnd(day)) day++;
  return endOf(days, day, midnight);
}

/** When offices are open, as stretches from a moment on. */
function* openFrom(days: Days, from: string): Generator<[number, number]> {
  const since = Date.parse(from);
  for (let day = dayAt(from); ; day++) {
    for (const [opens, closes] of days.works(day) ? days.periods(day) : []) {
      const [begin, end] = [opens, closes].map((ms) => Date.parse(momentOn(day, ms))) as [number, number];
      if (end >= since) yield [Math.max(begin, since), end];
    }
  }
}

function openTime(days: Days, from: string, to: string): number {
  let sum = 0;
  for (const [begin, end] of openFrom(days, from)) {
    if (begin >= Date.parse(to)) break;
    sum += Math.min(end, Date.parse(to)) - begin;
  }
  return sum;
}

function afterOpenTime(days: Days, from: string, ms: number): string {
  let left = ms;
  for (const [begin, end] of openFrom(days, from)) {
    if (left <= end - begin) return new Date(begin + left).toISOString();
    left -= end - begin;
  }
  return "";
}

type Window = RuleSet["handling"]["windows"][number];

/** The first end of a monthly window after a moment, and when that window begins. */
function windowAfter(days: Days, window: Window, after: string): { opens: string; end: string } {
  const [year = 0, month = 0] = dateOf(dayAt(after)).split("-").map(Number);
  for (let at = month - 2; ; at++) {
    const [first, last] = [window.fromDay, window.byDay].map((day) => dayInMonth(year, at, day)) as [
      number,
      number,
    ];
    let day = last;
    while (!days.works(day)) day += window.dayOff === "before" ? -1 : 1;
    const end = endOf(days, day, false);
    if (end > after) return { opens: momentOn(first, 0), end };
  }
}

/** `month`: 0 is January; a day that the month hasn't is its last. */
function dayInMonth(year: number, month: number, day: number): number {
  const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(day, length)) / DAY;
}

interface Terms {
  limit?: Duration | undefined;
  window?: string | undefined;
  service?: string | undefined;
}

/** When a clock is due by its terms. What had run out before a pause stays. */
export function due(
  rules: RuleSet,
  notices: Notices,
  terms: Terms,
  start: string,
  pauses: readonly Still[],
): string {
  const last = pauses.at(-1);
  const before = last && due(rules, notices, terms, start, pauses.slice(0, -1));
  if (before && (before < last.pausedAt || last.pausedAt === last.resumedAt)) return before;
  const offices = daysOf(rules, notices);
  const window = rules.handling.windows.find(({ key }) => key === terms.window);
  const first = window && windowAfter(offices, window, start);
  const since = first && first.opens > start ? first.opens : start;
  const byLimit = terms.limit && limitDue(daysOf(rules, notices, terms.service), terms.limit, since, pauses);
  const byWindow = first && window && windowDue(offices, window, first.end, pauses);
  return [byLimit, byWindow].filter((each) => each !== undefined).sort()[0] ?? "";
}

function windowDue(offices: Days, window: Window, first: string, pauses: readonly Still[]): string {
  let end = first;
  for (const { resumedAt } of pauses) if (end < resumedAt) end = windowAfter(offices, window, resumedAt).end;
  return end;
}
