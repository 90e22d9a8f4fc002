import { addDays, dayNumber, dayOf, type Instant, type LocalDate, localDateOf } from "../../time/instants.ts";
import type { Cadence, RuleSet, Series } from "../schema/rule-set.ts";
import {
  addWorkdays,
  closeOf,
  countyCalendar,
  type Due,
  doubtsOfClose,
  moveWorkdays,
  nextWorkday,
  type WorkCalendar,
  warningsBetween,
  works,
} from "./calendar.ts";
import { dueAfter } from "./duration.ts";
import { lastMomentOf, periodOf, seriesOf } from "./meetings.ts";

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
 * close of office hours on the working day before it; while none is planned for as soon as the cadence asks, before the
 * last day on which it may be held, and then `provisional` is true. @throws RangeError for a series the rules don't have.
 */
export function resolutionDue(
  rules: RuleSet,
  seriesKey: string,
  decided: Decided,
  calendar: WorkCalendar,
): Due & { provisional: boolean } {
  const { meetingAt, assignedAt } = decided;
  const series = seriesOf(rules, seriesKey);
  const county = countyCalendar(calendar, rules);
  const from = later(meetingAt, assignedAt);
  if (series.resolutionDue !== "beforeNextMeeting") {
    return { ...dueAfter(county, from, series.resolutionDue), provisional: false };
  }
  const { planned, latest } = nextMeeting(series, decided, county);
  if (!planned && !latest) throw new RangeError(`series ${series.key} has no cadence to reckon by`);
  return { ...beforeMeeting(county, from, (planned ?? latest) as Instant), provisional: !planned };
}

/** The next meeting that is planned, if that is no later than the cadence asks: one far off gives nobody more time. */
export function nextPlanned(
  rules: RuleSet,
  seriesKey: string,
  decided: Decided,
  calendar: WorkCalendar,
): Instant | undefined {
  return nextMeeting(seriesOf(rules, seriesKey), decided, countyCalendar(calendar, rules)).planned;
}

function nextMeeting(
  series: Series,
  { meetingAt, assignedAt, otherMeetings = [] }: Decided,
  county: WorkCalendar,
): { planned: Instant | undefined; latest: Instant | undefined } {
  const from = later(meetingAt, assignedAt);
  const [soonest] = otherMeetings.filter((at) => at > from).sort();
  const last = otherMeetings.filter((at) => at <= from).reduce(later, meetingAt);
  const { cadence } = series;
  if (!cadence) return { planned: soonest, latest: undefined };
  const { due, period } = nextByCadence(cadence, last, from, county);
  const byThen = soonest && (soonest <= due || localDateOf(soonest) <= period.windowEnd);
  return { planned: byThen ? soonest : undefined, latest: due };
}

/**
 * When a task is due whose day the meeting itself set: as offices close by that day's hours. A day off stays the day,
 * whether of the nation or of the county: a date agreed on is no 期间 that art. 203 of 民法典 would move.
 */
export function setDue(rules: RuleSet, day: LocalDate, calendar: WorkCalendar): Due {
  const county = countyCalendar(calendar, rules);
  return { due: closeOf(county, dayNumber(day)), warnings: doubtsOfClose(county, dayNumber(day)) };
}

/** Nobody works on the day, or its offices have closed before the task is put before anybody. */
export type Oddity = "dayOff" | "afterHours";

/** What is odd about a day that is set for a task which begins to run at `from`: it may be meant all the same. */
export function odditiesOf(rules: RuleSet, day: LocalDate, from: Instant, calendar: WorkCalendar): Oddity[] {
  const county = countyCalendar(calendar, rules);
  const off = !works(county, dayNumber(day));
  const late = closeOf(county, dayNumber(day)) <= from;
  return [...(off ? (["dayOff"] as const) : []), ...(late ? (["afterHours"] as const) : [])];
}

/** The day itself if offices work on it, otherwise the next on which they do. */
export function workingDay(rules: RuleSet, day: LocalDate, calendar: WorkCalendar): LocalDate {
  const county = countyCalendar(calendar, rules);
  return works(county, dayNumber(day)) ? day : nextWorkday(county, day).date;
}

/** The last day on which offices work before that of a meeting. */
export const lastDayBefore = (rules: RuleSet, meetingAt: Instant, calendar: WorkCalendar): LocalDate =>
  addWorkdays(countyCalendar(calendar, rules), localDateOf(meetingAt), -1).date;

const later = (one: Instant, other: Instant): Instant => (one > other ? one : other);

/** The latest moment of the next meeting: in the first period after the last meeting's that has not run out. */
function nextByCadence(cadence: Cadence, last: Instant, from: Instant, county: WorkCalendar) {
  let period = periodOf(cadence, localDateOf(last));
  for (;;) {
    period = periodOf(cadence, addDays(period.end, 1));
    const { due } = lastMomentOf(period, county);
    if (due > from) return { due, period };
  }
}

function beforeMeeting(calendar: WorkCalendar, from: Instant, meetingAt: Instant): Due {
  const meetingDay = dayOf(meetingAt);
  const day = moveWorkdays(calendar, meetingDay, -1);
  const due = closeOf(calendar, day);
  return { due: due > from ? due : meetingAt, warnings: warningsBetween(calendar, day, meetingDay) };
}
