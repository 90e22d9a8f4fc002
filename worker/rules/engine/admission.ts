import type { RuleSet } from "../schema/rule-set.ts";
import { tiersOf } from "./classes.ts";

/**
 * Whether units of an organisation level may be given matters of a category. Grids, and what lies below them, take what the
 * admission list (准入清单) names, a category with all below it; what the rules don't know is on no list.
 */
export function admitted(rules: RuleSet, level: string, category: string): boolean {
  const kind = rules.organisation.levels.find(({ key }) => key === level)?.kind;
  return (kind !== "grid" && kind !== "micro") || !unlisted(rules, category);
}

/** Whether there is an admission list, and a category isn't on it. */
export function unlisted({ intake }: RuleSet, category: string): boolean {
  const { enabled, categories } = intake.admissionList;
  return enabled && !tiersOf(intake.categories, category).some((key) => categories.includes(key));
}
