import * as z from "zod";
import { instant, maybe, maybeInstant, revision, text } from "./schemas.ts";

/** What the API answers of rule versions; like all answers, fields beyond these are left out. */

const marked = "其中 x-acts 列出每项规则在哪些记录和页面上起作用，空的表示尚未启用";

/** Documents were checked when they were stored, by the schema of their day. */
const RuleDocument = z
  .record(text, z.unknown())
  .meta({ description: `规则文档，格式见 /rule-set.schema.json。${marked}` });

export const RuleSetVersion = z
  .object({
    number: z.int(),
    preset: text,
    note: text,
    effectiveFrom: instant,
    publishedBy: text,
    rules: RuleDocument,
  })
  .meta({ id: "RuleSetInForce" });

const AnyVersion = z
  .object({
    number: z.int(),
    state: z
      .enum(["draft", "discarded", "scheduled", "running", "past", "withdrawn"])
      .meta({ description: "草案、已放弃的草案、待生效、现行、已被替代、生效前已撤回" }),
    preset: text,
    note: text,
    effectiveFrom: maybeInstant,
    by: text.meta({ description: "发布人，草案为最后修改人" }),
    at: instant,
    basedOn: z.int().nullable(),
    reason: maybe.meta({ description: "保留减负提示的理由" }),
    revision: z.int().nullable().meta({ description: "草案的修改次数，发布时带上" }),
  })
  .meta({ id: "RuleSetVersion" });

export const RuleSetHistory = z
  .object({
    current: z.int(),
    versions: z.array(AnyVersion),
    next: z.int().nullable().meta({ description: "下一页的 before 参数，没有下一页时为 null" }),
  })
  .meta({ id: "RuleSetHistory" });

const Findings = z
  .array(z.object({ rule: text, at: text, name: text.optional(), message: text, citation: text.optional() }))
  .meta({ id: "RuleFindings" });

export const AnyRuleSet = AnyVersion.extend({
  rules: RuleDocument,
  findings: Findings.optional().meta({ description: "发布时的减负提示" }),
  withdrawn: z.object({ at: instant, by: text }).nullable().optional(),
}).meta({ id: "RuleSet" });

const Differences = z
  .array(
    z.object({
      item: text.meta({ description: "规则项，如 meetings.series.threeParty" }),
      kind: z.enum(["added", "removed", "changed", "moved"]),
      where: text,
      part: text,
      before: maybe,
      after: maybe,
      acts: z.boolean().meta({ description: "false 表示这一处尚未启用：可以写好和发布，系统还不按它办理" }),
    }),
  )
  .meta({ id: "RuleDifferences" });

export const RuleSetDiff = z
  .object({ number: z.int(), against: text, differences: Differences })
  .meta({ id: "RuleSetDiff" });

const Warning = z.object({ kind: text, year: z.int(), message: text }).meta({ id: "Warning" });
const RuleDue = z.object({ due: instant, warnings: z.array(Warning) }).meta({ id: "RuleDue" });

export const RuleSetPublication = z
  .object({
    number: z.int(),
    revision,
    running: z.int().meta({ description: "现行版本，发布时带上" }),
    basedOn: z.int().nullable(),
    coming: z.array(z.object({ number: z.int(), effectiveFrom: instant, note: text })),
    doubts: z.array(z.object({ at: text, name: text, message: text })),
    differences: Differences,
    findings: Findings,
    problems: z.array(z.object({ path: text, message: text })),
    clocks: z.array(
      z.object({
        clock: z.object({ id: text, noun: text, record: text, kind: text, title: text, dueAt: instant }),
        due: RuleDue,
      }),
    ),
  })
  .meta({ id: "RuleSetPublication" });

const rule = text.meta({
  description: "所依据的规则项，如 handling.overall；是否已启用见规则文档格式中的 x-acts",
});

export const RuleSetPreview = z
  .object({
    number: z.int(),
    findings: Findings,
    calendar: z.object({
      days: z.array(
        z.object({
          date: text.meta({ format: "date" }),
          workday: z.boolean(),
          note: text.optional(),
          entries: z.array(z.object({ kind: text, name: text, rule, detail: text })),
        }),
      ),
      warnings: z.array(Warning),
    }),
    clocks: z.array(
      z.object({
        moment: z.object({ label: text, at: instant }),
        rows: z.array(
          z.object({
            key: text,
            name: text,
            rule,
            before: RuleDue.optional(),
            after: RuleDue.optional(),
            changed: z.boolean(),
            restarts: z.boolean().meta({ description: "改从另一件事起算，到期时间可能不变" }),
          }),
        ),
      }),
    ),
  })
  .meta({ id: "RuleSetPreview" });
