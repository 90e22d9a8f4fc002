import * as z from "zod";
import { Duration, Name, namesOnce, Sources } from "./terms.ts";

const review = { acts: ["matter.review"] as const };

/** One level that looks at a matter again. */
const ReviewInstance = z.strictObject({
  name: Name.meta({ title: "名称", description: "如：复查、复核", ...review }),
  request: Duration.meta({
    title: "申请期限",
    description: "第一次自办结或不予受理起算，以后自上一次答复起算，重新办理的自再次结束起算",
    ...review,
  }),
  answer: Duration.meta({
    title: "答复期限",
    description: "自申请起算，过期不视为维持",
    acts: ["matter.clock.review"],
  }),
});
export type ReviewInstance = z.infer<typeof ReviewInstance>;

/**
 * How often whoever reported a matter may have it looked at again that ended without their agreement, each time one level up:
 * 信访工作条例（2022）第三十五条、第三十六条。
 */
export const Reviews = z.strictObject({
  instances: z
    .array(ReviewInstance)
    .min(1)
    .max(3)
    .superRefine(namesOnce)
    .meta({ title: "复查的次序", description: "每次由再上一级答复，最后一次的答复为最终答复" }),
  source: Sources.optional(),
});
export type Reviews = z.infer<typeof Reviews>;
