import { and, asc, eq, ne } from "drizzle-orm";
import { hosts, tenants } from "../../../db/catalog/schema.ts";
import { NotFound } from "../errors.ts";
import type { Context } from "../kernel/context.ts";
import { adminLinkToken } from "./invite.ts";

/** One county with its hostnames and, while it is unused, its first admin's link token. */
export async function tenantPage(ctx: Context, slug: string) {
  const { found, mapped } = await ctx.db.read({
    found: ctx.db.orm
      .select()
      .from(tenants)
      .where(and(eq(tenants.slug, slug), ne(tenants.state, "removed"))),
    mapped: ctx.db.orm
      .select({ host: hosts.host, createdAt: hosts.createdAt })
      .from(hosts)
      .where(eq(hosts.slug, slug)),
  });
  const [tenant] = found;
  if (!tenant) throw new NotFound("tenant");
  return { ...tenant, hosts: mapped, adminToken: await adminLinkToken(ctx, tenant) };
}

/** The counties that hold sample data, with what would be deleted along with them. */
export async function sampleTenants(ctx: Context) {
  const { rows } = await ctx.db.read({
    rows: ctx.db.orm
      .select({ slug: tenants.slug, name: tenants.name, databaseName: tenants.databaseName })
      .from(tenants)
      .where(and(eq(tenants.sample, true), ne(tenants.state, "removed")))
      .orderBy(asc(tenants.slug)),
  });
  return rows;
}
