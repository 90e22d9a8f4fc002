import * as z from "zod";
import { inForce, rulesAt } from "../county/county.ts";
import { Conflict } from "../errors.ts";
import { command } from "../kernel/command.ts";
import { happening } from "../kernel/happenings.ts";
import { number } from "../kernel/input.ts";
import { rootScope, theRoot } from "../org/root.ts";

import { RuleSetNumber, refOf, ruleSet } from "./rule-set.ts";

/** Says that the rules in force were looked at and are the county's: nothing else tells that of rules it began with. */
export const reviewRules = command({
  right: ruleSet.rights.review,
  input: z.strictObject({ number }),
  operation: {
    resource: "/rule-sets/{number}/review",
    summary: "确认已经核对现行规则",
    output: RuleSetNumber,
  },
  events: { reviewed: happening<object>(() => ({ title: "已核对规则", tone: "done" })) },
  load: (orm, _input, { now }) => ({ root: theRoot(orm), rules: rulesAt(orm, now) }),
  state: ({ root, rules }) => ({ root, ...inForce(rules) }),
  scopes: ({ root }) => rootScope(root),
  decide: ({ version }, { number }) => {
    if (version !== number) throw new Conflict(`现行规则是第 ${version} 版，请核对这一版`);
    return { result: { number }, on: refOf(number), says: { reviewed: {} }, rows: [] };
  },
});
