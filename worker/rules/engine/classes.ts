import type { Duration } from "../../time/duration.ts";
import type { ClassLimit, Route, RuleSet } from "../schema/rule-set.ts";

/** What a matter is, as far as its limits differ by that. Of what isn't known the plain limit counts. */
export interface MatterClass {
  readonly category?: string | null | undefined;
  readonly urgency?: string | null | undefined;
}

/** What a rule is for, of classes of matters; what it doesn't name is any. */
interface ForClass {
  readonly category?: string | undefined;
  readonly urgency?: string | undefined;
}

/**
 * Of rules for classes of matters the most specific that is for one: first what names category and urgency, then a category, a
 * lower one before those above it, then an urgency. Undefined where none is for it.
 */
export function mostSpecific<R extends ForClass>(
  rules: RuleSet,
  rows: readonly R[] = [],
  of: MatterClass,
): R | undefined {
  const tiers = of.category ? tiersOf(rules.intake.categories, of.category) : [];
  const rank = ({ category, urgency }: R): number =>
    (category && urgency ? 1000 : category ? 500 : 0) + (category ? tiers.indexOf(category) : 0);
  return rows
    .filter(({ category }) => !category || tiers.includes(category))
    .filter(({ urgency }) => !urgency || urgency === of.urgency)
    .reduce<R | undefined>((best, row) => (best && rank(best) >= rank(row) ? best : row), undefined);
}

interface Tier {
  readonly key: string;
  readonly name: string;
  readonly urgency?: string | undefined;
  readonly units?: readonly string[] | undefined;
  readonly children?: readonly Tier[];
}

/** A category with those above it, from the first tier down; empty where the rules have no such category. */
export const tiersOf = (categories: readonly Tier[], key: string): string[] =>
  wayTo(categories, key).map((tier) => tier.key);

/** The same by their names. */
export const namesTo = (categories: readonly Tier[], key: string): string[] =>
  wayTo(categories, key).map((tier) => tier.name);

function wayTo(tiers: readonly Tier[], key: string): Tier[] {
  for (const tier of tiers) {
    if (tier.key === key) return [tier];
    const below = wayTo(tier.children ?? [], key);
    if (below.length > 0) return [tier, ...below];
  }
  return [];
}

/** The most specific route that is for a matter, where one is: at its level the matter starts. */
export function routeFor(
  rules: RuleSet,
  { category, source }: { category: string; source: string },
): Route | undefined {
  // A route names a source where a limit names an urgency; which is the more specific is decided alike.
  const rows = (rules.handling.routes ?? []).flatMap((route) =>
    (route.categories ?? [undefined]).flatMap((category) =>
      (route.sources ?? [undefined]).map((urgency) => ({ category, urgency, route })),
    ),
  );
  return mostSpecific(rules, rows, { category, urgency: source })?.route;
}

/** The urgency that a category brings along: its own, otherwise that of the nearest above it that has one. */
export const urgencyOf = ({ intake }: RuleSet, category: string): string | null =>
  wayTo(intake.categories, category).findLast(({ urgency }) => urgency)?.urgency ?? null;

/** The kinds of member units that deal with a category: its own, otherwise those of the nearest above it that has any. */
export const unitKindsFor = ({ intake }: RuleSet, category: string): readonly string[] =>
  wayTo(intake.categories, category).findLast(({ units = [] }) => units.length > 0)?.units ?? [];

/** The limit of a class of matters, where the plain one isn't for it. */
export const limitFor = <D extends Duration | undefined>(
  rules: RuleSet,
  { limit, limits }: { limit: D; limits?: readonly ClassLimit[] | undefined },
  of: MatterClass,
): D | Duration => mostSpecific(rules, limits, of)?.limit ?? limit;
