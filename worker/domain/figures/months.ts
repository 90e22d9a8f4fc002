import { dateIn, type Instant, type LocalDate, localDateOf, partsOf } from "../../time/instants.ts";
import { monthOf } from "./counting.ts";

/** `2026-11` */
export const isMonth = (text: string): boolean => /^20\d\d-(0[1-9]|1[0-2])$/.test(text);

/** So many months later, or before. */
export function monthAfter(month: string, offset: number): string {
  const { year, month: at } = partsOf(`${month}-01` as LocalDate);
  return dateIn(year, at + offset, 1).slice(0, 7);
}

/** The month in which a moment lies, and the last that is over. */
export const thisMonth = (now: Instant): string => monthOf(now);
export const lastMonth = (now: Instant): string => monthAfter(localDateOf(now).slice(0, 7), -1);

/** A month and those before it, from the first on. */
export const monthsUntil = (month: string, n: number): string[] =>
  Array.from({ length: n }, (_, at) => monthAfter(month, at - n + 1));
