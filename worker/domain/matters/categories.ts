import type { RuleSet } from "../../rules/schema/rule-set.ts";

type Tiers = RuleSet["intake"]["categories"];

export interface Category {
  key: string;
  /** What it is called, from the first tier down to its own name. */
  names: readonly string[];
}

/** All categories that can be chosen: the deepest tier of each branch. */
export function categoriesOf(tiers: Tiers): Category[] {
  return tiers.flatMap((tier) => deepest(tier, []));
}

interface Tier {
  key: string;
  name: string;
  children?: Tier[];
}

function deepest({ key, name, children = [] }: Tier, above: readonly string[]): Category[] {
  const names = [...above, name];
  return children.length === 0 ? [{ key, names }] : children.flatMap((child) => deepest(child, names));
}

/** A list names each of its rows. */
const namesIn = new WeakMap<Tiers, ReadonlyMap<string, readonly string[]>>();

/** A category's names; its key where the rules have none. */
export function categoryNames(tiers: Tiers, key: string): readonly string[] {
  const names = namesIn.get(tiers) ?? new Map(categoriesOf(tiers).map(({ key, names }) => [key, names]));
  namesIn.set(tiers, names);
  return names.get(key) ?? [key];
}

/** `基础设施 / 路灯照明` */
export const categoryName = (tiers: Tiers, key: string): string => categoryNames(tiers, key).join(" / ");
