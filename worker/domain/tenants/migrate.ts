import { eq } from "drizzle-orm";
import { tenants } from "../../../db/catalog/schema.ts";
import type { Database } from "../../../db/client.ts";
import { migrate } from "../../../db/migrate.ts";
import { tenantMigrations } from "../../../db/tenant/migrations.ts";
import type { Instant } from "../../time/instants.ts";
import { type Keys, renewToken, tenantDatabase } from "./access.ts";
import type { TenantRow } from "./directory.ts";
import { CountyMissing, lost, mustHoldCounty } from "./own-row.ts";

/** How one tenant's migration went; `reason` when it failed. */
export interface MigrationOutcome {
  slug: string;
  schemaVersion: number;
  reason: string | null;
}

/** The tenants that have a database. */
export async function readyTenants(catalog: Database): Promise<TenantRow[]> {
  const { rows } = await catalog.read({
    rows: catalog.orm.select().from(tenants).where(eq(tenants.state, "ready")).orderBy(tenants.slug),
  });
  return rows;
}

/** Brings all tenants to this version's schema, one by one; one that fails is recorded and stops no other. */
export async function migrateTenants(
  keys: Keys,
  catalog: Database,
  now: Instant,
): Promise<MigrationOutcome[]> {
  const outcomes: MigrationOutcome[] = [];
  for (const tenant of await readyTenants(catalog))
    outcomes.push(await migrateTenant(keys, catalog, tenant, now));
  return outcomes;
}

/** Brings one tenant to this version's schema and records how that went. Can be interrupted and run again. */
export async function migrateTenant(
  keys: Keys,
  catalog: Database,
  tenant: TenantRow,
  now: Instant,
): Promise<MigrationOutcome> {
  const { slug } = tenant;
  try {
    await renewToken(keys, catalog, tenant, Date.parse(now));
    const db = await tenantDatabase(keys, await fresh(catalog, tenant));
    await mustHoldCounty(db, slug);
    const schemaVersion = await migrate(db, tenantMigrations, now);
    await record(catalog, slug, { schemaVersion, migrationError: null });
    return { slug, schemaVersion, reason: null };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const missing = error instanceof CountyMissing;
    await record(catalog, slug, missing ? lost(reason) : { migrationError: reason });
    return { slug, schemaVersion: missing ? 0 : tenant.schemaVersion, reason };
  }
}

async function fresh(catalog: Database, tenant: TenantRow): Promise<TenantRow> {
  const { rows } = await catalog.read({
    rows: catalog.orm.select().from(tenants).where(eq(tenants.slug, tenant.slug)),
  });
  return rows[0] ?? tenant;
}

async function record(catalog: Database, slug: string, set: Partial<TenantRow>): Promise<void> {
  await catalog.write([catalog.orm.update(tenants).set(set).where(eq(tenants.slug, slug))]);
}
