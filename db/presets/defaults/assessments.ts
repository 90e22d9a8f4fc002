import type { Metric, RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
import { ours, type Source } from "./terms.ts";

export type Assessments = NonNullable<RuleSetInput["assessments"]>;
export type Scheme = Assessments["schemes"][number];
type Indicator = Scheme["indicators"][number];
type Curve = NonNullable<Indicator["curve"]>;

/** From 60 % on it scores, from 95 % on in full: nobody has to chase the last case. */
const rates: Curve = {
  points: [
    { value: 60, share: 0 },
    { value: 95, share: 100 },
  ],
};
const rateSource = ours("公开做法未列指标和分值：由系统从办理记录统计，60%起得分、95%满分，不另行填报");

/** What an indicator says whoever counts it: its evaluator group, its full marks, the practice behind it. */
interface Item {
  group: string;
  name: string;
  max: number;
  source: Source;
}

/** A share that the product counts itself. */
export function rate({ metric, source, ...item }: Item & { metric: Metric }): Indicator {
  return { ...item, key: metric, by: "metric", metric, curve: rates, source: [source, rateSource] };
}

/** A number that the product counts itself; `full` of them earn all marks, more earn no more. */
export function count({ metric, full, source, ...item }: Item & { metric: Metric; full: number }): Indicator {
  const points = [
    { value: 0, share: 0 },
    { value: full, share: 100 },
  ];
  const counted = ours(`公开做法未列分值：由系统统计，办成${full}件得满分，多办不加分`);
  return { ...item, key: metric, by: "metric", metric, curve: { points }, source: [source, counted] };
}

/** What somebody has to judge, from what they know already. */
export function judged({ source, ...item }: Item & { key: string; criteria: string }): Indicator {
  return { ...item, by: "hand", source: [source, handSource] };
}
const handSource = ours("公开做法未列分值：凭日常掌握评分，不要求另报材料");

export const weightSource = ours("公开做法未载权重，能由系统统计的占多数，人工评分占少数");

export const grades: Scheme["bands"] = [
  { key: "excellent", name: "优秀", from: 90, to: 100 },
  { key: "good", name: "良好", from: 80, to: 90 },
  { key: "pass", name: "合格", from: 60, to: 80 },
  { key: "fail", name: "不合格", from: 0, to: 60 },
];

export const publication: Scheme["publication"] = {
  byDay: 20,
  reviewWithin: { workdays: 5 },
  audience: "members",
  ranking: false,
};
export const publicationSource = ours(
  "公开做法未载等次分数线和公布办法：期满次月20日公布等次，五个工作日内可申请复核，只向考核双方公布、不排名",
);
