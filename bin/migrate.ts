import { catalogMigrations } from "../db/catalog/migrations.ts";
import { migrate } from "../db/migrate.ts";
import { loadBuiltIn } from "../worker/domain/notices/load.ts";
import { type MigrationOutcome, migrateTenants } from "../worker/domain/tenants/migrate.ts";
import { noteLost } from "../worker/domain/tenants/own-row.ts";
import { instant } from "../worker/time/instants.ts";
import { catalogOf, keysFrom, onCatalog } from "./keys.ts";
import { type Renewal, renewKeys } from "./renew.ts";
import type { DatabaseVars } from "./runtime/stack.ts";

export interface Migrated {
  outcomes: MigrationOutcome[];
  /** Tenants that could not be brought up to date; the rest serve. */
  failed: { slug: string; reason: string }[];
  /** What became of a change of keys, where people have to know. */
  told: string[];
}

/**
 * Brings the catalog and then every tenant to the schema of this version; can be interrupted and run again. `missing` are
 * counties whose databases are known to be gone. What the catalog keeps comes under the keys in force first.
 */
export async function migrateEverything(
  vars: DatabaseVars,
  missing: readonly string[] = [],
  renewal: Renewal = { unsigned: false },
): Promise<Migrated> {
  const catalog = catalogOf(vars);
  const now = instant(Date.now());
  await migrate(catalog, catalogMigrations, now);
  await noteLost(catalog, missing);
  const told = await renewKeys(vars, renewal);
  await loadBuiltIn(await onCatalog(vars, "系统"));
  const outcomes = await migrateTenants(await keysFrom(vars), catalog, now);
  const failed = outcomes.flatMap(({ slug, reason }) => (reason === null ? [] : [{ slug, reason }]));
  return { outcomes, failed, told };
}
