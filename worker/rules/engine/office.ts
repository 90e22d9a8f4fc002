import { clockMs, DAY, dateOfDay, isWithin, weekdayOfDay, type YearlyStretch } from "../../time/instants.ts";
import type { OfficeHours, Service as ServiceRules } from "../schema/rule-set.ts";
import { weekdays as weekdayWords } from "../schema/words.ts";

/** Milliseconds since midnight, in order. */
export type Hours = readonly { readonly from: number; readonly to: number }[];

/** Hours of most days, and those of weekdays that have their own, by number: Monday is 1. */
interface Week {
  readonly periods: Hours;
  readonly weekdays: readonly (Hours | undefined)[];
}

export interface Office extends Week {
  readonly seasons: readonly (YearlyStretch & Week)[];
  /** Whether any Saturday or Sunday is worked of itself. */
  readonly weekends: boolean;
}

/** A service, whose hours are the same every day that it doesn't rest. */
export interface Service {
  readonly rests: ServiceRules["rests"];
  readonly periods: Hours;
}

type WeekRules = Pick<OfficeHours, "periods" | "weekdays">;

/** 08:30–12:00 and 14:30–18:00: our default, as many county offices keep a long midday break. */
export const defaultOfficeHours: Pick<OfficeHours, "periods" | "seasons"> = {
  periods: [
    { from: "08:30", to: "12:00" },
    { from: "14:30", to: "18:00" },
  ],
  seasons: [],
};

/** Office hours as they are reckoned with. */
export function officeFrom(rules: Pick<OfficeHours, "periods" | "weekdays" | "seasons">): Office {
  const seasons = rules.seasons.map((season) => ({ ...season, ...weekFrom(season) }));
  const week = weekFrom(rules);
  const weekends = [week, ...seasons].some(({ weekdays }) => weekdays[6] || weekdays[7]);
  return { ...week, seasons, weekends };
}

/** Without periods it is there around the clock. */
export const serviceFrom = ({ rests, periods }: ServiceRules): Service => ({
  rests,
  periods: periods ? hoursFrom(periods) : [{ from: 0, to: DAY }],
});

function weekFrom({ periods, weekdays = [] }: WeekRules): Week {
  const numbers = Object.keys(weekdayWords);
  const own: (Hours | undefined)[] = [];
  for (const { days, periods } of weekdays)
    for (const day of days) own[numbers.indexOf(day) + 1] = hoursFrom(periods);
  return { periods: hoursFrom(periods), weekdays: own };
}

const hoursFrom = (periods: OfficeHours["periods"]): Hours =>
  periods.map(({ from, to }) => ({ from: clockMs(from), to: clockMs(to) }));

/** The week that holds on a day: a season's own takes the place of the year's as a whole. */
export function weekOn(office: Office, day: number): Week {
  if (office.seasons.length === 0) return office;
  const date = dateOfDay(day).slice(5);
  return office.seasons.find((season) => isWithin(date, season)) ?? office;
}

/** Whether offices work on such a day of the week, as long as no holiday and no exchange says otherwise. */
export const isOfficeDay = (office: Office, day: number): boolean =>
  weekdayOfDay(day) < 6 || (office.weekends && weekOn(office, day).weekdays[weekdayOfDay(day)] !== undefined);
