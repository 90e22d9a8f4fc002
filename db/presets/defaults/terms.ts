import type { RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";

export type Source = NonNullable<RuleSetInput["organisation"]["source"]>[number];

/** Marks a rule as a county's published practice. */
export function practiceOf(county: string): (practice: string) => Source {
  return (practice) => ({ county, practice });
}

/** Marks a rule or figure as our default, where the published practice says nothing. */
export function ours(why: string): Source {
  return { ours: true, why };
}
