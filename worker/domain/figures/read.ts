import { and, eq, inArray, type SQL } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { type EndMeasure, type Facet, figures } from "../../../db/tenant/schema/figures.ts";
import { excludedOf } from "./counting.ts";

/** The rows of a place in some months: of all, or of each category or source. */
export const inPlace = (scope: string | SQL, facet: Facet, months: readonly string[]) =>
  and(
    eq(figures.scope, scope),
    eq(figures.of, "place"),
    eq(figures.facet, facet),
    inArray(figures.month, [...months]),
  );

/** For a read batch: what is counted of all in a place, in some months. */
export const totalsOf = (orm: Builder, scope: string | SQL, months: readonly string[]) =>
  orm
    .select()
    .from(figures)
    .where(inPlace(scope, "all", months));

export type FigureRow = typeof figures.$inferSelect;

/** What is told of how matters ended: how, and what their residents said of it. */
const told = [
  "solved",
  "unsolved",
  "unevaluated",
  "satisfied",
  "dissatisfied",
] as const satisfies readonly EndMeasure[];

/** How many matters of one month ended so. */
export type Ended = Readonly<Record<(typeof told)[number], number>>;

/** How many of those that ended are excluded, and what is left without them. */
export interface Exclusions {
  readonly n: number;
  readonly left: Ended;
}

type Counts = Partial<FigureRow> | undefined;

const each = (figure: (measure: (typeof told)[number]) => number): Ended =>
  Object.fromEntries(told.map((measure) => [measure, figure(measure)])) as Ended;

/** All that ended; without a row nothing has. */
export const endedOf = (row: Counts): Ended => each((measure) => row?.[measure] ?? 0);

export const sumEnded = ({
  solved,
  unsolved,
  unevaluated,
}: Pick<Ended, "solved" | "unsolved" | "unevaluated">): number => solved + unsolved + unevaluated;

/** Null where nothing is excluded. */
export function exclusionsOf(row: Counts): Exclusions | null {
  const excluded = each((measure) => row?.[excludedOf(measure)] ?? 0);
  const all = endedOf(row);
  const n = sumEnded(excluded);
  return n > 0 ? { n, left: each((measure) => all[measure] - excluded[measure]) } : null;
}
