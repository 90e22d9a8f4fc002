import { FULL_MARKS, marksOf, total } from "../schema/marks.ts";
import type { Entry } from "./items.ts";
import { measured } from "./phrases.ts";

/** What a list must add up to, and what it adds up to now, for the person filling it in. */
export interface Sum {
  /** The list's name in the item: `groups`. */
  readonly list: string;
  readonly text: string;
  readonly right: boolean;
}

/** The sums of an assessment scheme as it is being written; other items have none. */
export function sumsOf(path: string, value: Entry): Sum[] {
  if (!path.startsWith("assessments.schemes.")) return [];
  const groups = rows(value.groups);
  const weights = groups.map(({ weight }) => amountIn(weight));
  const indicators = rows(value.indicators).map(({ group, max }) => ({ group, max: amountIn(max) }));
  return [
    sum("groups", "权重合计", "%", total(weights)),
    ...groups.map(({ key, name }) =>
      sum("indicators", `“${name ?? ""}”满分合计`, "分", marksOf(key, indicators)),
    ),
  ];
}

const rows = (list: unknown): Entry[] => (Array.isArray(list) ? list : []);

/** What isn't a number yet counts for nothing. */
const amountIn = (value: unknown): number => (typeof value === "number" ? value : 0);

function sum(list: string, what: string, unit: string, amount: number): Sum {
  const right = amount === FULL_MARKS;
  const missing = right ? "" : `，须为 ${measured(FULL_MARKS, unit)}`;
  return { list, right, text: `${what} ${measured(amount, unit)}${missing}` };
}
