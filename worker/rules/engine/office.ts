import { clockMs, type YearlyStretch } from "../../time/instants.ts";
import type { OfficeHours } from "../schema/rule-set.ts";

/** Milliseconds since midnight, in order. */
export type Hours = readonly { readonly from: number; readonly to: number }[];

export interface Office {
  readonly periods: Hours;
  readonly seasons: readonly (YearlyStretch & { readonly periods: Hours })[];
}

/** 08:30–12:00 and 14:30–18:00: our default, as many county offices keep a long midday break. */
export const defaultOfficeHours: Pick<OfficeHours, "periods" | "seasons"> = {
  periods: [
    { from: "08:30", to: "12:00" },
    { from: "14:30", to: "18:00" },
  ],
  seasons: [],
};

/** Office hours as they are reckoned with. */
export function officeFrom({ periods, seasons }: Pick<OfficeHours, "periods" | "seasons">): Office {
  const inMs = (list: OfficeHours["periods"]) =>
    list.map(({ from, to }) => ({ from: clockMs(from), to: clockMs(to) }));
  return { periods: inMs(periods), seasons: seasons.map((s) => ({ ...s, periods: inMs(s.periods) })) };
}
