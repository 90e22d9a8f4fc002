import type { RuleSet } from "../../rules/schema/rule-set.ts";

type Tiers = RuleSet["intake"]["categories"];

export interface Category {
  key: string;
  /** What it is called, from the first tier down to its own name. */
  names: readonly string[];
}

/** For whoever can't say which it is: every county takes that, whatever its rules list. */
const unclear: Category = { key: "other", names: ["其他、说不清"] };

/** All categories that can be chosen: the deepest tier of each branch, and one for what fits none. */
export function categoriesOf(tiers: Tiers): Category[] {
  const listed = tiers.flatMap((tier) => deepest(tier, []));
  return listed.some(isUnclear) ? listed : [...listed, unclear];
}

/** The one for what fits no other: the rules' own, where they have it. */
export const isUnclear = ({ key, names }: Category): boolean =>
  key === unclear.key || (names.length === 1 && /^(其他|其它)|说不清/.test(names[0] ?? ""));

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

/**
 * The categories that what somebody typed speaks of, the nearest first: `灯坏了` finds 路灯照明. Two characters beside each
 * other tell more than one; where anything has two, what has only one is left out.
 */
export function categoriesFor<C extends Category>(categories: readonly C[], typed: string): C[] {
  const characters = Array.from(typed.normalize("NFKC").toLowerCase()).filter((one) =>
    /[\p{L}\p{N}]/u.test(one),
  );
  const pairs = characters.slice(1).map((second, index) => `${characters[index]}${second}`);
  const nearness = ({ names }: C): readonly [number, number] => {
    const text = names.join(" ").toLowerCase();
    const found = (parts: readonly string[]) => new Set(parts.filter((part) => text.includes(part))).size;
    return [found(pairs), found(characters)];
  };
  const near = categories.map((category) => ({ category, at: nearness(category) }));
  const closest = near.some(({ at }) => at[0] > 0) ? 0 : 1;
  return near
    .filter(({ at }) => at[closest] > 0)
    .sort((one, other) => other.at[0] - one.at[0] || other.at[1] - one.at[1])
    .map(({ category }) => category);
}
