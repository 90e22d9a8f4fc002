import type { Entry } from "./items.ts";

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
  const weights = sum(
    "groups",
    "权重合计",
    "%",
    groups.map(({ weight }) => weight),
  );
  const marks = groups.map(({ key, name }) => {
    const own = rows(value.indicators).filter(({ group }) => group === key);
    return sum(
      "indicators",
      `“${name ?? ""}”满分合计`,
      "分",
      own.map(({ max }) => max),
    );
  });
  return [weights, ...marks];
}

const rows = (list: unknown): Entry[] => (Array.isArray(list) ? list : []);

function sum(list: string, what: string, unit: string, amounts: readonly unknown[]): Sum {
  const numbers = amounts.filter((amount): amount is number => typeof amount === "number");
  const total = Math.round(numbers.reduce((all, amount) => all + amount, 0) * 10_000) / 10_000;
  const right = total === 100;
  return { list, right, text: `${what} ${total}${unit}${right ? "" : `，须为 100${unit}`}` };
}
