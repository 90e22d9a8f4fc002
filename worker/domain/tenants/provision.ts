import { and, eq, ne } from "drizzle-orm";
import { tenants } from "../../../db/catalog/schema.ts";
import { type Database, openDatabase } from "../../../db/client.ts";
import { migrate } from "../../../db/migrate.ts";
import { tenantMigrations } from "../../../db/tenant/migrations.ts";
import { instant } from "../../time/instants.ts";
import { beginning, signed } from "../audit/anchor.ts";
import { foundCounty } from "../county/found.ts";
import { NotFound, Unavailable } from "../errors.ts";
import type { Context } from "../kernel/context.ts";
import { newToken } from "../kernel/secrets.ts";
import type { TenantRow } from "./directory.ts";
import type { Provisioner } from "./provisioner.ts";

/** Days a tenant's database token lives, and how many must be left before a new one is minted. */
export const tokenDays = { life: 30, renewBelow: 10 };

/** What opening a county needs besides the catalog. */
export interface Building {
  provisioner: Provisioner;
  /** A context in the tenant's own database, acting for whoever opens it. */
  within(tenant: TenantRow, database: Database): Context;
}

/** Another database for each opening, so that a token of a county removed before opens nothing. */
export const newDatabaseName = (slug: string): string =>
  `${slug}-${newToken()
    .replace(/[^a-z0-9]/g, "")
    .slice(0, 6)}`;

/**
 * Brings a registered county to `ready`: database, token, schema, rules, the admin's invitation. Each step may be
 * repeated; a county that is ready already is left as it is.
 */
export async function provisionTenant(ctx: Context, slug: string, building: Building): Promise<TenantRow> {
  const tenant = await tenantBySlug(ctx, slug);
  if (tenant.state === "ready") return tenant;
  const { provisioner } = building;
  try {
    const { url } = await provisioner.create(tenant.databaseName, tenant.databaseUrl);
    const { token, expiresAt } = await provisioner.mintToken(tenant.databaseName, tokenDays.life);
    const database = openDatabase(provisioner.address(tenant.databaseName, url, token), ctx.db.meter);
    const schemaVersion = await migrate(database, tenantMigrations, ctx.now);
    const { adminInvitation } = await foundCounty(building.within(tenant, database), tenant);
    await record(ctx, tenant, {
      state: "ready",
      databaseUrl: url,
      tokenCipher: await ctx.secrets.seal(token, `token ${slug}`),
      tokenExpiresAt: instant(expiresAt),
      schemaVersion,
      adminInvitation,
      auditHead: await signed((await ctx.secrets.sealers(slug))[0], beginning),
      migrationError: null,
    });
  } catch (error) {
    await giveUp(ctx, tenant, provisioner, error);
    throw error;
  }
  const opened = await tenantBySlug(ctx, slug);
  if (opened.state !== "ready") throw new Unavailable(`another try to open ${slug} failed and cleaned up`);
  return opened;
}

export async function tenantBySlug(ctx: Context, slug: string): Promise<TenantRow> {
  const { found } = await ctx.db.read({
    found: ctx.db.orm.select().from(tenants).where(eq(tenants.slug, slug)),
  });
  if (!found[0] || found[0].state === "removed") throw new NotFound("tenant");
  return found[0];
}

/**
 * Cleans up unless somebody has made the county ready meanwhile. The county gets another database name first, so
 * that the removal can't meet the database of a try that runs at the same time or comes next.
 */
async function giveUp(
  ctx: Context,
  tenant: TenantRow,
  provisioner: Provisioner,
  error: unknown,
): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error);
  const databaseName = newDatabaseName(tenant.slug);
  await record(ctx, tenant, { state: "failed", migrationError: reason, databaseName });
  const after = await tenantBySlug(ctx, tenant.slug);
  if (after.databaseName !== tenant.databaseName)
    await provisioner.destroy(tenant.databaseName, tenant.databaseUrl);
}

/** Only while the county still waits for this database. */
async function record(
  ctx: Context,
  { slug, databaseName }: TenantRow,
  set: Partial<TenantRow>,
): Promise<void> {
  const waiting = and(
    eq(tenants.slug, slug),
    eq(tenants.databaseName, databaseName),
    ne(tenants.state, "ready"),
    ne(tenants.state, "removed"),
  );
  await ctx.db.write([ctx.db.orm.update(tenants).set(set).where(waiting)]);
}
