import { asc, ne } from "drizzle-orm";
import { tenants } from "../../db/catalog/schema.ts";
import { tenantMigrations } from "../../db/tenant/migrations.ts";
import type { C } from "./app-env.ts";
import { catalogOf } from "./tenant.ts";

/**
 * The state of catalog and tenants. 503 only when the catalog is away: one county in need of care (`degraded`) must not
 * take the others out of a load balancer.
 */
export async function health(c: C) {
  const db = catalogOf(c);
  const columns = {
    slug: tenants.slug,
    state: tenants.state,
    schemaVersion: tenants.schemaVersion,
    migrationError: tenants.migrationError,
  };
  const rows = db.orm
    .select(columns)
    .from(tenants)
    .where(ne(tenants.state, "removed"))
    .orderBy(asc(tenants.slug))
    .limit(2000);
  const known = await db.read({ rows }).catch(() => null);
  if (!known)
    return c.json({ status: "down", catalog: "unreachable", tenants: [] }, 503, { "retry-after": "30" });

  const wanted = tenantMigrations.length;
  const list = known.rows.map(({ slug, state, schemaVersion, migrationError }) => ({
    slug,
    state,
    schemaVersion,
    current: schemaVersion === wanted && migrationError === null,
  }));
  const well = list.every(({ state, current }) => state === "ready" && current);
  return c.json({ status: well ? "ok" : "degraded", catalog: "ok", schemaVersion: wanted, tenants: list });
}
