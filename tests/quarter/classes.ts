import type { RuleSet } from "../../worker/rules/schema/rule-set.ts";
import type { Duration } from "../../worker/time/duration.ts";

/** What a matter is, once more from the words of docs/decisions/038: which limit is for it, where it starts, how urgent it is. */
export interface Class {
  readonly category: string;
  readonly urgency: string | null;
}

interface Tier {
  readonly key: string;
  readonly name: string;
  readonly urgency?: string | undefined;
  readonly children?: readonly Tier[];
}

/** A category's tiers, from its own up to the first; what every county takes besides has none. */
function tiersUp(rules: RuleSet, key: string): Tier[] {
  const ways = ({ children = [], ...tier }: Tier, above: readonly Tier[]): Tier[][] => {
    const way = [tier, ...above];
    return [way, ...children.flatMap((child) => ways(child, way))];
  };
  const all = (rules.intake.categories as readonly Tier[]).flatMap((tier) => ways(tier, []));
  return all.find(([own]) => own?.key === key) ?? [];
}

/** The categories that can be chosen by what events call them, `环境卫生 / 垃圾清运`; keys by names. */
export function categoriesCalled(rules: RuleSet): Map<string, string> {
  const called = new Map([["其他、说不清", "other"]]);
  const add = ({ key, name, children = [] }: Tier, above: string): void => {
    if (children.length === 0) called.set(above + name, key);
    for (const child of children) add(child, `${above}${name} / `);
  };
  for (const tier of rules.intake.categories) add(tier, "");
  return called;
}

/** The urgency a category brings along: its own, or that of the nearest tier above. */
export const brought = (rules: RuleSet, category: string): string | null =>
  tiersUp(rules, category).find(({ urgency }) => urgency)?.urgency ?? null;

interface Row {
  readonly category?: string | undefined;
  readonly urgency?: string | undefined;
}

/** Which row is for a class: both before a category, a lower one before a higher, a category before an urgency. */
function rowFor<R extends Row>(rules: RuleSet, rows: readonly R[], of: Class): R | undefined {
  const keys = tiersUp(rules, of.category).map(({ key }) => key);
  const wanted: Row[] = [
    ...keys.map((category) => ({ category, urgency: of.urgency ?? "none" })),
    ...keys.map((category) => ({ category, urgency: undefined })),
    { category: undefined, urgency: of.urgency ?? "none" },
  ];
  for (const { category, urgency } of wanted) {
    const found = rows.find((row) => row.category === category && row.urgency === urgency);
    if (found) return found;
  }
  return undefined;
}

interface Limited {
  readonly limit?: Duration | undefined;
  readonly limits?: readonly (Row & { limit: Duration })[] | undefined;
}

/** The limit of a class where it has one, otherwise the plain one. */
export const limitOf = (rules: RuleSet, { limit, limits = [] }: Limited, of: Class): Duration | undefined =>
  rowFor(rules, limits, of)?.limit ?? limit;

/** At which level of handling a matter starts, of those that there are where it is reported; in the rules' order. */
export function firstLevel(
  rules: RuleSet,
  there: readonly string[],
  category: string,
  source: string,
): string {
  const { routes = [], levels } = rules.handling;
  const rows = routes.flatMap((route) =>
    (route.categories ?? [undefined]).flatMap((one) =>
      (route.sources ?? [undefined]).map((urgency) => ({ category: one, urgency, level: route.level })),
    ),
  );
  // What names a source is as specific as what names an urgency.
  const from = rowFor(rules, rows, { category, urgency: source })?.level;
  const at = levels.findIndex(({ key }) => key === from);
  const open = levels.filter(({ level }) => there.includes(level));
  const later = open.filter((level) => levels.indexOf(level) >= at);
  const fitting = later.length > 0 ? later : open.slice(-1);
  return (fitting.find(({ level }) => takes(rules, level, category)) ?? fitting.at(-1))?.key ?? "";
}

/** Whether units of a level may be given matters of a category: grids only what the admission list names, with all below it. */
export function takes({ intake, organisation, ...rules }: RuleSet, level: string, category: string): boolean {
  if (!intake.admissionList.enabled) return true;
  const kinds = organisation.levels.filter(({ kind }) => kind === "grid" || kind === "micro");
  if (!kinds.some(({ key }) => key === level)) return true;
  const tiers = tiersUp({ intake, organisation, ...rules }, category);
  return tiers.some(({ key }) => intake.admissionList.categories.includes(key));
}
