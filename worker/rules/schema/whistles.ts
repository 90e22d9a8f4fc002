import * as z from "zod";
import { Members } from "./organisation.ts";
import { choice, DayOfMonth, Duration, distinct, Key, keyOf, Name, Sources } from "./terms.ts";
import { responders, whistleStages } from "./words.ts";

export type WhistleStage = keyof typeof whistleStages;

const stage = (name: WhistleStage) =>
  Duration.optional().meta({ title: whistleStages[name], acts: ["whistle.clock"] });

const stages = {
  sign: stage("sign"),
  contact: stage("contact"),
  reportIn: stage("reportIn"),
  done: stage("done"),
} satisfies Record<WhistleStage, z.ZodType>;

/** One stage after another: of those in the same unit none may be shorter than an earlier one. */
const WhistleClocks = z
  .strictObject(stages)
  .refine((clocks) => Object.values(clocks).some(Boolean), "至少要有一步")
  .superRefine((clocks, context) => {
    const longest = new Map<string, number>();
    for (const stage of Object.keys(stages) as WhistleStage[]) {
      for (const [unit, amount] of Object.entries(clocks[stage] ?? {}) as [string, number][]) {
        const before = longest.get(unit) ?? 0;
        if (amount < before) {
          context.addIssue({ code: "custom", path: [stage], message: "不能短于前面各步的时限" });
        }
        longest.set(unit, Math.max(before, amount));
      }
    }
  });

/** A street's or grid's summons. Every clock starts when the whistle blows; a stage without one isn't asked for. */
export const Whistle = z.strictObject({
  key: Key.meta({ acts: ["whistle.blow"] }),
  name: Name.meta({ acts: ["whistle.page"] }),
  from: keyOf("level").meta({ title: "吹哨层级", acts: ["whistle.blow"] }),
  blownBy: distinct(Members, 10)
    .optional()
    .meta({ title: "由谁吹哨", description: "不填为该层级负责人", acts: ["whistle.blow"] }),
  occasions: distinct(Name, 20)
    .optional()
    .meta({ title: "适用情形", description: "不填为不限", acts: ["whistle.blow"] }),
  responders: choice(responders).meta({ title: "报到方", acts: ["whistle.blow"] }),
  clocks: WhistleClocks.meta({ title: "各步时限", description: "均自吹哨起算，不填的一步不要求" }),
  mostPerMonth: z
    .int()
    .min(1)
    .max(1000)
    .optional()
    .meta({
      title: "每月次数上限",
      description: "每个吹哨单位分别计算，空白为不限",
      unit: "次",
      acts: ["whistle.blow"],
    }),
  filing: z
    .strictObject({
      byDay: DayOfMonth.meta({ title: "次月报备日", acts: ["filing.clock"] }),
      to: Name.meta({ title: "报备对象", acts: ["filing.page"] }),
      nameAbsent: z.boolean().meta({ title: "未报到单位通报", acts: ["filing.page"] }),
    })
    .optional()
    .meta({ title: "按月报备" }),
  source: Sources.optional(),
});
export type Whistle = z.infer<typeof Whistle>;
