import { dayOf, HOUR, type Instant, instant, toMs } from "../../time/instants.ts";
import type { Duration, RuleSet } from "../schema/rule-set.ts";
import {
  closeOf,
  type Due,
  moveWorkdays,
  placeCalendar,
  type WorkCalendar,
  warningsBetween,
  works,
} from "./calendar.ts";
import { addWorkingHours, dueAfter, workingTimeBetween } from "./duration.ts";

/** A clock's due time before it stood still, and from when until when it did. */
export interface Pause {
  readonly due: Instant;
  readonly pausedAt: Instant;
  readonly resumedAt: Instant;
}

/**
 * When a clock that stood still is due: what was left at the pause runs on from the resumption, in the unit of its
 * limit. With no day left it ends at the next close of office hours; one that had run out before stays as it was.
 * Monthly windows don't stand still: see `windowEnd`. @throws RangeError when resumed before the pause.
 */
export function resumedDue(rules: RuleSet, limit: Duration, pause: Pause, calendar: WorkCalendar): Due {
  const { due, pausedAt, resumedAt } = pause;
  if (resumedAt < pausedAt) throw new RangeError("resumed before the pause");
  if (due < pausedAt) return { due, warnings: [] };
  const place = placeCalendar(calendar, rules);
  if ("workingHours" in limit) return workingHoursLeft(place, pause);
  if ("workdays" in limit) return workdaysLeft(place, pause);
  if ("days" in limit) return daysLeft(place, pause);
  return { due: instant(toMs(resumedAt) + toMs(due) - toMs(pausedAt)), warnings: [] };
}

/** When a pause ends at the latest. @throws RangeError where the rules know no pauses. */
export function longestPause(rules: RuleSet, pausedAt: Instant, calendar: WorkCalendar): Due {
  const { pauses } = rules.handling;
  if (!pauses) throw new RangeError("the rules know no pauses");
  return dueAfter(placeCalendar(calendar, rules), pausedAt, pauses.longest);
}

/** The latest that one extension may move a due time to. @throws RangeError where the rules know no extensions. */
export function extendedDue(rules: RuleSet, due: Instant, calendar: WorkCalendar): Due {
  const { extensions } = rules.handling;
  if (!extensions) throw new RangeError("the rules know no extensions");
  return dueAfter(placeCalendar(calendar, rules), due, extensions.longest);
}

/** Whether a clock may stand still once more; `timesSoFar` counts the pauses it has had. */
export function mayPause({ handling: { pauses } }: RuleSet, timesSoFar: number): boolean {
  return pauses !== undefined && timesSoFar < pauses.times;
}

/** Whether a due time may be moved once more; `timesSoFar` counts the extensions it has had. */
export function mayExtend({ handling: { extensions } }: RuleSet, timesSoFar: number): boolean {
  return extensions !== undefined && timesSoFar < extensions.times;
}

function workingHoursLeft(place: WorkCalendar, { due, pausedAt, resumedAt }: Pause): Due {
  const left = workingTimeBetween(place, pausedAt, due) / HOUR;
  const end = addWorkingHours(place, resumedAt, left).due;
  return { due: end, warnings: warningsBetween(place, dayOf(pausedAt), dayOf(end)) };
}

function workdaysLeft(place: WorkCalendar, { due, pausedAt, resumedAt }: Pause): Due {
  const [paused, last] = [dayOf(pausedAt), dayOf(due)];
  let left = 0;
  for (let day = paused + 1; day <= last; day += 1) if (works(place, day)) left += 1;
  const end = closingDay(place, moveWorkdays(place, dayOf(resumedAt), left), resumedAt);
  return { due: closeOf(place, end), warnings: warningsBetween(place, Math.min(paused + 1, end), end) };
}

function daysLeft(place: WorkCalendar, { due, pausedAt, resumedAt }: Pause): Due {
  const last = dayOf(resumedAt) + dayOf(due) - dayOf(pausedAt);
  const end = closingDay(place, last, resumedAt);
  return { due: closeOf(place, end), warnings: warningsBetween(place, last, end) };
}

/** The first working day from `day` on whose offices close no earlier than `from`. */
function closingDay(place: WorkCalendar, day: number, from: Instant): number {
  const worked = works(place, day) ? day : moveWorkdays(place, day, 1);
  return closeOf(place, worked) < from ? moveWorkdays(place, worked, 1) : worked;
}
