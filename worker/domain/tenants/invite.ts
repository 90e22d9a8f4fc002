import * as z from "zod";
import { invitations } from "../../../db/catalog/schema.ts";
import { invitation } from "../accounts/account.ts";
import {
  byId,
  invitationToken,
  issued,
  newInvitation,
  openInvitations,
  pageOfInvitations,
} from "../accounts/invitations.ts";
import { revoked } from "../accounts/revoke.ts";
import { NotFound } from "../errors.ts";
import { insert } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import type { Context } from "../kernel/context.ts";
import { id, line } from "../kernel/input.ts";
import { authorise } from "../kernel/rights.ts";
import type { TenantRow } from "./directory.ts";
import { tenant as tenantNoun } from "./tenant.ts";

/** Invites somebody without an account to open a county. */
export const inviteToOpen = command({
  right: tenantNoun.rights.invite,
  input: z.strictObject({ name: line("受邀人", 30) }),
  load: () => ({}),
  state: () => null,
  scopes: () => [],
  prepare: (_input, ctx) => newInvitation(ctx),
  decide: (_state, { name }, given) => ({
    result: { id: given.prepared.id },
    on: { noun: invitation.noun, id: given.prepared.id },
    rows: [
      insert(invitations, {
        ...issued(given),
        purpose: "open",
        name,
      }),
    ],
  }),
});

/** Takes back a link of the platform, to open a county or to become an operator, that nobody has used. */
export const revokeOpening = command({
  right: tenantNoun.rights.invite,
  input: z.strictObject({ invitationId: id("邀请") }),
  load: (orm, { invitationId }) => ({ invitation: byId(orm, invitationId) }),
  state: ({ invitation: [invitation] }) => {
    if (!invitation) throw new NotFound("invitation");
    return invitation;
  },
  scopes: () => [],
  decide: (invitation, _input, { now }) => revoked(invitation, now),
});

/** Every link of the platform that can still be used, a page at a time. */
export async function openingsPage(ctx: Context, before: string | null) {
  authorise(ctx.actor, tenantNoun.rights.invite, []);
  const { rows } = await ctx.db.read({ rows: openInvitations(ctx.db.orm, ctx.now, before) });
  return pageOfInvitations(rows, ctx.now);
}

/** The link by which a new county's first admin gets in; null once it is used up or there is none. */
export const adminLinkToken = (ctx: Context, tenant: TenantRow): Promise<string> | null =>
  tenant.adminInvitation ? invitationToken({ ...ctx, realm: tenant.slug }, tenant.adminInvitation) : null;
