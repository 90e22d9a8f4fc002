import { desc, lt } from "drizzle-orm";
import { audit } from "../../../db/kernel/schema.ts";
import type { Context } from "../kernel/context.ts";

const pageSize = 50;

/** One page of the audit log, newest first, from a row number down. */
export async function auditPage(ctx: Context, before: number | null) {
  const { rows } = await ctx.db.read({
    rows: ctx.db.orm
      .select()
      .from(audit)
      .where(before === null ? undefined : lt(audit.seq, before))
      .orderBy(desc(audit.seq))
      .limit(pageSize + 1),
  });
  const entries = rows.slice(0, pageSize).map(({ seq, at, actorName, action, subject, hash }) => ({
    seq,
    at,
    actorName,
    action,
    subject,
    sealed: hash !== null,
  }));
  return { entries, next: rows.length > pageSize ? (entries.at(-1)?.seq ?? null) : null };
}
