import {
  clockMs,
  clockTimeOf,
  dateOfDay,
  dayNumber,
  type Instant,
  instant,
  instantOf,
  type LocalDate,
  MINUTE,
  toMs,
  weekdayOfDay,
} from "../../../time/instants.ts";
import { closeOf, LONGEST, type WorkCalendar, works } from "../calendar.ts";
import { dayNote } from "./days.ts";

/** An instant at which things may begin, and what is telling about it. */
export interface Moment {
  readonly label: string;
  readonly at: Instant;
}

/**
 * Moments on which clocks differ most, each the first from a day on: a working Friday late in the afternoon, the
 * last working day before a holiday ten minutes before it closes, and the 15th of a month. Give a county's calendar
 * (`countyCalendar`), so that its holidays and hours count.
 */
export function exampleMoments(from: LocalDate, calendar: WorkCalendar): Moment[] {
  const start = dayNumber(from);
  const friday = first(start, (day) => weekdayOfDay(day) === 5 && works(calendar, day));
  const middle = first(start, (day) => dateOfDay(day).endsWith("-15"));
  const late = instant(toMs(closeOf(calendar, nextEve(calendar, start))) - 10 * MINUTE);
  return [
    { label: "周五 16:40", at: instantOf(friday, clockMs("16:40")) },
    { label: `节前最后一个工作日 ${clockTimeOf(late)}`, at: late },
    { label: "15 日 09:00", at: instantOf(middle, clockMs("09:00")) },
  ];
}

/** The first working day that a holiday, not a plain weekend, follows. */
function nextEve(calendar: WorkCalendar, start: number): number {
  let eve: number | undefined;
  const free = first(start, (day) => {
    if (works(calendar, day)) eve = day;
    return eve !== undefined && eve !== day && dayNote(calendar, day) !== undefined;
  });
  return eve ?? free;
}

/** Every year has a Friday at work, a 15th and a holiday; whatever a calendar says, the search ends. */
function first(from: number, fits: (day: number) => boolean): number {
  let day = from;
  while (!fits(day) && day < from + LONGEST) day += 1;
  return day;
}
