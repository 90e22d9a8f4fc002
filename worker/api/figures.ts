import * as z from "zod";
import { monthFigures } from "../domain/figures/report.ts";
import { viewFigures } from "../domain/figures/rights.ts";
import { measureWords, rateNames, rateWords } from "../domain/figures/words.ts";
import { id, optional } from "../domain/kernel/input.ts";
import { type Endpoint, reading } from "./endpoint.ts";

const Counts = z
  .object(
    Object.fromEntries(
      Object.entries(measureWords).map(([name, words]) => [name, z.int().meta({ description: words })]),
    ),
  )
  .meta({ id: "FigureCounts" });

const Rate = z.object({ numerator: z.int(), denominator: z.int() }).meta({ id: "Rate" });

const Rates = z
  .object(
    Object.fromEntries(
      rateNames.map((name) => {
        const { short, among, means } = rateWords[name];
        return [name, Rate.meta({ description: `${short}：${among}，${means}` })];
      }),
    ),
  )
  .meta({ id: "Rates" });

const Figures = z.object({
  counts: Counts,
  ended: z.int().meta({ description: "办结" }),
  rates: Rates,
  excluded: z.int().meta({ description: "办结的里经审核剔除的" }),
  left: z
    .object({ counts: Counts, ended: z.int(), rates: Rates })
    .nullable()
    .meta({ description: "剔除后的；没有剔除的为 null" }),
});

const Line = Figures.extend({
  key: z.string().meta({ description: "组织、成员单位的 id，类别、来源的键，或者月份" }),
  name: z.string(),
}).meta({ id: "FigureLine" });

const dimensions = ["places", "categories", "sources", "orgs", "members", "months"] as const;

/** What is counted of matters in a month, in one of the ways a report tells it. */
export const figuresRead: Endpoint = reading(
  viewFigures,
  z.strictObject({
    month: z.string().max(7).meta({ title: "月份", description: "如 2026-11" }),
    within: optional(id("所在组织")),
    by: z
      .enum(dimensions)
      .meta({ title: "分项", description: "下级地区、类别、来源、办理的单位、主办的成员单位或近 12 个月" }),
  }),
  (ctx, { month, within, by }) => monthFigures(ctx, { month, within }, by),
  {
    path: "/figures",
    summary: "一个月的统计：合计，和按地区、类别、来源、单位或月份的分项",
    output: z
      .object({
        month: z.string(),
        within: z.string().meta({ description: "所在组织的 id" }),
        total: Figures.meta({ id: "FigureTotal" }),
        lines: z.array(Line),
      })
      .meta({ id: "MonthFigures" }),
  },
);
