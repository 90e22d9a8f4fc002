import { evaluationDue, overallDue, stepDue } from "../../rules/engine/handling.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import { durationWords } from "../../time/duration.ts";
import { clockKind } from "../clocks/kinds.ts";
import { caseworkers } from "../kernel/roles.ts";

/** When the level that has a matter must be done with it. */
export const step = clockKind<{ level: string }>({
  noun: "matter",
  kind: "step",
  called: "本级期限",
  residents: "这一步的时限",
  todo: "事项办理",
  keepers: caseworkers,
  rulePath: ({ level }) => `handling.levels.${level}`,
  reckon: (rules, calendar, startedAt, { level }) =>
    rules.handling.levels.some(({ key }) => key === level)
      ? stepDue(rules, level, startedAt, calendar)
      : undefined,
  basis: (rules, { level }) => stepWords(rules, level),
});

/** When all levels together must be done with it. */
export const overall = clockKind<Record<never, never>>({
  noun: "matter",
  kind: "overall",
  called: "总期限",
  residents: "全部办完的时限",
  todo: "事项办理",
  keepers: caseworkers,
  rulePath: () => "handling.overall",
  reckon: (rules, calendar, startedAt) => overallDue(rules, startedAt, calendar),
  basis: ({ handling }) => `自上报起 ${durationWords(handling.overall.limit)}，转办、重办不重新起算`,
});

/** Until when the resident may evaluate; whoever waits for them has nothing to do. */
export const evaluation = clockKind<Record<never, never>>({
  noun: "matter",
  kind: "evaluation",
  called: "评价期限",
  residents: "评价的期限",
  todo: null,
  keepers: [],
  rulePath: () => "handling.evaluation",
  reckon: (rules, calendar, startedAt) => evaluationDue(rules, startedAt, calendar),
  basis: ({ handling }) => `自办结告知起 ${durationWords(handling.evaluation.within)}`,
  acts: true,
});

function stepWords({ handling }: RuleSet, level: string): string {
  const rule = handling.levels.find(({ key }) => key === level);
  const window = handling.windows.find(({ key }) => key === rule?.window);
  const words = [
    rule?.limit && `转到本级起 ${durationWords(rule.limit)}内`,
    window && `每月 ${window.byDay} 日前（${window.name}）`,
  ];
  const said = words.filter(Boolean);
  return said.length > 1 ? `${said.join("，")}，以先到的为准` : said.join("");
}
