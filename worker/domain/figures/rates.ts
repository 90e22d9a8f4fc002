import {
  type EndMeasure,
  endMeasures,
  type Measure,
  measureNames,
} from "../../../db/tenant/schema/figures.ts";
import type { metrics } from "../../rules/schema/words.ts";
import { excludedOf } from "./counting.ts";
import type { FigureRow } from "./read.ts";
import { type RateName, rateNames } from "./words.ts";

export type Counts = Readonly<Record<Measure, number>>;

const ended = ["solved", "unsolved", "unevaluated"] as const;

/** Each rate once: of which measures it is made, under the names by which rules know it. */
export const rates = {
  responseRate: { part: "respondedInTime", of: ["responded"] },
  resolvedRate: { part: "solved", of: ["solved", "unsolved"] },
  satisfiedRate: { part: "satisfied", of: ["satisfied", "dissatisfied"] },
  onTimeRate: { part: "endedInTime", of: ended },
  reopenedRate: { part: "reopened", of: ended },
} as const satisfies Record<RateName & keyof typeof metrics, { part: Measure; of: readonly Measure[] }>;

const sum = (counts: Counts, of: readonly Measure[]): number => of.reduce((all, one) => all + counts[one], 0);

export interface Rate {
  readonly numerator: number;
  readonly denominator: number;
}

const rateIn = (counts: Counts, name: RateName): Rate => ({
  numerator: counts[rates[name].part],
  denominator: sum(counts, rates[name].of),
});

/** What is counted somewhere, with its rates; and the same without what is excluded, null where nothing is. */
export interface Told {
  readonly counts: Counts;
  readonly ended: number;
  readonly rates: Readonly<Record<RateName, Rate>>;
  /** How many of those that ended are excluded. */
  readonly excluded: number;
  readonly left: Pick<Told, "counts" | "ended" | "rates"> | null;
}

const isEnd = (measure: Measure): measure is EndMeasure =>
  (endMeasures as readonly string[]).includes(measure);

const each = (n: (measure: Measure) => number): Counts =>
  Object.fromEntries(measureNames.map((measure) => [measure, n(measure)])) as Counts;

const withRates = (counts: Counts) => ({
  counts,
  ended: sum(counts, ended),
  rates: Object.fromEntries(rateNames.map((name) => [name, rateIn(counts, name)])) as Told["rates"],
});

/** Of a row of the table; nothing is counted where there is none. */
export function toldOf(row: Partial<FigureRow> | undefined): Told {
  const all = each((measure) => row?.[measure] ?? 0);
  const excluded = each((measure) => (isEnd(measure) ? (row?.[excludedOf(measure)] ?? 0) : 0));
  const n = sum(excluded, ended);
  const left = n > 0 ? withRates(each((measure) => all[measure] - excluded[measure])) : null;
  return { ...withRates(all), excluded: n, left };
}
