import { promisedBy } from "../../rules/document/promised.ts";
import type { Context } from "../kernel/context.ts";
import { inForce, rulesAt } from "./county.ts";

/** What the rules in force promise to whoever reports something now. */
export async function promised(ctx: Context) {
  const { found } = await ctx.db.read({ found: rulesAt(ctx.db.orm, ctx.now) });
  const { version, rules } = inForce(found);
  return { version, effectiveFrom: found[0]?.effectiveFrom ?? ctx.now, ...promisedBy(rules) };
}

export type PromisedNow = Awaited<ReturnType<typeof promised>>;
