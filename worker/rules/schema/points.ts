import * as z from "zod";
import { choice, Duration, discouraged, Evidence, Key, keyed, keyOf, Name, Sources } from "./terms.ts";
import { pointHolders } from "./words.ts";

const amount = z.number().positive().max(10_000);

const Earning = z.strictObject({
  key: Key,
  name: Name.meta({ title: "得分事项" }),
  points: amount.meta({ title: "每次积分", unit: "分" }),
  capPerMonth: amount.optional().meta({ title: "每月上限", description: "空白为不限", unit: "分" }),
  evidence: Evidence.default("record").meta({ title: "凭据" }),
  source: Sources.optional(),
});

const Redemption = z.strictObject({
  key: Key,
  name: Name.meta({ title: "兑换内容" }),
  cost: amount.meta({ title: "所需积分", unit: "分" }),
  perYear: z
    .int()
    .min(1)
    .max(366)
    .optional()
    .meta({ title: "每年限兑", description: "空白为不限", unit: "次" }),
  source: Sources.optional(),
});

/** One ledger of points: whose, what earns them, when they lapse, what they are good for. */
const PointScheme = z.strictObject({
  key: Key,
  name: Name,
  holders: choice(pointHolders).meta({ title: "积分对象" }),
  level: keyOf("level").meta({ title: "由哪一级管理" }),
  earning: keyed(Earning, 60).min(1).meta({ title: "得分事项" }),
  capPerYear: amount.optional().meta({ title: "每年上限", description: "空白为不限", unit: "分" }),
  validMonths: z
    .int()
    .min(1)
    .max(120)
    .optional()
    .meta({ title: "有效期", description: "自得分次月起算，空白为长期有效", unit: "个月" }),
  redemption: keyed(Redemption, 60).default([]).meta({ title: "兑换" }),
  redeemAt: Name.optional().meta({ title: "兑换地点" }),
  appealWithin: Duration.meta({ title: "异议期限", description: "自记分起算" }),
  ranking: z.boolean().default(false).meta({ title: "公开排名", description: discouraged }),
  source: Sources.optional(),
});
export type PointScheme = z.infer<typeof PointScheme>;

/** The points ledgers of a county. */
export const Points = z.strictObject({
  schemes: keyed(PointScheme, 20).min(1).meta({ title: "积分办法" }),
  source: Sources.optional(),
});
export type Points = z.infer<typeof Points>;
