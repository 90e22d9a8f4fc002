import { asc } from "drizzle-orm";
import type { Database } from "../../db/client.ts";
import { audit } from "../../db/kernel/schema.ts";
import { type AuditRow, sealAudit } from "../../worker/domain/audit/seal.ts";
import { instant } from "../../worker/time/instants.ts";

/** The whole log, oldest first. */
export async function logOf(db: Database): Promise<AuditRow[]> {
  const { rows } = await db.read({ rows: db.orm.select().from(audit).orderBy(asc(audit.seq)) });
  return rows;
}

/** Adds entries that nobody has sealed yet. */
export async function write(db: Database, count: number, action = "desk.view"): Promise<void> {
  const at = instant("2026-11-21T09:00:00.000Z");
  await db.write(
    Array.from({ length: count }, (_, index) =>
      db.orm.insert(audit).values({
        at,
        actorId: `account-${index % 3}`,
        actorName: "张三",
        action,
        subject: `matter:${index}`,
        detail: { index, words: "水管漏水", none: null },
        requestId: `request-${index}`,
      }),
    ),
  );
}

/** Makes the log exactly these rows, as somebody with full access to the database could. */
export async function rewrite(db: Database, rows: readonly AuditRow[]): Promise<void> {
  await db.write([db.orm.delete(audit), ...rows.map((row) => db.orm.insert(audit).values(row))]);
}

/** A sealed log with its anchor. */
export async function sealed(db: Database, count: number) {
  await write(db, count);
  await sealAudit({ db });
  const rows = await logOf(db);
  const last = rows.at(-1);
  return { rows, anchor: `${last?.seq}:${last?.hash}` };
}
