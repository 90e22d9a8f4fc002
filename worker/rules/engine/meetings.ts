import {
  addDays,
  dateIn,
  dayNumber,
  dayOf,
  type Instant,
  type LocalDate,
  localDateOf,
  partsOf,
} from "../../time/instants.ts";
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
import { dueAfter } from "./duration.ts";

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

/** A meeting that decided something, and when the task was put before its units: logged, made a task, or sent back. */
export interface Decided {
  readonly meetingAt: Instant;
  readonly assignedAt: Instant;
  /** When other meetings of that series and host start, as far as they are known; their order is no matter. */
  readonly otherMeetings?: readonly Instant[];
}

/**
 * When a task resolution of a series is due. Its clock starts at the meeting, or when the task was put before its
 * units if that was later: nothing is due by reason of a meeting that hasn't begun. "Before the next meeting" is the
 * close of office hours on the working day before it; while no date is set, before the last day on which that
 * meeting may be held, and then `provisional` is true. @throws RangeError for a series the rules don't have.
 */
export function resolutionDue(
  rules: RuleSet,
  seriesKey: string,
  decided: Decided,
  calendar: WorkCalendar,
): Due & { provisional: boolean } {
  const { meetingAt, assignedAt, otherMeetings = [] } = decided;
  const series = seriesOf(rules, seriesKey);
  const county = countyCalendar(calendar, rules);
  const from = later(meetingAt, assignedAt);
  if (series.resolutionDue !== "beforeNextMeeting") {
    return { ...dueAfter(county, from, series.resolutionDue), provisional: false };
  }
  const [next] = otherMeetings.filter((at) => at > from).sort();
  if (next) return { ...beforeMeeting(county, from, next), provisional: false };
  const last = otherMeetings.filter((at) => at <= from).reduce(later, meetingAt);
  return { ...beforeMeeting(county, from, nextByCadence(series, last, from, county)), provisional: true };
}

/**
 * When a task is due whose day the meeting itself set: as offices close by that day's hours. A day off stays the day,
 * whether of the nation or of the county: a date agreed on is no 期间 that art. 203 of 民法典 would move.
 */
export function setDue(rules: RuleSet, day: LocalDate, calendar: WorkCalendar): Due {
  return { due: closeOf(countyCalendar(calendar, rules), dayNumber(day)), warnings: [] };
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

function seriesOf(rules: RuleSet, seriesKey: string): Series {
  const series = rules.meetings.series.find(({ key }) => key === seriesKey);
  if (!series) throw new RangeError(`the rules have no meeting series ${seriesKey}`);
  return series;
}

/** Multiplied first, so that a whole result stays whole. */
function share(fraction: string, of: number): number {
  const [part = 1, whole = 1] = fraction.split("/").map(Number);
  return (of * part) / whole;
}

const later = (one: Instant, other: Instant): Instant => (one > other ? one : other);

/** The latest moment of the next meeting: in the first period after the last meeting's that has not run out. */
function nextByCadence(
  { key, cadence }: Series,
  last: Instant,
  from: Instant,
  county: WorkCalendar,
): Instant {
  if (!cadence) throw new RangeError(`series ${key} has no cadence to reckon the next meeting by`);
  let period = periodOf(cadence, localDateOf(last));
  for (;;) {
    period = periodOf(cadence, addDays(period.end, 1));
    const { due } = lastMomentOf(period, county);
    if (due > from) return due;
  }
}

function beforeMeeting(calendar: WorkCalendar, from: Instant, meetingAt: Instant): Due {
  const meetingDay = dayOf(meetingAt);
  const day = moveWorkdays(calendar, meetingDay, -1);
  const due = closeOf(calendar, day);
  return { due: due > from ? due : meetingAt, warnings: warningsBetween(calendar, day, meetingDay) };
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
