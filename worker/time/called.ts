import { typedDay, typedYearlyDay } from "../text/typed.ts";
import { addDays, type LocalDate } from "./instants.ts";

const near: Readonly<Record<string, number>> = { 今天: 0, 明天: 1, 后天: 2 };

/**
 * A day as people call it, in the form `2027-04-03`: written out in any way, without its year the next one (`4月3日`, `4.3`),
 * or 今天, 明天, 后天. Anything else stays as it is, for the check to refuse.
 */
export function dayCalled(text: string, today: LocalDate): string {
  const ahead = near[text.trim()];
  if (ahead !== undefined) return addDays(today, ahead);
  const day = typedYearlyDay(text);
  if (!/^\d\d-\d\d$/.test(day)) return typedDay(text);
  return `${Number(today.slice(0, 4)) + (day < today.slice(5) ? 1 : 0)}-${day}`;
}
