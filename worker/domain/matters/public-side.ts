import { commitmentsOf } from "../../rules/document/promised.ts";
import { categoryName } from "./categories.ts";
import { outcomeFor } from "./linked.ts";
import type { LoadedMatter } from "./matter.ts";

/** What of a matter whoever reported it reads; of a duplicate what came of the main one. */
export function publicSide(of: LoadedMatter) {
  const { matter, rules } = of;
  const { number, state, closure, satisfied, body, place, reopenings, revision } = matter;
  const { reportedAt, closedAt } = matter;
  const { outcome, resolvedAt } = state === "merged" ? (outcomeFor(of) ?? matter) : matter;
  return {
    number,
    revision,
    state,
    closure,
    satisfied,
    body,
    place,
    outcome,
    reopenings,
    reportedAt,
    resolvedAt,
    closedAt,
    category: categoryName(rules.intake.categories, matter.category),
    commitments: commitmentsOf(rules),
  };
}
