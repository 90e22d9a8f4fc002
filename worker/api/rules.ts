import * as z from "zod";
import { currentRuleSet } from "../domain/county/county.ts";
import { version } from "../domain/kernel/input.ts";
import { ruleDifferences, rulePreview } from "../domain/rules/compare.ts";
import { setDraftAside, startDraft } from "../domain/rules/drafts.ts";
import { ruleHistory } from "../domain/rules/history.ts";
import { publicationPage } from "../domain/rules/publication.ts";
import { publishDraft } from "../domain/rules/publish.ts";
import { ruleVersion } from "../domain/rules/version.ts";
import { withdrawVersion } from "../domain/rules/withdraw.ts";
import { type Endpoint, reading, writing } from "./endpoint.ts";
import * as out from "./rule-answers.ts";

const one = z.strictObject({ version });

/** A county's rules by version: read, drafted, previewed, compared, published. */
export const ruleEndpoints: readonly Endpoint[] = [
  reading("rules.view", z.strictObject({}), (ctx) => currentRuleSet(ctx), {
    path: "/rule-sets/current",
    summary: "现行规则",
    output: out.RuleSetVersion,
  }),
  reading("rules.view", z.strictObject({}), ruleHistory, {
    path: "/rule-sets",
    summary: "全部版本，管理员还能看到草案",
    output: out.RuleSetHistory,
  }),
  writing("post", startDraft, {
    path: "/rule-sets",
    summary: "起草新的一版：复制某一版或某个模板，或给出完整的规则文档或规则文件；都不给则复制现行规则",
    output: out.RuleSetNumber,
    status: 201,
  }),
  reading("rules.view", one, (ctx, input) => ruleVersion(ctx, input.version), {
    path: "/rule-sets/{version}",
    summary: "某一版或草案的全文",
    output: out.AnyRuleSet,
  }),
  reading(
    "rules.view",
    one.extend({
      against: z
        .enum(["running", "base", "preset"], "against 只能是 running、base 或 preset")
        .default("running"),
    }),
    async (ctx, input) => {
      const { found, ...page } = await ruleDifferences(ctx, input.version, input.against);
      return { version: found.version, ...page };
    },
    {
      path: "/rule-sets/{version}/diff",
      summary: "与现行规则、起草时的版本或做法模板的差别",
      output: out.RuleSetDiff,
    },
  ),
  reading(
    "rules.view",
    one,
    async (ctx, input) => {
      const { found, ...page } = await rulePreview(ctx, input.version);
      return { version: found.version, ...page };
    },
    {
      path: "/rule-sets/{version}/preview",
      summary: "今后三个月的日历、期限示例（与现行规则并列）和减负提示",
      output: out.RuleSetPreview,
    },
  ),
  reading("rules.publish", one, (ctx, input) => publicationPage(ctx, input.version), {
    path: "/rule-sets/{version}/publication",
    summary: "发布前的核对：差别、减负提示、妨碍发布的问题、按新规则会不同的期限（最多 200 个）",
    output: out.RuleSetPublication,
  }),
  writing("post", publishDraft, {
    path: "/rule-sets/{version}/publication",
    summary: "发布草案；changes 为所见草案的修改次数，running 为所见的现行版本，clocks 为要改到新时间的待办",
    output: out.RuleSetNumber,
  }),
  writing("put", setDraftAside, {
    path: "/rule-sets/{version}/aside",
    summary: "放弃草案（aside 为 true），或把放弃的草案恢复（false）",
    output: out.RuleSetNumber,
  }),
  writing("post", withdrawVersion, {
    path: "/rule-sets/{version}/withdrawal",
    summary: "撤回还没有生效的版本",
    output: out.RuleSetNumber,
  }),
];
