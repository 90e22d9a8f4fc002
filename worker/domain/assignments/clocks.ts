import { classWords } from "../../rules/document/phrases.ts";
import { mostSpecific } from "../../rules/engine/classes.ts";
import { answerLimit, returnAnswerDue } from "../../rules/engine/handling.ts";
import { dueWithPauses } from "../../rules/engine/pauses.ts";
import { durationWords } from "../../time/duration.ts";
import { clockKind } from "../clocks/kinds.ts";
import { caseworkers } from "../kernel/roles.ts";

/** What a matter was when it was dispatched. */
export type AssignmentInputs = { category: string | null; urgency: string | null };

/** When a unit must have answered, from when the matter was dispatched to it; it stands still while the matter does. */
export const answer = clockKind<AssignmentInputs>({
  noun: "assignment",
  kind: "answer",
  called: "承办期限",
  todo: "承办事项",
  keepers: [...caseworkers, "unit_liaison"],
  rulePath: () => "handling.dispatch",
  reckon: (rules, calendar, startedAt, of, pauses = []) => {
    const limit = answerLimit(rules, of);
    return limit && dueWithPauses(rules, { limit }, startedAt, pauses, calendar);
  },
  basis: (rules, of) => {
    const own = mostSpecific(rules, rules.handling.dispatch?.limits, of);
    const limit = answerLimit(rules, of);
    return limit ? `自派单起 ${durationWords(limit)}内答复${own ? `（${classWords(rules, own)}）` : ""}` : "";
  },
});

/** When whoever has the matter, or the unit above, must have answered a return; it doesn't stand still with the matter. */
export const returned = clockKind<Record<never, never>>({
  noun: "assignment",
  kind: "return",
  called: "答复退回的期限",
  todo: "承办单位退回，待答复",
  asks: true,
  keepers: caseworkers,
  rulePath: () => "handling.dispatch",
  reckon: (rules, calendar, startedAt) => returnAnswerDue(rules, startedAt, calendar),
  basis: ({ handling }) => {
    const limit = handling.dispatch?.returns?.answer;
    return limit ? `自退回起 ${durationWords(limit)}内答复` : "";
  },
});
