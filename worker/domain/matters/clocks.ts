import { classWords, serviceWords } from "../../rules/document/phrases.ts";
import type { Due, WorkCalendar } from "../../rules/engine/calendar.ts";
import { mostSpecific } from "../../rules/engine/classes.ts";
import { later } from "../../rules/engine/duration.ts";
import { escalationOf, unacceptedAt } from "../../rules/engine/escalation.ts";
import {
  acceptanceDue,
  contactsUntil,
  evaluationDue,
  levelTerms,
  overallTerms,
} from "../../rules/engine/handling.ts";
import { dueWithPauses, endsByItself, longestPause } from "../../rules/engine/pauses.ts";
import { levelDays, officeDays } from "../../rules/engine/set-times.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import { durationWords } from "../../time/duration.ts";
import { clockKind, type Reckoned } from "../clocks/kinds.ts";
import { caseworkers } from "../kernel/roles.ts";
import { movedWith } from "./pending.ts";

export { exclusion } from "./exclusion-clock.ts";
export { review } from "./review-clock.ts";

/**
 * What a matter is, as its clocks keep it. Older ones lack it and mean the plain limit. `since`: it began as the matter was accepted,
 * and not as it came.
 */
export type ClassInputs = { category?: string | null; urgency?: string | null; since?: string | null };
type StepInputs = { level: string; above: string | null } & ClassInputs;

/**
 * When the level that has a matter must be done with it; where the rules say so, it then goes to the level above, if there is
 * one. `above`: which, as the place lies where the matter was reported.
 */
export const step = clockKind<StepInputs>({
  noun: "matter",
  kind: "step",
  called: "本级期限",
  residents: "这一步的时限",
  todo: "事项办理",
  keepers: caseworkers,
  rulePath: ({ level }) => `handling.levels.${level}`,
  reckon: (rules, calendar, startedAt, { level, ...of }, pauses = []) =>
    rules.handling.levels.some(({ key }) => key === level)
      ? dueWithPauses(rules, levelTerms(rules, level, of), startedAt, pauses, calendar)
      : undefined,
  basis: (rules, { level, ...of }) => stepWords(rules, level, of),
  acts: (rules, calendar, clock) => (clock.inputs.above === null ? null : leavesAt(rules, calendar, clock)),
  days: (rules, calendar, { level, ...of }) =>
    rules.handling.levels.some(({ key }) => key === level)
      ? levelDays(rules, calendar, level, of)
      : officeDays(rules, calendar),
  // What was asked for can be granted as long as this one runs.
  touch: (record, _given, due) => movedWith(record, due),
});

/** A later time that somebody set is the step's end, too. */
function leavesAt(
  rules: RuleSet,
  calendar: WorkCalendar,
  { startedAt, due, pauses, inputs: { level, ...of } }: Reckoned<StepInputs>,
): Due | null {
  const leaving = escalationOf(rules, level, startedAt, calendar, pauses, of);
  return leaving ? later({ due: leaving.at, warnings: leaving.warnings }, due) : null;
}

/**
 * Until when the level that has it must accept it, or do otherwise with it; no such clock where its rules set no time. Where they
 * say so, it then goes to the level above, if there is one.
 */
export const acceptance = clockKind<{ level: string; above: string | null }>({
  noun: "matter",
  kind: "acceptance",
  called: "受理期限",
  residents: "受理的时限",
  todo: "事项待受理",
  keepers: caseworkers,
  rulePath: ({ level }) => `handling.levels.${level}`,
  reckon: (rules, calendar, startedAt, { level }) => acceptanceDue(rules, level, startedAt, calendar),
  basis: (rules, { level }) => {
    const within = rules.handling.levels.find(({ key }) => key === level)?.acceptWithin;
    return within ? `转到本级起 ${durationWords(within)}内受理` : "";
  },
  acts: (rules, calendar, { startedAt, due, inputs: { level, above = null } }) =>
    above !== null && unacceptedAt(rules, level, startedAt, calendar) ? due : null,
});

/** When all levels together must be done with it. */
export const overall = clockKind<ClassInputs>({
  noun: "matter",
  kind: "overall",
  called: "总期限",
  residents: "全部办完的时限",
  todo: "事项办理",
  keepers: caseworkers,
  rulePath: () => "handling.overall",
  reckon: (rules, calendar, startedAt, of, pauses = []) =>
    dueWithPauses(rules, overallTerms(rules, of), startedAt, pauses, calendar),
  basis: (rules, of) => {
    const { limit, limits } = rules.handling.overall;
    const own = mostSpecific(rules, limits, of);
    return `自${of.since ? "首次受理" : "上报"}起 ${durationWords(own?.limit ?? limit)}${own ? `（${classWords(rules, own)}）` : ""}，转办、重办不重新起算`;
  },
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

/** How long the reporter's name and number are kept once the matter has ended. */
export const contacts = clockKind<Record<never, never>>({
  noun: "matter",
  kind: "contacts",
  called: "上报人信息保留期限",
  residents: "姓名、电话和照片的保留期限",
  todo: null,
  keepers: [],
  rulePath: () => "intake.contactsFor",
  // By the days that are known then: nobody waits for it, and no notice moves it.
  reckon: (rules, calendar, startedAt) => {
    const until = contactsUntil(rules, startedAt, calendar);
    return until && { ...until, warnings: [] };
  },
  basis: ({ intake: { contactsFor } }) =>
    contactsFor ? `自事项结束起 ${durationWords(contactsFor)}，期满删除` : "",
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

/** The same of standing still. `occasion`: one of the rules'. */
export const pauseRequest = clockKind<{ level: string; occasion: string; by: string; byName: string }>({
  noun: "matter",
  kind: "pauseRequest",
  called: "挂起申请",
  todo: "挂起申请待批",
  asks: true,
  keepers: caseworkers,
  rulePath: () => "handling.pauses",
  reckon: () => undefined,
  basis: () => "",
});

/** How long it stands still at most: then it runs on by itself, or where the rules set no end it is looked into. */
export const pause = clockKind<{ occasion: string; again?: "yes" }>({
  noun: "matter",
  kind: "pause",
  called: "挂起期限",
  residents: "暂停办理的期限",
  todo: "挂起事项核对",
  keepers: caseworkers,
  rulePath: () => "handling.pauses",
  reckon: (rules, calendar, startedAt) =>
    rules.handling.pauses ? longestPause(rules, startedAt, calendar) : undefined,
  basis: (rules, { occasion }) => pauseWords(rules, occasion),
  acts: (rules, _calendar, { due, inputs: { occasion } }) => (endsByItself(rules, occasion) ? due : null),
});

function pauseWords(rules: RuleSet, occasion: string): string {
  const { pauses } = rules.handling;
  if (!pauses) return "";
  return `${occasion}，每次最长 ${durationWords(pauses.longest)}${endsByItself(rules, occasion) ? "" : "，期满核对"}`;
}

function stepWords(rules: RuleSet, level: string, of: ClassInputs): string {
  const { handling } = rules;
  const rule = handling.levels.find(({ key }) => key === level);
  const window = handling.windows.find(({ key }) => key === rule?.window);
  const own = mostSpecific(rules, rule?.limits, of);
  const limit = own?.limit ?? rule?.limit;
  const by = `${own ? `（${classWords(rules, own)}）` : ""}${serviceWords(rules, rule?.service)}`;
  const words = [
    limit && `${of.since ? "受理" : "转到本级"}起 ${durationWords(limit)}内${by}`,
    window && `每月 ${daysOf(window)}（${window.name}）`,
  ];
  const said = words.filter(Boolean);
  return said.length > 1 ? `${said.join("，")}，以先到的为准` : said.join("");
}

const daysOf = ({ fromDay, byDay }: RuleSet["handling"]["windows"][number]): string =>
  fromDay > 1 ? `${fromDay} 日至 ${byDay} 日` : `${byDay} 日前`;
