import { reviewAnswerDue } from "../../rules/engine/reviews.ts";
import { durationWords } from "../../time/duration.ts";
import { clockKind } from "../clocks/kinds.ts";
import { caseworkers } from "../kernel/roles.ts";

/**
 * By when a review that was asked for must be answered; nothing happens by itself when that is over. `instance`: its name in the
 * rules, by which it goes.
 */
export const review = clockKind<{ instance: string }>({
  noun: "matter",
  kind: "review",
  called: "复查答复期限",
  residents: "复查答复的期限",
  todo: "复查申请待答复",
  calledBy: ({ instance }) => ({
    called: `${instance}答复期限`,
    residents: `${instance}答复的期限`,
    todo: `${instance}申请待答复`,
  }),
  keepers: caseworkers,
  rulePath: () => "handling.reviews",
  reckon: (rules, calendar, startedAt, { instance }) => reviewAnswerDue(rules, instance, startedAt, calendar),
  basis: ({ handling: { reviews } }, { instance }) => {
    const answer = reviews?.instances.find(({ name }) => name === instance)?.answer;
    return answer ? `自申请${instance}起 ${durationWords(answer)}内答复` : "";
  },
});
