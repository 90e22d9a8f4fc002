import * as z from "zod";
import { Duration, distinct, Name, Sources } from "./terms.ts";

const exclude = { acts: ["matter.exclude"] as const };

/** Which matters that have ended may be left out of the figures, on request: why, until when, and who looks. */
export const Exclusions = z.strictObject({
  reasons: distinct(Name, 20)
    .min(1)
    .meta({ title: "剔除的理由", description: "申请须选其中一项，如：诉求超出本县职权", ...exclude }),
  within: Duration.meta({ title: "提出期限", description: "自办结起算，过期不再受理申请", ...exclude }),
  answer: Duration.meta({
    title: "审核期限",
    description: "自提出申请起算，过期不视为同意",
    acts: ["matter.clock.exclusion"],
  }),
  reviewers: z
    .int()
    .min(1)
    .max(2)
    .default(1)
    .meta({
      title: "由几人审核",
      description: "审核的人各不相同，也不是申请人；一人不同意即不剔除",
      unit: "人",
      ...exclude,
    }),
  source: Sources.optional(),
});
export type Exclusions = z.infer<typeof Exclusions>;
