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
  const chain: Chain = { seq: 0, previous: genesis, rows: 0, sealed: 0, unsealedFrom: null };
  const [anchorSeq = "", anchorHash = ""] = anchor?.split(":") ?? [];
  for (let full = true; full; ) {
    const page = db.orm
      .select()
      .from(audit)
      .where(gt(audit.seq, chain.seq))
      .orderBy(asc(audit.seq))
      .limit(500);
    const { rows } = await db.read({ rows: page });
    for (const row of rows) {
      const fault = await next(chain, row, { seq: Number(anchorSeq), hash: anchorHash });
      if (fault) return reportOf(chain, fault);
    }
    full = rows.length === 500;
  }
  const cut = anchor && Number(anchorSeq) > chain.seq;
  return reportOf(chain, cut ? { brokenAt: chain.seq + 1, reason: "末尾的记录被删除" } : undefined);
}

/** How far the chain was followed. */
interface Chain {
  seq: number;
  /** The hash of the last sealed row. */
  previous: string;
  rows: number;
  sealed: number;
  /** The first row that isn't sealed yet; none behind it may be. */
  unsealedFrom: number | null;
}

type Fault = { brokenAt: number; reason: string };

/** Takes in the next row; what is wrong with it, if anything is. */
async function next(
  chain: Chain,
  row: AuditRow,
  anchor: { seq: number; hash: string },
): Promise<Fault | undefined> {
  chain.rows += 1;
  if (row.seq !== chain.seq + 1) return { brokenAt: chain.seq + 1, reason: "这一行不见了" };
  chain.seq = row.seq;
  const anchored = row.seq === anchor.seq;
  if (row.hash === null) chain.unsealedFrom ??= row.seq;
  if (chain.unsealedFrom !== null && (row.hash !== null || anchored)) {
    return { brokenAt: chain.unsealedFrom, reason: "封存的散列被抹去" };
  }
  if (row.hash === null) return undefined;
  if (row.hash !== (await auditHash(chain.previous, row))) {
    return { brokenAt: row.seq, reason: "内容与封存时不同" };
  }
  if (anchored && row.hash !== anchor.hash) return { brokenAt: row.seq, reason: "与目录库中的锚点不同" };
  chain.sealed += 1;
  chain.previous = row.hash;
  return undefined;
}

function reportOf({ rows, sealed, previous }: Chain, fault?: Fault): AuditReport {
  const head = sealed > 0 ? `${sealed}:${previous}` : null;
  return { rows, sealed, head, brokenAt: fault?.brokenAt ?? null, reason: fault?.reason ?? null };
}
