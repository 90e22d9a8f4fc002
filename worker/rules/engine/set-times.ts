import { type CalendarDays, type Duration, isCalendarDays, partsOfSpan } from "../../time/duration.ts";
import { dayEnding, dayOf, type Instant, instant, msOfDay, toMs } from "../../time/instants.ts";
import type { RuleSet } from "../schema/rule-set.ts";
import { countyCalendar, type Due, type WorkCalendar } from "./calendar.ts";
import type { MatterClass } from "./classes.ts";
import { dueAfter, endOf } from "./duration.ts";
import { levelTerms } from "./handling.ts";
import { type Pause, runOut, workdaysBetween } from "./pauses.ts";
import { serviceCalendar } from "./services.ts";

/** By whose days a time that somebody sets is counted, and how each of them ends. */
export interface Days {
  readonly calendar: WorkCalendar;
  readonly unit: CalendarDays | "workdays";
}

export const officeDays = (rules: RuleSet, calendar: WorkCalendar): Days => ({
  calendar: countyCalendar(calendar, rules),
  unit: "workdays",
});

/** A level's: by its service, and to midnight where its limit runs to midnight. @throws RangeError for a level the rules don't have. */
export function levelDays(rules: RuleSet, calendar: WorkCalendar, level: string, of?: MatterClass): Days {
  const { limit, service } = levelTerms(rules, level, of);
  return { calendar: serviceCalendar(calendar, rules, service), unit: dayUnitOf(limit) ?? "workdays" };
}

/** The end of a day, as it ends there. */
export const endOfDay = ({ calendar, unit }: Days, day: number): Instant => endOf(calendar, unit, day);

/** The unit of a span that is counted in days; undefined of one in hours. */
function dayUnitOf(span: Duration | undefined): Days["unit"] | undefined {
  const [unit] = span ? partsOfSpan(span) : ["workdays" as const];
  return unit === "workdays" || isCalendarDays(unit) ? unit : undefined;
}

/**
 * When a time that somebody set is due after a pause: the working days that were left of it run on from the resumption, as in a
 * limit of working days. What had run out before stays, and a pause without length changes nothing.
 */
export function setDueAfter(days: Days, due: Instant, { pausedAt, resumedAt }: Pause): Due {
  if (due < pausedAt || resumedAt === pausedAt) return { due, warnings: [] };
  const { calendar, unit } = days;
  const left = workdaysBetween(calendar, dayOf(pausedAt), dayEnding(due));
  if (left === 0) return runOut(calendar, { [unit]: 0 } as Duration, resumedAt);
  const last = dueAfter(calendar, resumedAt, { workdays: left });
  return { due: endOfDay(days, dayEnding(last.due)), warnings: last.warnings };
}

/**
 * The latest that one extension may move a due time to: in days to the end of the last of them, in hours to the moment.
 * @throws RangeError where the rules know no extensions.
 */
export function extendedDue({ handling }: RuleSet, due: Instant, days: Days): Due {
  if (!handling.extensions) throw new RangeError("the rules know no extensions");
  const { longest } = handling.extensions;
  // What is due at midnight is due on the day that ends.
  const from = msOfDay(due) === 0 ? instant(toMs(due) - 1) : due;
  const isInDays = dayUnitOf(longest) !== undefined;
  const last = dueAfter(days.calendar, isInDays ? from : due, longest);
  return isInDays ? { due: endOfDay(days, dayEnding(last.due)), warnings: last.warnings } : last;
}
