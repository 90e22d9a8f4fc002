import { differencesOf } from "../../rules/document/difference.ts";
import { burdenOf } from "../../rules/review/burden.ts";
import { doubtsOf } from "../../rules/review/doubts.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import { inForce, rulesAt } from "../county/county.ts";
import { NotFound } from "../errors.ts";
import type { Context } from "../kernel/context.ts";
import { rootScope, theRoot } from "../org/root.ts";
import { clocksToMove, mostClocks, runningClocks } from "./clocks.ts";
import { draftNumbered } from "./drafts.ts";
import { inUse, stillUsed } from "./in-use.ts";
import { comingVersions } from "./overview.ts";
import { mayDraftAt } from "./states.ts";

/** All that must be known before a draft is published. */
export async function publicationPage(ctx: Context, number: number) {
  const { orm } = ctx.db;
  const { root, draft, running, clocks, coming, ...used } = await ctx.db.read({
    root: theRoot(orm),
    draft: draftNumbered(orm, number),
    running: rulesAt(orm, ctx.now),
    clocks: runningClocks(orm),
    coming: comingVersions(ctx),
    ...inUse(orm),
  });
  const [found] = draft;
  if (found?.state !== "open" || !mayDraftAt(ctx, rootScope(root))) throw new NotFound("rules");
  const rules = found.document as RuleSet;
  const inUseNow = inForce(running);
  return {
    number,
    basedOn: found.basedOn,
    running: inUseNow.version,
    revision: found.revision,
    differences: differencesOf(inUseNow.rules, rules),
    findings: burdenOf(rules),
    doubts: doubtsOf(rules, ctx.calendar),
    problems: stillUsed(inUseNow.rules, rules, used),
    clocks: clocksToMove(clocks, rules, ctx.calendar),
    coming,
    looked: clocks.length,
    cut: clocks.length === mostClocks,
  };
}
