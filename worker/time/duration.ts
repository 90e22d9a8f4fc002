import { measured } from "../text/figures.ts";

/** A span of time in exactly one unit; what each unit means for a due time is said where it is reckoned. */
export type Duration = { workdays: number } | { workingHours: number } | { days: number } | { hours: number };

/** What people read behind the number of each unit. */
export const durationUnits = {
  workdays: "个工作日",
  workingHours: "个工作小时",
  days: "天",
  hours: "小时",
} as const;

/** `3 个工作日`, `8 个工作小时`, `75 天`, `24 小时` */
export function durationWords(duration: Duration): string {
  const [unit, amount] = Object.entries(duration)[0] as [keyof typeof durationUnits, number];
  return measured(amount, durationUnits[unit]);
}
