import { eq } from "drizzle-orm";
import { tenants } from "../../../db/catalog/schema.ts";
import { type Database, SchemaMissing } from "../../../db/client.ts";
import { county } from "../../../db/tenant/schema/county.ts";
import type { TenantRow } from "./directory.ts";

/** A ready county's database is empty, or is another county's: nothing may be made in it until the right one is back. */
export class CountyMissing extends Error {
  override readonly name = "CountyMissing";
}

/**
 * Opening a county writes its row before the county is ready, so a database without it is a lost one, however healthy.
 * @throws CountyMissing
 */
export async function mustHoldCounty(db: Database, slug: string): Promise<void> {
  const own = db.orm.select({ slug: county.slug }).from(county);
  const { rows } = await db.read({ rows: own }).catch((error: unknown) => {
    if (error instanceof SchemaMissing) return { rows: [] };
    throw error;
  });
  if (rows.length === 0) throw new CountyMissing("数据库不见了，或者是空的，请从备份恢复");
  if (!rows.some((row) => row.slug === slug))
    throw new CountyMissing(`数据库里是另一个县（${rows[0]?.slug}）的数据，请从备份恢复`);
}

/** What the catalog says of such a county: it stands before all of its schema, so its pages answer 503. */
export const lost = (reason: string) => ({ schemaVersion: 0, migrationError: reason });

/** Whether the database is the county's; that it isn't goes on record, where pages and operators see it. */
export async function holdsCounty(catalog: Database, db: Database, slug: string): Promise<boolean> {
  try {
    await mustHoldCounty(db, slug);
    return true;
  } catch (error) {
    if (!(error instanceof CountyMissing)) throw error;
    const { orm } = catalog;
    await catalog.write([orm.update(tenants).set(lost(error.message)).where(eq(tenants.slug, slug))]);
    return false;
  }
}

/** Databases that this isolate has seen to be their county's. A name is never used for another one. */
const proven = new Set<string>();

/** Looks before the first page is answered from a database, and not again: nothing else may ever stand on that page. */
export async function provenToHold(
  catalog: Database,
  db: Database,
  { slug, databaseName }: TenantRow,
): Promise<boolean> {
  if (proven.has(databaseName)) return true;
  if (!(await holdsCounty(catalog, db, slug))) return false;
  proven.add(databaseName);
  return true;
}

/** Notes counties whose databases were found missing; the next migration proves whether they are back. */
export async function noteLost(catalog: Database, slugs: readonly string[]): Promise<void> {
  const missing = lost("数据库文件不见了，请从备份恢复");
  await catalog.write(
    slugs.map((slug) => catalog.orm.update(tenants).set(missing).where(eq(tenants.slug, slug))),
  );
}
