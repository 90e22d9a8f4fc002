import type { Asked } from "./asked.ts";
import { type DueBucket, isSearch } from "./words.ts";

/** How far is counted where no tally is kept: what is more reads `1000+`. */
export const countedTo = 1000;

/** How many ways of standing are told apart where a list has many, such as who leads; where there are more, figures are bounds. */
export const cellsAtMost = 1000;

const facets = ["state", "kind", "source"] as const;
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
  const counted = (n: number, isCut: boolean): Count => (isSearch(asked) ? undefined : said(n, isCut));
  const valuesOf = (facet: Facet) => {
    const others = facets.filter((other) => other !== facet);
    const by = Map.groupBy(fitting(cells, asked, others), (cell) => cell[facet]);
    return [...by.keys()].sort().map((value) => ({ value, n: counted(sum(by.get(value) ?? []), more) }));
  };
  const due = (bucket: DueBucket): Count =>
    near?.[bucket] && counted(near[bucket].n, near[bucket].looked > countedTo);
  return {
    all: counted(n, more),
    facets: { state: valuesOf("state"), kind: valuesOf("kind"), source: valuesOf("source") },
    dues: { overdue: due("overdue"), today: due("today"), week: due("week") },
  };
}
