import { ne, sql } from "drizzle-orm";
import { tenants } from "../../db/catalog/schema.ts";
import { tenantMigrations } from "../../db/tenant/migrations.ts";
import type { C } from "./app-env.ts";
import { catalogOf } from "./tenant.ts";

/**
 * The state of catalog and counties, without their names: anybody may ask, and operators have `GET /api/v1/tenants`.
 * 503 only when the catalog is away: one county in need of care (`degraded`) must not take the others out of a load
 * balancer.
 */
export async function health(c: C) {
  const schemaVersion = tenantMigrations.length;
  const { state, schemaVersion: version, needsCare } = tenants;
  const well = sql`${state} = 'ready' and ${version} = ${schemaVersion} and not ${needsCare}`;
  const { orm, read } = catalogOf(c);
  const counted = orm
    .select({ all: sql<number>`count(*)`, well: sql<number>`count(*) filter (where ${well})` })
    .from(tenants)
    .where(ne(state, "removed"));
  const known = await read({ counted }).catch(() => null);
  if (!known) return c.json({ status: "down", catalog: "unreachable" }, 503, { "retry-after": "30" });
  const counties = known.counted[0] ?? { all: 0, well: 0 };
  const status = counties.well === counties.all ? "ok" : "degraded";
  return c.json({ status, catalog: "ok", schemaVersion, counties });
}
