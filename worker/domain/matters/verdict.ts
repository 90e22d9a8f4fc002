import type { RuleSet } from "../../rules/schema/rule-set.ts";

/** What a resident says of how their matter was dealt with. */
export interface Verdict {
  solved: boolean;
  /** Left out by whoever doesn't want to say. */
  satisfied?: boolean | undefined;
}

/** `stands`: the verdict would reopen it, but it was reopened as often as the rules allow. */
export type Consequence = "closes" | "reopens" | "stands";

/** What follows from a verdict by the rules a matter began under. */
export function consequenceOf(
  { handling: { evaluation } }: RuleSet,
  reopenings: number,
  { solved, satisfied }: Verdict,
): Consequence {
  const bad =
    (!solved && evaluation.reopenOn.includes("unsolved")) ||
    (satisfied === false && evaluation.reopenOn.includes("dissatisfied"));
  if (!bad) return "closes";
  return reopenings < evaluation.maxReopenings ? "reopens" : "stands";
}
