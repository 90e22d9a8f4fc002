import type { Duration } from "../../time/duration.ts";
import { dateIn, dayNumber, type Instant, instantOf, localDateOf, partsOf } from "../../time/instants.ts";
import type { HandlingLevel, RuleSet, WhistleStage, Window } from "../schema/rule-set.ts";
import {
  closeOf,
  countyCalendar,
  type Due,
  moveWorkdays,
  type WorkCalendar,
  warningsBetween,
  works,
} from "./calendar.ts";
import { limitFor, type MatterClass } from "./classes.ts";
import { dueAfter, earlier } from "./duration.ts";
import { serviceCalendar } from "./services.ts";

/**
 * The step clock: when a level must be done with a matter it received at `from`, or accepted then where its limit begins with that. With both a limit and a
 * window the earlier counts, the limit from when the window begins. @throws RangeError for a level the rules don't have.
 */
export function stepDue(
  rules: RuleSet,
  levelKey: string,
  from: Instant,
  calendar: WorkCalendar,
  of?: MatterClass,
): Due {
  const { limit, window, service } = levelTerms(rules, levelKey, of);
  const since = limitFrom(rules, window, from, calendar);
  const byLimit = limit && dueAfter(serviceCalendar(calendar, rules, service), since, limit);
  const byWindow = window ? windowEnd(rules, window, from, calendar) : undefined;
  if (byLimit && byWindow) return earlier(byLimit, byWindow);
  const due = byLimit ?? byWindow;
  if (!due) throw new RangeError(`level ${levelKey} has neither limit nor window`);
  return due;
}

/** Whether a level's limit begins as a matter is accepted there. @throws RangeError for a level the rules don't have. */
export const startsAccepted = (rules: RuleSet, levelKey: string): boolean =>
  handlingLevel(rules, levelKey).startsOn === "acceptance";

/** Whether the overall limit begins as a matter is first accepted. */
export const wholeStartsAccepted = ({ handling }: RuleSet): boolean =>
  handling.overall.startsOn === "acceptance";

/** When a level must have accepted what it received at `from`; undefined where the rules set no time for that. */
export function acceptanceDue(
  rules: RuleSet,
  levelKey: string,
  from: Instant,
  calendar: WorkCalendar,
): Due | undefined {
  const within = rules.handling.levels.find(({ key }) => key === levelKey)?.acceptWithin;
  return within && dueAfter(countyCalendar(calendar, rules), from, within);
}

/** The overall clock, from the report or the first acceptance; handing on or reopening never restarts it. */
export function overallDue(
  rules: RuleSet,
  reportedAt: Instant,
  calendar: WorkCalendar,
  of?: MatterClass,
): Due {
  return dueAfter(countyCalendar(calendar, rules), reportedAt, overallTerms(rules, of).limit);
}

/** What a level's clock runs by for a class of matters. @throws RangeError for a level the rules don't have. */
export function levelTerms(rules: RuleSet, levelKey: string, of: MatterClass = {}) {
  const { limit, limits, window, service } = handlingLevel(rules, levelKey);
  return { limit: limitFor(rules, { limit, limits }, of), window, service };
}

/** What the overall clock runs by for a class of matters. */
export const overallTerms = (rules: RuleSet, of: MatterClass = {}) => ({
  limit: limitFor(rules, rules.handling.overall, of),
});

/** Within what each unit must answer that a matter of some class is dispatched to; undefined where the rules know no dispatch. */
export function answerLimit(rules: RuleSet, of: MatterClass = {}): Duration | undefined {
  const { dispatch } = rules.handling;
  return dispatch && limitFor(rules, { limit: dispatch.within, limits: dispatch.limits }, of);
}

/** By when, from the dispatch on. */
export function answerDue(
  rules: RuleSet,
  from: Instant,
  calendar: WorkCalendar,
  of?: MatterClass,
): Due | undefined {
  const limit = answerLimit(rules, of);
  return limit && dueAfter(countyCalendar(calendar, rules), from, limit);
}

/** Until when a unit may give back what was put before it; undefined where the rules know no returns. */
export function returnableUntil(rules: RuleSet, putAt: Instant, calendar: WorkCalendar): Due | undefined {
  const within = rules.handling.dispatch?.returns?.within;
  return within && dueAfter(countyCalendar(calendar, rules), putAt, within);
}

/** When a return must be answered. */
export function returnAnswerDue(
  rules: RuleSet,
  returnedAt: Instant,
  calendar: WorkCalendar,
): Due | undefined {
  const limit = rules.handling.dispatch?.returns?.answer;
  return limit && dueAfter(countyCalendar(calendar, rules), returnedAt, limit);
}

/** Until when the reporter may evaluate, from the notice that the matter is resolved. */
export function evaluationDue(rules: RuleSet, resolvedAt: Instant, calendar: WorkCalendar): Due {
  return dueAfter(countyCalendar(calendar, rules), resolvedAt, rules.handling.evaluation.within);
}

/** Until when the reporter's name and number are kept, from the matter's end; undefined where the rules set no time. */
export function contactsUntil(rules: RuleSet, endedAt: Instant, calendar: WorkCalendar): Due | undefined {
  const { contactsFor } = rules.intake;
  return contactsFor && dueAfter(countyCalendar(calendar, rules), endedAt, contactsFor);
}

/**
 * When a whistle's stage must be reached; all of its clocks start when the whistle blows. Undefined for a stage that the
 * rules leave out.
 */
export function whistleDue(
  rules: RuleSet,
  whistleKey: string,
  stage: WhistleStage,
  blownAt: Instant,
  calendar: WorkCalendar,
): Due | undefined {
  const limit = found(rules.handling.whistles, whistleKey).clocks[stage];
  return limit && dueAfter(countyCalendar(calendar, rules), blownAt, limit);
}

/** The level above in handling, or undefined at the top. */
export function nextHandlingLevel(rules: RuleSet, levelKey: string): HandlingLevel | undefined {
  const { levels } = rules.handling;
  return levels[levels.indexOf(handlingLevel(rules, levelKey)) + 1];
}

/** A month's window for work: when its first day begins, and its end. */
interface MonthsWindow {
  readonly opens: Instant;
  readonly end: Due;
}

/**
 * The first end of a monthly window after `from`: at the close of office hours, moved as the window says when
 * that day is off.
 */
export const windowEnd = (rules: RuleSet, windowKey: string, from: Instant, calendar: WorkCalendar): Due =>
  windowAfter(rules, windowKey, from, calendar).end;

function windowAfter(rules: RuleSet, windowKey: string, from: Instant, calendar: WorkCalendar): MonthsWindow {
  const window = found(rules.handling.windows, windowKey);
  const county = countyCalendar(calendar, rules);
  const { year, month } = partsOf(localDateOf(from));
  // Last month's end may have moved into this one, and this month's back into the last.
  for (let candidate = month - 1; ; candidate += 1) {
    const nominal = dayNumber(dateIn(year, candidate, window.byDay));
    const end = shifted(county, nominal, window.dayOff);
    const due = closeOf(county, end);
    const opens = instantOf(dayNumber(dateIn(year, candidate, window.fromDay)), 0);
    if (due > from) return { opens, end: { due, warnings: warningsBetween(county, nominal, end) } };
  }
}

/**
 * From when the limit of a level counts that received a matter at `from`: where it has a window, not before the first day begins
 * of the one in which the matter is to be done.
 */
export function limitFrom(
  rules: RuleSet,
  windowKey: string | undefined,
  from: Instant,
  calendar: WorkCalendar,
): Instant {
  const opens = windowKey === undefined ? from : windowAfter(rules, windowKey, from, calendar).opens;
  return opens > from ? opens : from;
}

/** The day itself when it is worked, otherwise the nearest working day before or after it. */
export function shifted(calendar: WorkCalendar, day: number, direction: Window["dayOff"]): number {
  if (works(calendar, day)) return day;
  return moveWorkdays(calendar, day, direction === "before" ? -1 : 1);
}

/** @throws RangeError for a level the rules don't have. */
export function handlingLevel(rules: RuleSet, key: string): HandlingLevel {
  return found(rules.handling.levels, key);
}

/** The entry of a list with that key. @throws RangeError where there is none. */
export function found<T extends { key: string }>(entries: readonly T[], key: string): T {
  const entry = entries.find((candidate) => candidate.key === key);
  if (!entry) throw new RangeError(`the rules have no entry ${key}`);
  return entry;
}
