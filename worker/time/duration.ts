import { measured } from "../text/figures.ts";

/** A span of time in exactly one unit; what each unit means for a due time is said where it is reckoned. */
export type Duration =
  | { workdays: number }
  | { workingHours: number }
  | { days: number }
  | { daysToMidnight: number }
  | { daysUnmoved: number }
  | { daysUnmovedToMidnight: number }
  | { hours: number };

type UnitsOf<D> = D extends Duration ? keyof D : never;
export type DurationUnit = UnitsOf<Duration>;

/** What people read behind the number of each unit. */
export const durationUnits = {
  workdays: "个工作日",
  workingHours: "个工作小时",
  days: "天",
  daysToMidnight: "天（到24:00）",
  daysUnmoved: "天（休息日不顺延）",
  daysUnmovedToMidnight: "天（到24:00，休息日不顺延）",
  hours: "小时",
} as const satisfies Readonly<Record<DurationUnit, string>>;

/** The units of calendar days: whether the last one ends at midnight, and whether it moves on when it is off. */
export const calendarDays = {
  days: { toMidnight: false, moves: true },
  daysToMidnight: { toMidnight: true, moves: true },
  daysUnmoved: { toMidnight: false, moves: false },
  daysUnmovedToMidnight: { toMidnight: true, moves: false },
} as const;

export type CalendarDays = keyof typeof calendarDays;

export const isCalendarDays = (unit: DurationUnit): unit is CalendarDays => Object.hasOwn(calendarDays, unit);

/** The one unit of a span, and how many of it. */
export const partsOfSpan = (span: Duration): [unit: DurationUnit, amount: number] =>
  Object.entries(span)[0] as [DurationUnit, number];

/** `3 个工作日`, `8 个工作小时`, `75 天`, `24 小时` */
export function durationWords(duration: Duration): string {
  const [unit, amount] = partsOfSpan(duration);
  return measured(amount, durationUnits[unit]);
}
