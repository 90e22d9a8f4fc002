import * as z from "zod";
import { classLimits } from "./classes.ts";
import { Duration, distinct, Name, Sources } from "./terms.ts";

const returns = { acts: ["assignment.return"] as const };

/** A unit that was wrongly given a part gives it back; who answers, and who has the last word. */
const Returns = z.strictObject({
  reasons: distinct(Name, 20)
    .min(1)
    .meta({ title: "退回的理由", description: "退回须选其中一项，如：不属于本单位职责", ...returns }),
  within: Duration.meta({
    title: "提出退回的时限",
    description: "自派单起算；不同意退回的，自答复起重新起算",
    ...returns,
  }),
  answer: Duration.meta({
    title: "答复退回的时限",
    description: "自提出退回起算，承办时限照常计时",
    acts: ["assignment.clock.return"],
  }),
  times: z
    .int()
    .min(1)
    .max(5)
    .meta({
      title: "由派单单位答复的次数",
      description: "同一单位再次退回的，由上一级裁定，裁定后不能再退",
      unit: "次",
      ...returns,
    }),
});

/** How several units deal with a matter, one of them leading: by when each must answer. */
export const Dispatch = z.strictObject({
  within: Duration.meta({
    title: "承办时限",
    description: "自派单起算，主办、协办单位各自计算",
    acts: ["assignment.clock.answer"],
  }),
  limits: classLimits(["assignment.clock.answer"]),
  returns: Returns.optional().meta({ title: "退回", description: "不设则不得退回" }),
  source: Sources.optional(),
});
export type Dispatch = z.infer<typeof Dispatch>;
