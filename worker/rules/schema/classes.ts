import * as z from "zod";
import type { Duration as Span } from "../../time/duration.ts";
import type { Target } from "./acts.ts";
import { Duration, Key, keyed, keyOf, Name, Remark } from "./terms.ts";
import { collectionNames } from "./words.ts";

/** How soon something is to be dealt with: chosen when it is accepted, or brought along by its category. */
const Urgency = z.strictObject({
  key: Key.meta({ acts: ["matter.accept"] }),
  name: Name.meta({ description: "如：急办、一般", acts: ["matter.accept"] }),
  hint: Remark.optional().meta({
    title: "哪些事项属于这一类",
    description: "受理时显示给办理人员",
    acts: ["matter.accept"],
  }),
});
export type Urgency = z.infer<typeof Urgency>;

export const Urgencies = keyed(Urgency, 10)
  .optional()
  .meta({ title: collectionNames.urgency, description: "不设则不分紧急程度" });

/** What a limit of its own is for: matters of a category with all below it, of an urgency, or both. */
export interface ClassLimit {
  category?: string | undefined;
  urgency?: string | undefined;
  limit: Span;
}

/** Limits by class of matter beside a plain one; the most specific counts. */
export function classLimits(acts: readonly Target[]) {
  const row = z
    .strictObject({
      category: keyOf("category").optional().meta({ title: collectionNames.category, acts }),
      urgency: keyOf("urgency").optional().meta({ title: collectionNames.urgency, acts }),
      limit: Duration.meta({ title: "时限", acts }),
    })
    .refine(({ category, urgency }) => category || urgency, "类别和紧急程度至少填一项");
  return z.array(row).max(60).superRefine(classesOnce).optional().meta({
    title: "分类时限",
    description:
      "替代上面的时限；类别包含其下各级。符合几条的按最具体的一条：类别和紧急程度都写明的优先，其次写明类别的（下级类别优先），再次写明紧急程度的",
  });
}

function classesOnce(rows: readonly ClassLimit[], context: z.RefinementCtx): void {
  const seen = new Set<string>();
  for (const [index, { category = "", urgency = "" }] of rows.entries()) {
    const one = `${category} ${urgency}`;
    if (seen.has(one)) context.addIssue({ code: "custom", path: [index], message: "这一类已经有时限" });
    seen.add(one);
  }
}

/** Within what a matter must be accepted that comes to a level. */
export const AcceptWithin = Duration.optional().meta({
  title: "受理时限",
  description: "自转到本级起算，按办公时间；受理、不予受理、上报或办理即止，不设则不单独计算",
  acts: ["matter.clock.acceptance"],
});
