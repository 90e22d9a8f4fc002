import type { RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
import { ours } from "./terms.ts";

export type Points = NonNullable<RuleSetInput["points"]>;
export type PointScheme = Points["schemes"][number];

/** What no published practice spells out for its points. */
export const pointTerms = {
  validMonths: 12,
  appealWithin: { workdays: 10 },
  ranking: false,
} as const satisfies Partial<PointScheme>;

export const pointTermsSource = ours("公开做法未载期限：积分十二个月有效，十个工作日内可提异议，不公开排名");
export const amountSource = ours("公开做法未载分值：按所费工夫定分，按月封顶，以系统记录为准，不要求照片");
