import { desc, lt } from "drizzle-orm";
import { audit } from "../../../db/kernel/schema.ts";
import { countyNoun } from "../county/rights.ts";
import type { Context } from "../kernel/context.ts";
import { authorise, scopesOfPath } from "../kernel/rights.ts";
import { actionWord, subjectOf } from "../nouns.ts";
import { theRoot } from "../org/root.ts";

const pageSize = 50;

/** One page of the audit log, newest first, from a row number down. The log speaks of the whole county. */
export async function auditPage(ctx: Context, before: number | null) {
  const { rows, root } = await ctx.db.read({
    root: theRoot(ctx.db.orm),
    rows: ctx.db.orm
      .select()
      .from(audit)
      .where(before === null ? undefined : lt(audit.seq, before))
      .orderBy(desc(audit.seq))
      .limit(pageSize + 1),
  });
  authorise(ctx.actor, countyNoun.rights.viewAudit, scopesOfPath(root[0]?.path ?? ""));
  const entries = rows.slice(0, pageSize).map(({ seq, at, actorName, action, subject, hash }) => ({
    seq,
    at,
    actorName,
    action,
    said: actionWord(action),
    subject,
    about: subjectOf(subject),
    sealed: hash !== null,
  }));
  return { entries, next: rows.length > pageSize ? (entries.at(-1)?.seq ?? null) : null };
}
