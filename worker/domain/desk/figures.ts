import { countedTo } from "../lists/counts.ts";
import { type FigureKey, figureLabels } from "../lists/words.ts";

/** What is counted for one list: as far as `countedTo`, unless `exact`. */
export interface Counted {
  readonly n: number;
  readonly exact?: boolean;
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
  const isCut = told.some(isMore);
  const sum = told.reduce((total, { n }) => total + n, 0);
  return {
    key,
    label: figureLabels[key],
    n: isCut ? `${countedTo}+` : String(sum),
    lists: told.map((one) => ({
      n: isMore(one) ? `${countedTo}+` : String(one.n),
      called: one.called,
      href: one.href,
    })),
  };
}

const isMore = ({ n, exact }: Counted): boolean => n > countedTo && exact !== true;
