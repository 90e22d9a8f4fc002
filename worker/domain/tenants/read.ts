import { and, asc, desc, eq, ne } from "drizzle-orm";
import { hosts, tenants } from "../../../db/catalog/schema.ts";
import type { Builder } from "../../../db/client.ts";
import type { Instant } from "../../time/instants.ts";
import { byId, issuedToken, standingOf } from "../accounts/invitations.ts";
import { NotFound } from "../errors.ts";
import type { Context } from "../kernel/context.ts";
import { adminLinkToken } from "./invite.ts";

/** The counties anybody may know of: those that are ready. */
export async function openCounties(ctx: Context) {
  const { rows } = await ctx.db.read({
    rows: ctx.db.orm
      .select({ slug: tenants.slug, name: tenants.name, sample: tenants.sample })
      .from(tenants)
      .where(eq(tenants.state, "ready"))
      .orderBy(asc(tenants.divisionCode))
      .limit(200),
  });
  return rows;
}

/** For a read batch: all counties with their state. */
const allTenants = (orm: Builder) =>
  orm
    .select({
      slug: tenants.slug,
      name: tenants.name,
      preset: tenants.preset,
      state: tenants.state,
      sample: tenants.sample,
      schemaVersion: tenants.schemaVersion,
      migrationError: tenants.migrationError,
      createdAt: tenants.createdAt,
    })
    .from(tenants)
    .where(ne(tenants.state, "removed"))
    .orderBy(desc(tenants.createdAt))
    .limit(500);

export async function tenantList(ctx: Context) {
  return ctx.db.read({ tenants: allTenants(ctx.db.orm) });
}

/** All counties, for the operator, and an invitation to open one with its link's token, if it can still be used. */
export async function tenantsPage(ctx: Context, invitationId: string | null) {
  const { tenants, found } = await ctx.db.read({
    tenants: allTenants(ctx.db.orm),
    found: byId(ctx.db.orm, invitationId ?? ""),
  });
  const invitation = found.find((row) => row.purpose === "open" && standingOf(row, ctx.now) === "open");
  if (!invitation) return { tenants, invitation: undefined };
  const { name, expiresAt } = invitation;
  return {
    tenants,
    invitation: { name, expiresAt: expiresAt as Instant, token: await issuedToken(ctx, invitation) },
  };
}

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
