import {
  calendarDays,
  type Duration,
  type DurationUnit,
  isCalendarDays,
  partsOfSpan,
} from "../../time/duration.ts";
import { dayOf, HOUR, type Instant, toMs } from "../../time/instants.ts";
import type { RuleSet } from "../schema/rule-set.ts";
import {
  allWarnings,
  type CalendarWarning,
  countyCalendar,
  type Due,
  moveWorkdays,
  type WorkCalendar,
  warningsBetween,
  works,
} from "./calendar.ts";
import { dueAfter, earlier, endDoubts, endOf, workingTimeBetween } from "./duration.ts";
import { limitFrom, windowEnd } from "./handling.ts";
import { serviceCalendar } from "./services.ts";

/** From when until when a clock stood still. The arithmetic, with examples: docs/decisions/014-pauses.md. */
export interface Pause {
  readonly pausedAt: Instant;
  readonly resumedAt: Instant;
}

/** What a clock runs by: a limit, a monthly window, or both, of which the earlier counts. A handling level is such. */
export interface Terms {
  readonly limit?: Duration | undefined;
  readonly window?: string | undefined;
  /** The service by whose hours the limit is counted; without one by office hours. */
  readonly service?: string | undefined;
}

/**
 * When a clock is due that has begun, stood still and run on, once or several times: what was left of its limit, in
 * the limit's own unit, runs on from each resumption; a window's end stays, and one that passed meanwhile gives way
 * to the next. A clock that had run out before a pause stays as it was.
 * @throws RangeError for terms of nothing, and unless each pause begins after the one before has ended.
 */
export function dueWithPauses(
  rules: RuleSet,
  terms: Terms,
  startedAt: Instant,
  pauses: readonly Pause[],
  calendar: WorkCalendar,
): Due {
  mustBeInOrder(pauses);
  const last = pauses.at(-1);
  const before = last && dueWithPauses(rules, terms, startedAt, pauses.slice(0, -1), calendar);
  // What had run out stays, and where nothing stood still nothing changes.
  if (before && (before.due < last.pausedAt || last.resumedAt === last.pausedAt)) return before;
  const { limit, window } = terms;
  const county = serviceCalendar(calendar, rules, terms.service);
  const since = limitFrom(rules, window, startedAt, calendar);
  const byLimit = limit && limitDue(county, limit, since, pauses);
  const byWindow = window ? windowDue(rules, window, startedAt, pauses, calendar) : undefined;
  if (byLimit && byWindow) return earlier(byLimit, byWindow);
  const due = byLimit ?? byWindow;
  if (!due) throw new RangeError("a clock needs a limit or a window");
  return due;
}

/**
 * What is left of a limit at a moment, in its own unit, of a clock with these pauses until then: none of it less than
 * none. Days on which the end only waits for offices to open are no time left.
 */
export function leftOf(
  rules: RuleSet,
  limit: Duration,
  startedAt: Instant,
  pauses: readonly Pause[],
  at: Instant,
  calendar: WorkCalendar,
  service?: string,
): Duration {
  mustBeInOrder(pauses);
  return leftAfter(serviceCalendar(calendar, rules, service), limit, stretches(startedAt, pauses, at));
}

/** When a pause ends at the latest. @throws RangeError where the rules know no pauses. */
export function longestPause(rules: RuleSet, pausedAt: Instant, calendar: WorkCalendar): Due {
  const { pauses } = rules.handling;
  if (!pauses) throw new RangeError("the rules know no pauses");
  return dueAfter(countyCalendar(calendar, rules), pausedAt, pauses.longest);
}

/** Whether a pause ends when its longest time is over; for some occasions, such as a lawsuit, nobody knows how long it takes. */
export const endsByItself = ({ handling: { pauses } }: RuleSet, occasion: string): boolean =>
  !pauses?.openEnded?.includes(occasion);

/** Whether a clock may stand still once more; `timesSoFar` counts the pauses it has had. */
export function mayPause({ handling: { pauses } }: RuleSet, timesSoFar: number): boolean {
  return pauses !== undefined && timesSoFar < pauses.times;
}

/** Whether a due time may be moved once more; `timesSoFar` counts the extensions it has had. */
export function mayExtend({ handling: { extensions } }: RuleSet, timesSoFar: number): boolean {
  return extensions !== undefined && timesSoFar < extensions.times;
}

interface Stretch {
  readonly from: Instant;
  readonly to: Instant;
}

/** When the clock ran, until a moment: not before it began, and not in a pause. */
function stretches(startedAt: Instant, pauses: readonly Pause[], until: Instant): Stretch[] {
  const begins = [startedAt, ...pauses.map(({ resumedAt }) => resumedAt)];
  const ends = [...pauses.map(({ pausedAt }) => pausedAt), until];
  return begins
    .map((from, index) => ({ from: from > startedAt ? from : startedAt, to: ends[index] ?? until }))
    .filter(({ from, to }) => from < to);
}

function limitDue(county: WorkCalendar, limit: Duration, startedAt: Instant, pauses: readonly Pause[]): Due {
  const { pausedAt, resumedAt } = pauses.at(-1) ?? { pausedAt: startedAt, resumedAt: startedAt };
  const ran = stretches(startedAt, pauses.slice(0, -1), pausedAt);
  const from = resumedAt > startedAt ? resumedAt : startedAt;
  const { due, warnings } = runOut(county, leftAfter(county, limit, ran), from);
  return { due, warnings: allWarnings(...ran.map((stretch) => doubtsOf(county, limit, stretch)), warnings) };
}

/** A window doesn't stand still: its end is a day for everybody. One that passes in a pause gives way to the next. */
function windowDue(
  rules: RuleSet,
  window: string,
  startedAt: Instant,
  pauses: readonly Pause[],
  calendar: WorkCalendar,
): Due {
  const first = windowEnd(rules, window, startedAt, calendar);
  return pauses.reduce(
    (end, { resumedAt }) => (end.due < resumedAt ? windowEnd(rules, window, resumedAt, calendar) : end),
    first,
  );
}

function leftAfter(county: WorkCalendar, limit: Duration, ran: readonly Stretch[]): Duration {
  const [unit, amount] = partsOfSpan(limit);
  const parts = unit === "workingHours" || unit === "hours" ? HOUR : 1;
  const used = ran.reduce((sum, stretch) => sum + usedIn(unit, county, stretch), 0);
  return { [unit]: Math.max(0, Math.round(amount * parts) - used) / parts } as Duration;
}

/** In days or milliseconds. The day on which a clock begins or runs on isn't counted, that on which it stops is. */
function usedIn(unit: DurationUnit, county: WorkCalendar, { from, to }: Stretch): number {
  if (isCalendarDays(unit)) return dayOf(to) - dayOf(from);
  if (unit === "workdays") return workdaysBetween(county, dayOf(from), dayOf(to));
  return unit === "workingHours" ? workingTimeBetween(county, from, to) : toMs(to) - toMs(from);
}

/** How many working days lie after one day, up to and with another. */
export function workdaysBetween(county: WorkCalendar, from: number, to: number): number {
  let count = 0;
  for (let day = from + 1; day <= to; day += 1) if (works(county, day)) count += 1;
  return count;
}

/** What is uncertain about the working days that a stretch used up. */
function doubtsOf(county: WorkCalendar, limit: Duration, { from, to }: Stretch): readonly CalendarWarning[] {
  if (isCalendarDays(partsOfSpan(limit)[0]) || "hours" in limit) return [];
  const first = dayOf(from) + ("workdays" in limit ? 1 : 0);
  return first <= dayOf(to) ? warningsBetween(county, first, dayOf(to)) : [];
}

/** With no day left a clock ends with the next day on which it may: as offices close, or at midnight. */
export function runOut(county: WorkCalendar, left: Duration, from: Instant): Due {
  const [unit, amount] = partsOfSpan(left);
  if (amount > 0 || unit === "hours" || unit === "workingHours") return dueAfter(county, from, left);
  const moves = unit === "workdays" || calendarDays[unit].moves;
  const first = dayOf(from);
  const open = (!moves || works(county, first)) && endOf(county, unit, first) >= from;
  const next = moves ? moveWorkdays(county, first, 1) : first + 1;
  const end = open ? first : next;
  return { due: endOf(county, unit, end), warnings: endDoubts(county, unit, first, end) };
}

function mustBeInOrder(pauses: readonly Pause[]): void {
  for (const [index, { pausedAt, resumedAt }] of pauses.entries()) {
    if (resumedAt < pausedAt) throw new RangeError("resumed before the pause");
    const before = pauses[index - 1];
    if (before && pausedAt < before.resumedAt) throw new RangeError("paused before the last pause was over");
  }
}
