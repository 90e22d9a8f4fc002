import { and, eq, isNull } from "drizzle-orm";
import * as z from "zod";
import { tenants } from "../../../db/catalog/schema.ts";
import { invitations } from "../../../db/kernel/schema.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { account, invitation } from "../accounts/account.ts";
import { issued, newInvitation } from "../accounts/invitations.ts";
import { linkListing } from "../accounts/listing.ts";
import { NotFound } from "../errors.ts";
import { insert, updateWhere } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import type { Context } from "../kernel/context.ts";
import { line } from "../kernel/input.ts";
import { list } from "../kernel/listings.ts";
import { type Keys, tenantDatabase } from "./access.ts";
import type { TenantRow } from "./directory.ts";
import { dueAtOnce } from "./due.ts";
import { tenant as tenantNoun } from "./tenant.ts";

/**
 * Gives a county another admin's link: when the first was never used in time, or nobody who could invite is left. The
 * catalog shows it to operators until it is used; the one it replaces no longer works.
 */
export async function renewAdminLink(ctx: Context, keys: Keys, tenant: TenantRow): Promise<void> {
  const db = await tenantDatabase(keys, tenant, ctx.db.meter);
  const { id } = await inviteAdmin(
    { ...ctx, db, realm: tenant.slug },
    {
      name: tenant.adminName,
      replacing: tenant.adminInvitation ?? "",
    },
  );
  const shown = ctx.db.orm
    .update(tenants)
    .set({ adminInvitation: id, ...dueAtOnce })
    .where(eq(tenants.slug, tenant.slug));
  await ctx.db.write([shown]);
}

const inviteAdmin = command({
  right: tenantNoun.rights.admit,
  input: z.strictObject({ name: line("管理员姓名", 30), replacing: z.string() }),
  load: (orm) => ({ root: orm.select().from(orgUnits).where(isNull(orgUnits.parentId)) }),
  state: ({ root: [root] }) => {
    if (!root) throw new NotFound("org unit");
    return root;
  },
  scopes: () => [],
  prepare: (_input, ctx) => newInvitation(ctx),
  decide: (root, { name, replacing }, given) => {
    const link = {
      ...issued(given),
      purpose: "join" as const,
      name,
      role: "county_admin",
      scopeKind: "org" as const,
      scopeId: root.id,
      scopeName: root.name,
    };
    return {
      result: { id: link.id },
      on: { noun: invitation.noun, id: link.id },
      recordedAs: account.rights.invite,
      detail: { role: "county_admin", scope: root.name },
      rows: [
        updateWhere(invitations, and(eq(invitations.id, replacing), isNull(invitations.usedAt)), {
          revokedAt: given.now,
        }),
        insert(invitations, link),
        ...list(linkListing(link, root.path)),
      ],
    };
  },
});
