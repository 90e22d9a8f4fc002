import { and, asc, desc, eq, gt, lt } from "drizzle-orm";
import { ruleDrafts, ruleSets } from "../../../db/tenant/schema/county.ts";
import { NEVER } from "../county/county.ts";
import type { Context } from "../kernel/context.ts";
import { findVersion, foundVersion } from "./version.ts";

/** For a read batch: versions that are published and not yet in force, the next first. */
export const comingVersions = ({ db: { orm }, now }: Context) =>
  orm
    .select({ number: ruleSets.version, effectiveFrom: ruleSets.effectiveFrom, note: ruleSets.note })
    .from(ruleSets)
    .where(and(gt(ruleSets.effectiveFrom, now), lt(ruleSets.effectiveFrom, NEVER)))
    .orderBy(asc(ruleSets.effectiveFrom));

/** The rules in force, with what is about to change: versions to come, and drafts for whoever may write them. */
export async function rulesOverview(ctx: Context) {
  const { coming, drafts, ...rows } = await ctx.db.read({
    ...findVersion(ctx),
    coming: comingVersions(ctx),
    drafts: ctx.db.orm
      .select({ number: ruleDrafts.number, by: ruleDrafts.changedBy, at: ruleDrafts.changedAt })
      .from(ruleDrafts)
      .where(eq(ruleDrafts.state, "open"))
      .orderBy(desc(ruleDrafts.changedAt))
      .limit(5),
  });
  const version = foundVersion(ctx, rows);
  return { version, coming, drafts: version.mayDraft ? drafts : [] };
}
