import { and, eq, isNull } from "drizzle-orm";
import { clocks } from "../../../db/tenant/schema/work.ts";
import { serviceWords } from "../../rules/document/phrases.ts";
import type { WorkCalendar } from "../../rules/engine/calendar.ts";
import { escalationOf } from "../../rules/engine/escalation.ts";
import { evaluationDue, overallDue, stepDue } from "../../rules/engine/handling.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import { durationWords } from "../../time/duration.ts";
import type { Instant } from "../../time/instants.ts";
import { clockKind } from "../clocks/kinds.ts";
import { type RowChange, updateWhere } from "../kernel/changes.ts";
import { caseworkers } from "../kernel/roles.ts";

/**
 * When the level that has a matter must be done with it; where the rules say so, it then goes to the level above, if there is
 * one. `above`: which, as the place lies where the matter was reported.
 */
export const step = clockKind<{ level: string; above: string | null }>({
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
  acts: (rules, calendar, { startedAt, due, inputs: { level, above } }) =>
    above === null ? null : leavesAt(rules, calendar, level, startedAt, due),
  // A later time that was asked for can be granted as long as this one runs.
  touch: (record, _given, due) => movedWith(record, due),
});

const movedWith = (record: string, due: Instant): RowChange =>
  updateWhere(
    clocks,
    and(
      eq(clocks.noun, "matter"),
      eq(clocks.record, record),
      eq(clocks.kind, "extension"),
      isNull(clocks.endedAt),
    ),
    { dueAt: due },
  );

/** A later time that somebody set is the step's end, too. */
function leavesAt(
  rules: RuleSet,
  calendar: WorkCalendar,
  level: string,
  startedAt: Instant,
  due: Instant,
): Instant | null {
  const leaving = escalationOf(rules, level, startedAt, calendar);
  if (!leaving) return null;
  return leaving.at > due ? leaving.at : due;
}

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
  acts: (_rules, _calendar, { due }) => due,
});

/**
 * A later time that was asked for: it can be granted while this runs, as long as the time itself. `until`: the time asked for;
 * `by`: whose request it is, by the account and name.
 */
export const extension = clockKind<{ level: string; until: string; by: string; byName: string }>({
  noun: "matter",
  kind: "extension",
  called: "延期申请",
  todo: "延期申请待批",
  asks: true,
  keepers: caseworkers,
  rulePath: () => "handling.extensions",
  reckon: () => undefined,
  basis: () => "",
});

function stepWords(rules: RuleSet, level: string): string {
  const { handling } = rules;
  const rule = handling.levels.find(({ key }) => key === level);
  const window = handling.windows.find(({ key }) => key === rule?.window);
  const words = [
    rule?.limit && `转到本级起 ${durationWords(rule.limit)}内${serviceWords(rules, rule.service)}`,
    window && `每月 ${window.byDay} 日前（${window.name}）`,
  ];
  const said = words.filter(Boolean);
  return said.length > 1 ? `${said.join("，")}，以先到的为准` : said.join("");
}
