import { typedDay, typedYearlyDay } from "../text/typed.ts";
import { addDays, type LocalDate } from "./instants.ts";

const near: Readonly<Record<string, number>> = { 今天: 0, 明天: 1, 后天: 2, 昨天: -1, 前天: -2 };

/**
 * A day as people call it, in the form `2027-04-03`: written out in any way, without its year the next one (`4月3日`, `4.3`),
 * or 今天, 明天, 后天. Anything else stays as it is, for the check to refuse.
 */
export const dayCalled = (text: string, today: LocalDate): string =>
  called(text, today, (day) => (day < today.slice(5) ? 1 : 0));

/** The same of what has been: without its year the last one. */
export const dayPassed = (text: string, today: LocalDate): string =>
  called(text, today, (day) => (day > today.slice(5) ? -1 : 0));

/** `years`: how many years from this one a day without its year is. */
function called(text: string, today: LocalDate, years: (day: string) => number): string {
  const away = near[text.trim()];
  if (away !== undefined) return addDays(today, away);
  const day = typedYearlyDay(text);
  return /^\d\d-\d\d$/.test(day) ? `${Number(today.slice(0, 4)) + years(day)}-${day}` : typedDay(text);
}
