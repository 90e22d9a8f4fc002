import { exclusionAnswerDue } from "../../rules/engine/exclusions.ts";
import { durationWords } from "../../time/duration.ts";
import { clockKind } from "../clocks/kinds.ts";
import { caseworkers } from "../kernel/roles.ts";

/** By when a request not to count a matter must be answered; nothing happens by itself when that is over. */
export const exclusion = clockKind<Record<never, never>>({
  noun: "matter",
  kind: "exclusion",
  called: "剔除申请的审核期限",
  todo: "剔除申请待审核",
  keepers: caseworkers,
  rulePath: () => "handling.exclusions",
  reckon: (rules, calendar, startedAt) => exclusionAnswerDue(rules, startedAt, calendar),
  basis: ({ handling: { exclusions } }) =>
    exclusions ? `自提出申请起 ${durationWords(exclusions.answer)}内审核` : "",
});
