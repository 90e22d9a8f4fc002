import { closeOf, countyCalendar, workCalendar, works } from "../../../worker/rules/engine/calendar.ts";
import type { RuleSet } from "../../../worker/rules/schema/rule-set.ts";
import {
  addDays,
  dayNumber,
  type Instant,
  instant,
  instantAt,
  type LocalDate,
  localDateOf,
  MINUTE,
  toMs,
  weekday,
} from "../../../worker/time/instants.ts";
import { lotOf } from "./lots.ts";

/** How far back it goes. */
export const days = 91;

/** What is to be told of a county. */
export interface Past {
  readonly slug: string;
  /** Nothing happens later. */
  readonly until: Instant;
  readonly matters: number;
}

/** One half of a day: what is due, then what people do if offices are open, then what is reported. */
export interface Step {
  readonly index: number;
  readonly at: Instant;
  readonly isOpen: boolean;
  /** Of a day's second half: when offices have closed. */
  readonly closes: Instant | null;
  readonly reports: readonly Report[];
}

export interface Report {
  /** `2026-000123` */
  readonly number: string;
  readonly at: Instant;
}

/** The quarter of a county in its order, by the offices' hours; the same for the same past. */
export function planned(past: Past, rules: Pick<RuleSet, "officeHours" | "localHolidays">): Step[] {
  const reports = reportsOf(past);
  const county = countyCalendar(workCalendar(), rules as RuleSet);
  const today = localDateOf(past.until);
  const halves = Array.from({ length: days + 1 }, (_, day) => addDays(today, day - days)).flatMap((date) => {
    const isOpen = works(county, dayNumber(date));
    const closes = isOpen ? later(closeOf(county, dayNumber(date)), 10) : null;
    return [half(date, "08:40", isOpen, null), half(date, "14:40", isOpen, closes)];
  });
  const told = halves.filter(({ at }) => at <= past.until);
  return told.map((step, index) => {
    const next = told[index + 1]?.at ?? "9";
    return { ...step, index, reports: reports.filter(({ at }) => step.at <= at && at < next) };
  });
}

const half = (date: LocalDate, time: "08:40" | "14:40", isOpen: boolean, closes: Instant | null) => ({
  at: instantAt(date, time),
  isOpen,
  closes,
});

export const later = (at: Instant, minutes: number): Instant => instant(toMs(at) + minutes * MINUTE);

/** When each matter is reported, with the number it takes: fewer at weekends, most by day. */
export function reportsOf({ slug, until, matters }: Past): Report[] {
  const chance = lotOf(slug, "reports");
  const today = localDateOf(until);
  const moments: Instant[] = [];
  while (moments.length < matters) {
    const date = addDays(today, -chance.below(days));
    const minutes = chance.is(0.55) ? 520 + chance.below(200) : 880 + chance.below(400);
    const at = later(instantAt(date, "00:00"), minutes);
    const isQuiet = [0, 6].includes(weekday(date)) && chance.is(0.45);
    if (!isQuiet && at <= until) moments.push(at);
  }
  const so = new Map<string, number>();
  return moments.sort().map((at) => {
    const year = localDateOf(at).slice(0, 4);
    so.set(year, (so.get(year) ?? 0) + 1);
    return { at, number: `${year}-${String(so.get(year)).padStart(6, "0")}` };
  });
}
