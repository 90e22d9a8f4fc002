import * as z from "zod";
import type { Noun } from "../kernel/record.ts";
import { proven, right } from "../kernel/rights.ts";
import { staff } from "../kernel/roles.ts";

const view = right("rules.view", "查看规则", staff);

/** A county's rules: a draft by its number, or the version it becomes when it is published. */
export const ruleSet = {
  noun: "rules",
  called: "规则",
  page: "/rules/",
  rights: {
    view,
    draft: right("rules.draft", "起草规则", ["county_admin"], view),
    publish: proven(right("rules.publish", "发布规则", ["county_admin"], view)),
    review: right("rules.review", "确认已核对规则", ["county_admin"], view),
    withdraw: right("rules.withdraw", "撤回未生效的规则", ["county_admin"], view),
  },
  recorded: {
    discarded: { action: "rules.discard", said: "放弃规则草案" },
    restored: { action: "rules.restore", said: "恢复规则草案" },
  },
} as const satisfies Noun;

/** What commands about a draft or version answer. */
export const RuleSetNumber = z.object({ number: z.int() }).meta({ id: "RuleSetNumber" });

export const refOf = (number: number) => ({ noun: ruleSet.noun, id: String(number) });
