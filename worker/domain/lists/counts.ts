import type { Asked } from "./asked.ts";
import type { DueBucket } from "./words.ts";

/** How far is counted where no tally is kept: what is more reads `1000+`. */
export const countedTo = 1000;

/** How many ways of standing are told apart where a list has many, such as who leads; where there are more, figures are bounds. */
export const cellsAtMost = 1000;

export const facets = ["state", "kind", "source"] as const;
export type Facet = (typeof facets)[number];

/** How many records stand alike. `whole`: as many as there are; otherwise they were counted one by one, up to the bound. */
export interface Cell extends Readonly<Record<Facet, string>> {
  readonly n: number;
  readonly whole: boolean;
}

/** Of each bucket: how many were looked at, and how many of them are meant. */
export type Near = Readonly<Record<DueBucket, { readonly n: number; readonly looked: number }>>;

/** How many there are: `46`, or `1000+` where nothing is tallied and counting stopped; of what is searched nothing is counted. */
type Count = string | undefined;

export interface Counts {
  readonly all: Count;
  /** Each value there is, with how many there would be if it were chosen. */
  readonly facets: Readonly<Record<Facet, readonly { value: string; n: Count }[]>>;
  readonly dues: Readonly<Record<DueBucket, Count>>;
}

/** `46`, or `300+` where there may be more. */
export const said = (n: number, isCut: boolean): string => (isCut ? `${Math.min(n, countedTo)}+` : String(n));

const sum = (cells: readonly Cell[]): number => cells.reduce((total, { n }) => total + n, 0);

/** Whether counting stopped before the end: then each figure may be higher. */
const isCut = (cells: readonly Cell[]): boolean =>
  cells.length > cellsAtMost || sum(cells.filter(({ whole }) => !whole)) > countedTo;

const fitting = (cells: readonly Cell[], asked: Asked, of: readonly Facet[] = facets) =>
  cells.filter((cell) => of.every((facet) => asked[facet] === undefined || asked[facet] === cell[facet]));

/** How many there are of what is asked for, and whether there may be more. */
export const totalOf = (cells: readonly Cell[], asked: Asked) => ({
  n: sum(fitting(cells, asked)),
  more: isCut(cells),
});

/** How many there are of what is asked for, and what each filter would give by the others. `near`: null where it wasn't read. */
export function countsOf(cells: readonly Cell[], asked: Asked, near: Near | null): Counts {
  const { n, more } = totalOf(cells, asked);
  const valuesOf = (facet: Facet) => {
    const others = facets.filter((other) => other !== facet);
    const by = Map.groupBy(fitting(cells, asked, others), (cell) => cell[facet]);
    return [...by.keys()].sort().map((value) => ({ value, n: said(sum(by.get(value) ?? []), more) }));
  };
  const due = (bucket: DueBucket): Count =>
    near?.[bucket] && said(near[bucket].n, near[bucket].looked > countedTo);
  return {
    all: said(n, more),
    facets: { state: valuesOf("state"), kind: valuesOf("kind"), source: valuesOf("source") },
    dues: { overdue: due("overdue"), today: due("today"), week: due("week") },
  };
}

/** The values of each filter that there are by the others. */
export type Values = Readonly<Record<Facet, readonly string[]>>;

/** Of what is searched nothing is counted: just what can be chosen is told. */
export function uncounted(values: Values): Counts {
  const valuesOf = (facet: Facet) => [...values[facet]].sort().map((value) => ({ value, n: undefined }));
  return {
    all: undefined,
    facets: { state: valuesOf("state"), kind: valuesOf("kind"), source: valuesOf("source") },
    dues: { overdue: undefined, today: undefined, week: undefined },
  };
}
