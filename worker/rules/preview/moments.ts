import { moveWorkdays, type WorkCalendar, works } from "../calendar.ts";
import {
  clockMs,
  dateOfDay,
  dayNumber,
  type Instant,
  instantOf,
  type LocalDate,
  weekdayOfDay,
} from "../time.ts";
import { dayNote } from "./days.ts";

/** An instant at which things may begin, and what is telling about it. */
export interface Moment {
  readonly label: string;
  readonly at: Instant;
}

/**
 * Moments on which clocks differ most, each the first from a day on: a working Friday late in the afternoon, the
 * last working day before a holiday just before closing, and the 15th of a month. Give a placed calendar
 * (`placeCalendar`) where local holidays should count.
 */
export function exampleMoments(from: LocalDate, calendar: WorkCalendar): Moment[] {
  const start = dayNumber(from);
  const friday = first(start, (day) => weekdayOfDay(day) === 5 && works(calendar, day));
  const middle = first(start, (day) => dateOfDay(day).endsWith("-15"));
  return [
    { label: "周五 16:40", at: instantOf(friday, clockMs("16:40")) },
    { label: "节前最后一个工作日 17:50", at: instantOf(nextEve(calendar, start), clockMs("17:50")) },
    { label: "15 日 09:00", at: instantOf(middle, clockMs("09:00")) },
  ];
}

/** The first working day that a holiday, not a plain weekend, follows. */
function nextEve(calendar: WorkCalendar, start: number): number {
  const holiday = (day: number) => !works(calendar, day) && dayNote(calendar, day) !== undefined;
  const free = first(start, (day) => holiday(day) && moveWorkdays(calendar, day, -1) >= start);
  return moveWorkdays(calendar, free, -1);
}

/** Every year has a Friday at work, a 15th and a holiday. */
function first(from: number, fits: (day: number) => boolean): number {
  let day = from;
  while (!fits(day)) day += 1;
  return day;
}
