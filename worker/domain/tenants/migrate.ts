import { and, eq, isNotNull, lt, lte, or } from "drizzle-orm";
import { tenants } from "../../../db/catalog/schema.ts";
import type { Database } from "../../../db/client.ts";
import { migrate } from "../../../db/migrate.ts";
import { tenantMigrations } from "../../../db/tenant/migrations.ts";
import type { Instant } from "../../time/instants.ts";
import { countMissing } from "../figures/missing.ts";
import { several } from "../kernel/several.ts";
import { listMissing } from "../lists/missing.ts";
import { type Keys, renewToken, tenantDatabase } from "./access.ts";
import type { TenantRow } from "./directory.ts";
import { dueAtOnce } from "./due.ts";
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

/** A ready tenant without all of this version's schema, or whose last migration failed. */
export const isBehind = ({ schemaVersion, migrationError }: TenantRow): boolean =>
  schemaVersion < tenantMigrations.length || migrationError !== null;

/** Those among them that must be looked at before they can serve, also because their token has ended. */
async function waiting(catalog: Database, now: Instant): Promise<TenantRow[]> {
  const behind = or(
    lt(tenants.schemaVersion, tenantMigrations.length),
    isNotNull(tenants.migrationError),
    lte(tenants.tokenExpiresAt, now),
  );
  const { rows } = await catalog.read({
    rows: catalog.orm
      .select()
      .from(tenants)
      .where(and(eq(tenants.state, "ready"), behind))
      .orderBy(tenants.slug),
  });
  return rows;
}

/** How many databases are worked on at once: the server's and the catalog's turns are for visitors, too. */
const atOnce = 8;

/**
 * Brings the tenants that aren't there yet to this version's schema, several at a time; one that fails is recorded and
 * stops no other. The others are taken at the catalog's word: that a database holds what the catalog says is looked at
 * with the first page of a county, by its upkeep, and by `npm run doctor`.
 */
export async function migrateTenants(
  keys: Keys,
  catalog: Database,
  now: Instant,
): Promise<MigrationOutcome[]> {
  return several(await waiting(catalog, now), atOnce, (tenant) => migrateTenant(keys, catalog, tenant, now));
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
    await listMissing(db);
    await countMissing(db);
    await record(catalog, slug, { schemaVersion, migrationError: null });
    return { slug, schemaVersion, reason: null };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const missing = error instanceof CountyMissing;
    await record(catalog, slug, missing ? lost(reason) : { migrationError: reason, ...dueAtOnce });
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
