import * as z from "zod";
import { currentRuleSet } from "../domain/county/county.ts";
import { number, optional, whole } from "../domain/kernel/input.ts";
import { asking } from "../domain/lists/asked.ts";
import { ruleDifferences, rulePreview } from "../domain/rules/compare.ts";
import { ruleHistory } from "../domain/rules/history.ts";
import { publicationPage } from "../domain/rules/publication.ts";
import { ruleSet } from "../domain/rules/rule-set.ts";
import { ruleVersion } from "../domain/rules/version.ts";
import { type Endpoint, reading } from "./endpoint.ts";
import * as out from "./rule-answers.ts";

const one = z.strictObject({ number });

/** Of the versions: everything that their page can be asked, and the `next` of the answer before. */
const history = z.strictObject({
  kind: optional(z.enum(["version", "draft"], "kind 只能是 version 或 draft")),
  state: optional(asking.state),
  search: optional(asking.search),
  size: optional(asking.size),
  before: optional(whole("before 须为正整数", { min: 1 })),
});

/** What can be read of a county's rules, by version; drafting and publishing are commands. */
export const ruleReads: readonly Endpoint[] = [
  reading(ruleSet.rights.view, z.strictObject({}), (ctx) => currentRuleSet(ctx), {
    path: "/rule-sets/current",
    summary: "现行规则",
    output: out.RuleSetVersion,
  }),
  reading(
    ruleSet.rights.view,
    history,
    async (ctx, { before, ...asked }) => {
      const page = await ruleHistory(ctx, { ...asked, ...(before ? { after: String(before) } : {}) });
      return { ...page, next: page.next === null ? null : Number(page.next) };
    },
    {
      path: "/rule-sets",
      summary: "全部版本，管理员还能看到草案，新的在前，每页 20 条",
      output: out.RuleSetHistory,
    },
  ),
  reading(ruleSet.rights.view, one, (ctx, input) => ruleVersion(ctx, input.number), {
    path: "/rule-sets/{number}",
    summary: "某一版或草案的全文",
    output: out.AnyRuleSet,
  }),
  reading(
    ruleSet.rights.view,
    one.extend({
      against: z
        .enum(["running", "base", "preset"], "against 只能是 running、base 或 preset")
        .default("running"),
    }),
    async (ctx, input) => {
      const { found, ...page } = await ruleDifferences(ctx, input.number, input.against);
      return { number: found.number, ...page };
    },
    {
      path: "/rule-sets/{number}/diff",
      summary: "与现行规则、起草时的版本或做法模板的差别",
      output: out.RuleSetDiff,
    },
  ),
  reading(
    ruleSet.rights.view,
    one,
    async (ctx, input) => {
      const { found, ...page } = await rulePreview(ctx, input.number);
      return { number: found.number, ...page };
    },
    {
      path: "/rule-sets/{number}/preview",
      summary: "今后三个月的日历、期限示例（与现行规则并列）和减负提示",
      output: out.RuleSetPreview,
    },
  ),
  reading(ruleSet.rights.publish, one, (ctx, input) => publicationPage(ctx, input.number), {
    path: "/rule-sets/{number}/publication",
    summary: "发布前的核对：差别、减负提示、妨碍发布的问题、按新规则会不同的期限（最多 200 个）",
    output: out.RuleSetPublication,
  }),
];
