import * as z from "zod";
import { choice, distinct, Key, Name } from "./terms.ts";
import { sourceChannels } from "./words.ts";

/** Residents report, staff register, systems send. */
const acts = ["matter.report", "matter.register", "matter.receive"] as const;

/** Where matters come from, and who brings them. */
export const MatterSource = z.strictObject({
  key: Key.meta({ acts }),
  name: Name.meta({ description: "如：12345热线、网格巡查", acts }),
  channels: distinct(choice(sourceChannels), 3).min(1).meta({
    title: "由谁送来",
    description: "居民在网上提交的，记作第一个由居民自己上报的来源",
    acts,
  }),
});
export type MatterSource = z.infer<typeof MatterSource>;
