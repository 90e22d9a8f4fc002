import { said } from "../lists/counts.ts";
import { type FigureKey, figureLabels } from "../lists/words.ts";

/** What is counted for one list. */
export interface Counted {
  readonly n: number;
  /** Counting stopped before the end. */
  readonly more: boolean;
  /** What it counts, where a figure counts several: 事项. */
  readonly called: string;
  /** The list that shows just these, without the base. */
  readonly href: string;
}

/** A figure, with the lists that show what it counts: one, or each with its own part of it. */
export interface Figure {
  readonly key: FigureKey;
  readonly label: string;
  /** 46, or 1000+. */
  readonly n: string;
  readonly lists: readonly { readonly n: string; readonly called: string; readonly href: string }[];
}

/** Lists in which there is nothing are left out, but one. */
export function figureOf(key: FigureKey, counted: readonly [Counted, ...Counted[]]): Figure {
  const some = counted.filter(({ n }) => n > 0);
  const told = some.length > 0 ? some : counted.slice(0, 1);
  const sum = told.reduce((total, { n }) => total + n, 0);
  return {
    key,
    label: figureLabels[key],
    n: said(
      sum,
      told.some(({ more }) => more),
    ),
    lists: told.map((one) => ({
      n: said(one.n, one.more),
      called: one.called,
      href: one.href,
    })),
  };
}
