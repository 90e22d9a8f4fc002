import { addDays, dateIn, dayNumber, type LocalDate, partsOf } from "../../time/instants.ts";
import { type Cadence, type Every, monthsIn, type RuleSet, type Series } from "../schema/rule-set.ts";
import {
  closeOf,
  countyCalendar,
  type Due,
  moveWorkdays,
  type WorkCalendar,
  warningsBetween,
  works,
} from "./calendar.ts";

/** One period of a cadence. `windowStart`/`windowEnd` are the days on which its meeting should be held. */
export interface Period {
  readonly start: LocalDate;
  readonly end: LocalDate;
  readonly windowStart: LocalDate;
  readonly windowEnd: LocalDate;
  /** `2026年第四季度`, `2026年11月`, `2026年下半年`, `2026年`. */
  readonly label: string;
}

/** The period of a cadence that holds a day. */
export function periodOf(cadence: Cadence, date: LocalDate): Period {
  const { year, month } = partsOf(date);
  const length = monthsIn[cadence.every];
  const index = Math.floor((month - 1) / length);
  const first = index * length + 1;
  const start = dateIn(year, first, 1);
  const end = addDays(dateIn(year, first + length, 1), -1);
  const { window } = cadence;
  return {
    start,
    end,
    windowStart: window ? dateIn(year, first + window.fromMonth - 1, window.fromDay) : start,
    windowEnd: window ? dateIn(year, first + window.byMonth - 1, window.byDay) : end,
    label: `${year}年${periodName(cadence.every, index)}`,
  };
}

/**
 * By when the next meeting of a series must be held: this period's if none was held in it yet, otherwise the
 * next period's. Undefined for a series that only meets as needed. A due time in the past means overdue.
 */
export function nextMeetingDue(
  rules: RuleSet,
  seriesKey: string,
  heldDates: readonly LocalDate[],
  on: LocalDate,
  calendar: WorkCalendar,
): (Due & { period: Period }) | undefined {
  const { cadence } = seriesOf(rules, seriesKey);
  if (!cadence) return undefined;
  const current = periodOf(cadence, on);
  const period = heldIn(current, heldDates) ? periodOf(cadence, addDays(current.end, 1)) : current;
  return { period, ...lastMomentOf(period, countyCalendar(calendar, rules)) };
}

/**
 * Periods that began on or after `from`, were over before `to`, and saw no meeting. A period that was already
 * running when the series began is not held against it.
 */
export function missedPeriods(
  series: Pick<Series, "cadence">,
  heldDates: readonly LocalDate[],
  from: LocalDate,
  to: LocalDate,
): Period[] {
  const missed: Period[] = [];
  if (!series.cadence) return missed;
  let period = periodOf(series.cadence, from);
  while (period.end < to) {
    if (period.start >= from && !heldIn(period, heldDates)) missed.push(period);
    period = periodOf(series.cadence, addDays(period.end, 1));
  }
  return missed;
}

/** Whether enough members are there. The caller counts proxies in or out as `series.proxiesCount` says. */
export function quorum(
  series: Pick<Series, "quorum">,
  members: number,
  present: number,
): { required: number; reached: boolean } {
  const rule = series.quorum;
  const required =
    "atLeast" in rule
      ? Math.ceil(share(rule.atLeast, members))
      : Math.floor(share(rule.moreThan, members)) + 1;
  return { required: Math.max(1, required), reached: present >= Math.max(1, required) };
}

/** @throws RangeError for a series the rules don't have. */
export function seriesOf(rules: RuleSet, seriesKey: string): Series {
  const series = rules.meetings.series.find(({ key }) => key === seriesKey);
  if (!series) throw new RangeError(`the rules have no meeting series ${seriesKey}`);
  return series;
}

/** Multiplied first, so that a whole result stays whole. */
function share(fraction: string, of: number): number {
  const [part = 1, whole = 1] = fraction.split("/").map(Number);
  return (of * part) / whole;
}

/** The close of the last working day in the window; a window all off moves on to the next working day. */
export function lastMomentOf(period: Period, calendar: WorkCalendar): Due {
  const last = dayNumber(period.windowEnd);
  const back = works(calendar, last) ? last : moveWorkdays(calendar, last, -1);
  const day = back >= dayNumber(period.windowStart) ? back : moveWorkdays(calendar, last, 1);
  return { due: closeOf(calendar, day), warnings: warningsBetween(calendar, last, day) };
}

function heldIn({ start, end }: Period, heldDates: readonly LocalDate[]): boolean {
  return heldDates.some((date) => date >= start && date <= end);
}

function periodName(every: Every, index: number): string {
  if (every === "month") return `${index + 1}月`;
  if (every === "quarter") return `第${"一二三四"[index]}季度`;
  if (every === "halfYear") return index === 0 ? "上半年" : "下半年";
  return "";
}
