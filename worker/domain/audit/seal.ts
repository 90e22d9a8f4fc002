import { and, asc, desc, eq, gt, isNotNull, isNull } from "drizzle-orm";
import type { Builder, Database } from "../../../db/client.ts";
import { audit } from "../../../db/kernel/schema.ts";
import { sha256 } from "../kernel/secrets.ts";

export type AuditRow = typeof audit.$inferSelect;

/** Before the first row. */
export const genesis = "0".repeat(64);

/** The hash that binds a row to all rows before it. */
export function auditHash(previous: string, row: AuditRow): Promise<string> {
  const { seq, at, actorId, actorName, action, subject, detail, requestId } = row;
  return sha256(JSON.stringify([previous, seq, at, actorId, actorName, action, subject, detail, requestId]));
}

/** How many rows one sealing takes on. */
const span = 200;

/**
 * Hashes the rows that have none, in order. Safe to run at any time and at the same time: the hash depends only on
 * what stands there, so all who seal write the same.
 */
export async function sealAudit({ db }: { db: Database }): Promise<void> {
  for (;;) {
    const { last, open } = await db.read({ last: lastSealed(db.orm), open: unsealed(db.orm) });
    let previous = last[0]?.hash ?? genesis;
    const seals = [];
    for (const row of open) {
      previous = await auditHash(previous, row);
      seals.push(
        db.orm
          .update(audit)
          .set({ hash: previous })
          .where(and(eq(audit.seq, row.seq), isNull(audit.hash))),
      );
    }
    await db.write(seals);
    if (open.length < span) return;
  }
}

const lastSealed = (orm: Builder) =>
  orm.select().from(audit).where(isNotNull(audit.hash)).orderBy(desc(audit.seq)).limit(1);

const unsealed = (orm: Builder) =>
  orm.select().from(audit).where(isNull(audit.hash)).orderBy(asc(audit.seq)).limit(span);

/** Whether the row that an anchor (`<seq>:<hash>`) names still stands as it was anchored. */
export async function anchorHolds(db: Database, anchor: string): Promise<boolean> {
  const [seq = "", hash = ""] = anchor.split(":");
  const { rows } = await db.read({
    rows: db.orm
      .select()
      .from(audit)
      .where(eq(audit.seq, Number(seq))),
  });
  return rows[0]?.hash === hash;
}

/** What a check of the chain found. `brokenAt` is the first row that isn't what was sealed, or is missing. */
export interface AuditReport {
  rows: number;
  sealed: number;
  brokenAt: number | null;
  reason: string | null;
  head: string | null;
}

/**
 * Recomputes the whole chain. `anchor` (`<seq>:<hash>`, kept in the catalog) shows rows cut off at the end; null when
 * none was kept yet.
 */
export async function verifyAudit(db: Database, anchor: string | null): Promise<AuditReport> {
  const report: AuditReport = { rows: 0, sealed: 0, brokenAt: null, reason: null, head: null };
  const [anchorSeq = "", anchorHash = ""] = anchor?.split(":") ?? [];
  let previous = genesis;
  let seq = 0;
  let unsealedFrom: number | null = null;
  for (;;) {
    const page = db.orm.select().from(audit).where(gt(audit.seq, seq)).orderBy(asc(audit.seq)).limit(500);
    const { rows } = await db.read({ rows: page });
    for (const row of rows) {
      report.rows += 1;
      if (row.seq !== seq + 1) return broken(report, seq + 1, "这一行不见了");
      seq = row.seq;
      if (row.hash === null) {
        unsealedFrom ??= seq;
        if (String(seq) === anchorSeq) return broken(report, unsealedFrom, "封存的散列被抹去");
        continue;
      }
      if (unsealedFrom !== null) return broken(report, unsealedFrom, "封存的散列被抹去");
      if (row.hash !== (await auditHash(previous, row))) return broken(report, seq, "内容与封存时不同");
      if (String(seq) === anchorSeq && row.hash !== anchorHash)
        return broken(report, seq, "与目录库中的锚点不同");
      report.sealed += 1;
      previous = row.hash;
      report.head = `${seq}:${row.hash}`;
    }
    if (rows.length < 500) break;
  }
  if (anchor && Number(anchorSeq) > seq) return broken(report, seq + 1, "末尾的记录被删除");
  return report;
}

function broken(report: AuditReport, brokenAt: number, reason: string): AuditReport {
  return { ...report, brokenAt, reason };
}
