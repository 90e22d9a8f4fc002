import { whistleDue } from "../../rules/engine/handling.ts";
import type { RuleSet, WhistleStage } from "../../rules/schema/rule-set.ts";
import { whistleStages } from "../../rules/schema/words.ts";
import { durationWords } from "../../time/duration.ts";
import type { Instant } from "../../time/instants.ts";
import { clockKind } from "../clocks/kinds.ts";
import { caseworkers } from "../kernel/roles.ts";

/** What the clocks of a call are reckoned with: the whistle's key in the rules. */
export type CallInputs = { whistle: string };

/** What an objection's is reckoned with besides: the stage that comes next, and when the whistle blew. */
export type ObjectionInputs = CallInputs & { stage: string; blownAt: string };

const rulePath = ({ whistle }: CallInputs) => `handling.whistles.${whistle}`;

const limitOf = ({ handling }: RuleSet, whistle: string, stage: WhistleStage) =>
  handling.whistles.find(({ key }) => key === whistle)?.clocks[stage];

/** When whoever is called must have reached a stage, from the blow on. */
const stageClock = (stage: WhistleStage) =>
  clockKind<CallInputs>({
    noun: "call",
    kind: stage,
    called: `${whistleStages[stage]}期限`,
    todo: `吹哨：待${whistleStages[stage]}`,
    keepers: [...caseworkers, "unit_liaison"],
    rulePath,
    reckon: (rules, calendar, startedAt, { whistle }) =>
      limitOf(rules, whistle, stage) && whistleDue(rules, whistle, stage, startedAt, calendar),
    basis: (rules, { whistle }) => {
      const limit = limitOf(rules, whistle, stage);
      return limit ? `自吹哨起 ${durationWords(limit)}内${whistleStages[stage]}` : "";
    },
  });

export const sign = stageClock("sign");
export const contact = stageClock("contact");
export const reportIn = stageClock("reportIn");
export const done = stageClock("done");

/**
 * When whoever blew must have answered an objection: when the stage is due that comes next; where that has passed, in as
 * long as the rules give for it, from the objection on.
 */
export const objection = clockKind<ObjectionInputs>({
  noun: "call",
  kind: "objection",
  called: "裁定异议的期限",
  todo: "吹哨：待裁定异议",
  asks: true,
  keepers: caseworkers,
  rulePath,
  reckon: (rules, calendar, startedAt, inputs) => {
    const { whistle } = inputs;
    const stage = inputs.stage as WhistleStage;
    if (!limitOf(rules, whistle, stage)) return undefined;
    const due = whistleDue(rules, whistle, stage, inputs.blownAt as Instant, calendar);
    return due && due.due > startedAt ? due : whistleDue(rules, whistle, stage, startedAt, calendar);
  },
  basis: (_rules, { stage }) => `与${whistleStages[stage as WhistleStage]}同时到期，已过的自提出起另算`,
});
