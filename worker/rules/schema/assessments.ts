import * as z from "zod";
import { FULL_MARKS } from "./marks.ts";
import { Every } from "./meetings.ts";
import { Members } from "./organisation.ts";
import { checkScheme } from "./scores.ts";
import {
  choice,
  DayOfMonth,
  Duration,
  discouraged,
  distinct,
  Evidence,
  Key,
  keyed,
  keyOf,
  Name,
  Note,
  Sources,
} from "./terms.ts";
import {
  bandColours,
  markAudiences,
  metricWords,
  scoringKinds,
  unscoredGroups,
  vetoEffects,
} from "./words.ts";

/** A figure the product counts itself, with its unit; nobody fills it in. */
export const Metric = choice(metricWords);
export type Metric = z.infer<typeof Metric>;

/** What a figure is worth: `share` of the indicator's maximum in percent. */
const CurvePoint = z.strictObject({
  value: z.number().min(-1_000_000).max(1_000_000).meta({ title: "数值" }),
  share: z.number().min(0).max(100).meta({ title: "得满分的", unit: "%" }),
});

/**
 * Points of a curve from the least figure to the greatest. Between them a figure is worth what lies on the straight
 * line, or, stepped, what the point below it says; outside them what the nearest point says.
 */
const Curve = z
  .strictObject({
    points: z.array(CurvePoint).min(2).max(10).meta({ title: "折点", description: "数值由小到大" }),
    stepped: z
      .boolean()
      .default(false)
      .meta({ title: "按档计分", description: "不勾选则在两点之间按比例计分" }),
  })
  .superRefine(({ points }, context) => {
    for (const [index, { value }] of points.entries()) {
      const before = points[index - 1];
      if (!before || before.value < value) continue;
      const message = "数值须由小到大，不能相同";
      context.addIssue({ code: "custom", path: ["points", index, "value"], message });
    }
  });
export type Curve = z.infer<typeof Curve>;

const Indicator = z
  .strictObject({
    key: Key,
    name: Name,
    group: keyOf("group").meta({ title: "由谁评", description: "上面评价主体之一" }),
    max: z.number().positive().max(FULL_MARKS).meta({ title: "满分", unit: "分" }),
    by: choice(scoringKinds).meta({ title: "怎样计分" }),
    metric: Metric.optional().meta({ title: "统计指标", description: "系统统计时选" }),
    figure: Name.optional().meta({ title: "填报数字", description: "单位填报时写明填什么数、什么单位" }),
    curve: Curve.optional().meta({ title: "得分曲线", description: "系统统计和填报数字时设" }),
    criteria: Note.optional().meta({ title: "评分标准", description: "人工评分时写" }),
    evidence: Evidence.default("record").meta({ title: "佐证" }),
    source: Sources.optional(),
  })
  .superRefine(({ by, metric, figure, curve, criteria }, context) => {
    const needs = { metric: { metric, curve }, reported: { figure, curve }, hand: { criteria } }[by];
    for (const [field, value] of Object.entries(needs)) {
      if (value === undefined)
        context.addIssue({ code: "custom", path: [field], message: "按所选的计分方式须填写此项" });
    }
  });
export type Indicator = z.infer<typeof Indicator>;

const EvaluatorGroup = z.strictObject({
  key: Key,
  name: Name.meta({ title: "评价主体" }),
  evaluators: distinct(Members, 20)
    .default([])
    .meta({ title: "评价人", description: "不填表示由系统统计得出" }),
  weight: z.number().positive().max(100).meta({ title: "权重", unit: "%" }),
  source: Sources.optional(),
});
export type EvaluatorGroup = z.infer<typeof EvaluatorGroup>;

/** One event that outweighs all marks; it needs evidence and can be appealed. */
const Veto = z.strictObject({
  key: Key,
  name: Name.meta({ title: "否决情形" }),
  evidence: Note.meta({ title: "须有的证据" }),
  effect: choice(vetoEffects).meta({ title: "后果" }),
  appealWithin: Duration.meta({ title: "申诉期限", description: "自告知起算" }),
  source: Sources.optional(),
});
export type Veto = z.infer<typeof Veto>;

/** A rating, from `from` (included) up to `to` (not included, except full marks). */
const Band = z.strictObject({
  key: Key,
  name: Name.meta({ title: "等次" }),
  from: z.number().min(0).max(FULL_MARKS).meta({ title: "从", description: "含", unit: "分" }),
  to: z.number().min(0).max(FULL_MARKS).meta({ title: "到", description: "不含，满分除外", unit: "分" }),
  colour: choice(bandColours).optional().meta({ title: "颜色" }),
});
export type Band = z.infer<typeof Band>;

const Consequence = z.strictObject({
  key: Key,
  name: Note.meta({ title: "运用方式" }),
  bands: distinct(keyOf("band"), 10).default([]).meta({ title: "适用等次", description: "不选为各等次" }),
  source: Sources.optional(),
});

const Publication = z.strictObject({
  byDay: DayOfMonth.meta({ title: "期满次月公布日" }),
  reviewWithin: Duration.meta({ title: "复核期限", description: "自初评告知起算" }),
  audience: choice(markAudiences).default("members").meta({ title: "公布范围" }),
  ranking: z
    .boolean()
    .default(false)
    .meta({ title: "公布排名", description: `不勾选则只公布等次。${discouraged}` }),
});

/** One assessment: who is assessed how often, by whom with what weight, on what, and what follows. */
const Scheme = z
  .strictObject({
    key: Key,
    name: Name,
    subjects: distinct(Members, 20).min(1).meta({ title: "考核对象" }),
    every: Every.meta({ title: "周期" }),
    groups: keyed(EvaluatorGroup, 12).min(1).meta({ title: "评价主体", description: "权重合计须为100%" }),
    unscored: choice(unscoredGroups).default("wait").meta({ title: "有主体未评分时" }),
    indicators: keyed(Indicator, 100)
      .min(1)
      .meta({ title: "指标", description: "每个评价主体的指标满分合计须为100分" }),
    vetoes: keyed(Veto, 20).default([]).meta({ title: "一票否决" }),
    bands: keyed(Band, 10).min(2).meta({ title: "等次", description: "从0分到100分，不重不漏" }),
    consequences: keyed(Consequence, 20).default([]).meta({ title: "结果运用" }),
    publication: Publication.meta({ title: "公布" }),
    source: Sources.optional(),
  })
  .superRefine(checkScheme);
export type Scheme = z.infer<typeof Scheme>;

/** What is assessed at the end of a period. */
export const Assessments = z.strictObject({
  schemes: keyed(Scheme, 20).min(1).meta({ title: "考核办法" }),
  source: Sources.optional(),
});
export type Assessments = z.infer<typeof Assessments>;
