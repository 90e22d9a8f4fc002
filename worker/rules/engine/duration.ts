import { type CalendarDays, calendarDays, type Duration, partsOfSpan } from "../../time/duration.ts";
import { DAY, dayOf, HOUR, type Instant, instant, instantOf, msOfDay, toMs } from "../../time/instants.ts";
import {
  allWarnings,
  closeOf,
  type Due,
  doubtsOfClose,
  hoursOn,
  LONGEST,
  moveWorkdays,
  type WorkCalendar,
  warningsBetween,
  works,
} from "./calendar.ts";

/**
 * When a span that begins at `from` runs out.
 *
 * - `workdays`: at the close of office hours of the nth working day; the day of the event is not counted.
 * - `days`: the same with calendar days; a last day that is off moves to the next working day. `daysToMidnight` end at
 *   24:00, `daysUnmoved` on their last day even when it is off (as offices would close), `daysUnmovedToMidnight` both.
 * - `workingHours`: counted in office hours only, from the event.
 * - `hours`: counted through nights and holidays, from the event.
 *
 * Source: 民法典 art. 201 (the first day is not counted, hours run from the event) and art. 203 (a last day off
 * moves on; a day ends at 24:00, or when business ends). That weekends count as days off for art. 203 is ours.
 */
export function dueAfter(calendar: WorkCalendar, from: Instant, duration: Duration): Due {
  if ("workdays" in duration) return afterWorkdays(calendar, from, duration.workdays);
  if ("workingHours" in duration) return addWorkingHours(calendar, from, duration.workingHours);
  if ("hours" in duration)
    return { due: instant(toMs(from) + Math.round(duration.hours * HOUR)), warnings: [] };
  const [unit, count] = partsOfSpan(duration) as [CalendarDays, number];
  return endOn(calendar, unit, dayOf(from) + count);
}

/** Adds hours of office time; outside office hours the clock stands still. No hours end when offices are next open. */
export function addWorkingHours(calendar: WorkCalendar, from: Instant, hours: number): Due {
  const first = dayOf(from);
  const last = first + LONGEST;
  let left = Math.round(hours * HOUR);
  let earliest = msOfDay(from);
  for (let day = first; day < last; day += 1) {
    for (const open of works(calendar, day) ? hoursOn(calendar, day) : []) {
      const start = Math.max(earliest, open.from);
      if (start > open.to) continue;
      const room = open.to - start;
      if (left <= room)
        return { due: instantOf(day, start + left), warnings: warningsBetween(calendar, first, day) };
      left -= room;
    }
    earliest = 0;
  }
  return { due: closeOf(calendar, last), warnings: warningsBetween(calendar, first, last) };
}

/** Milliseconds of office time between two instants: as many as `addWorkingHours` adds; none when `to` comes first. */
export function workingTimeBetween(calendar: WorkCalendar, from: Instant, to: Instant): number {
  const [first, last] = [dayOf(from), dayOf(to)];
  let sum = 0;
  for (let day = first; day <= last; day += 1) {
    const earliest = day === first ? msOfDay(from) : 0;
    const latest = day === last ? msOfDay(to) : DAY;
    for (const open of works(calendar, day) ? hoursOn(calendar, day) : []) {
      sum += Math.max(0, Math.min(latest, open.to) - Math.max(earliest, open.from));
    }
  }
  return sum;
}

function afterWorkdays(calendar: WorkCalendar, from: Instant, count: number): Due {
  const start = dayOf(from);
  const end = moveWorkdays(calendar, start, count);
  return { due: closeOf(calendar, end), warnings: warningsBetween(calendar, start + 1, end) };
}

/** When a limit in calendar days ends whose last day is given. */
function endOn(calendar: WorkCalendar, unit: CalendarDays, last: number): Due {
  const { moves } = calendarDays[unit];
  const end = !moves || works(calendar, last) ? last : moveWorkdays(calendar, last, 1);
  return { due: endOf(calendar, unit, end), warnings: endDoubts(calendar, unit, last, end) };
}

/** What is uncertain about a limit in days that ends on a day, which may stand for an earlier one. */
export function endDoubts(
  calendar: WorkCalendar,
  unit: CalendarDays | "workdays",
  last: number,
  end: number,
) {
  if (unit === "workdays" || calendarDays[unit].moves) return warningsBetween(calendar, last, end);
  return calendarDays[unit].toMidnight ? [] : doubtsOfClose(calendar, end);
}

/** When a day ends for a limit: as offices close, or at midnight. */
export const endOf = (calendar: WorkCalendar, unit: CalendarDays | "workdays", day: number): Instant =>
  unit !== "workdays" && calendarDays[unit].toMidnight ? instantOf(day, DAY) : closeOf(calendar, day);

/** The earlier of two due times, with the warnings of both, since either could turn out earlier. */
export function earlier(one: Due, other: Due): Due {
  const { due } = one.due <= other.due ? one : other;
  return { due, warnings: allWarnings(one.warnings, other.warnings) };
}

/** The later of two due times, with the warnings of both, since either could turn out later. */
export function later(one: Due, other: Due): Due {
  const { due } = one.due >= other.due ? one : other;
  return { due, warnings: allWarnings(one.warnings, other.warnings) };
}
