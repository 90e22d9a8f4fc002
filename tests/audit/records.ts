import { asc, sql } from "drizzle-orm";
import type { Database } from "../../db/client.ts";
import { audit } from "../../db/kernel/schema.ts";
import { anchorIn } from "../../worker/domain/audit/anchor.ts";
import type { AuditRow } from "../../worker/domain/audit/chain.ts";
import { sealAudit } from "../../worker/domain/audit/seal.ts";
import { type AuditReport, type Kept, verifyAudit } from "../../worker/domain/audit/verify.ts";
import { instant } from "../../worker/time/instants.ts";
import type { County } from "../support/county.ts";

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
  const last = rows.at(-1)?.seq ?? 0;
  await db.write([
    db.orm.delete(audit),
    ...rows.map((row) => db.orm.insert(audit).values(row)),
    db.orm.run(sql`UPDATE sqlite_sequence SET seq = ${last} WHERE name = 'audit'`),
  ]);
}

/** Where the product keeps the anchor of a county's log, and what it says. */
export async function anchorOf({ slug, as }: County): Promise<Kept> {
  const { anchors, secrets } = as("admin");
  const text = await anchors(slug).read();
  const anchor = text === null ? null : await anchorIn(text, await secrets.sealers(slug));
  if (!anchor) throw new Error(`no anchor of ${slug}: ${text}`);
  return { ...anchor, where: "目录库" };
}

/** Seals as the product does, behind each write and in its jobs. */
export const seal = (county: County): Promise<void> => sealAudit(county.as("admin"));

/** Recomputes a county's chain under the county's own keys. */
export const verify = async ({ slug, db, as }: County, anchors: Kept[]): Promise<AuditReport> =>
  verifyAudit(db, await as("admin").secrets.sealers(slug), anchors);

/** A sealed log with its anchor. */
export async function sealed(county: County, count: number) {
  await write(county.db, count);
  await seal(county);
  return { rows: await logOf(county.db), anchor: await anchorOf(county) };
}
