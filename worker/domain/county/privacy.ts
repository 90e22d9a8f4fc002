import type * as z from "zod";
import type { Context } from "../kernel/context.ts";
import { keptFor } from "../kernel/kept-for.ts";
import type { ReportWithPhotos } from "../matters/report.ts";
import { inForce, rulesAt } from "./county.ts";

/** What a report keeps, as residents call it: what a form takes and isn't named here doesn't compile. */
const asked: Readonly<Record<keyof z.output<typeof ReportWithPhotos>, string>> = {
  category: "事项类别",
  body: "情况说明",
  orgUnitId: "所在社区或网格",
  place: "具体位置",
  reporterName: "称呼（可以不填）",
  reporterPhone: "联系电话",
  photos: "照片（可以不附）",
};

/** What is kept of whoever reports something now, by the rules in force. */
export async function privacy(ctx: Context) {
  const { found } = await ctx.db.read({ found: rulesAt(ctx.db.orm, ctx.now) });
  const { anonymous, contactsFor = null } = inForce(found).rules.intake;
  return {
    asked: Object.values({ ...asked, reporterPhone: `联系电话（${anonymous ? "可以不填" : "必填"}）` }),
    /** From the matter's end on; null: as long as the matter. */
    contactsFor,
    /** How long a sent form is remembered, so that it counts once; in milliseconds. */
    sentFor: keptFor.answers,
  };
}

export type Privacy = Awaited<ReturnType<typeof privacy>>;
