import * as z from "zod";
import { invitations } from "../../../db/catalog/schema.ts";
import { invitation } from "../accounts/account.ts";
import { expiryOf, invitationToken, newInvitation } from "../accounts/invitations.ts";
import { insert } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import type { Context } from "../kernel/context.ts";
import { line } from "../kernel/input.ts";
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
  decide: (_state, { name }, { now, actor, prepared }) => ({
    result: { id: prepared.id },
    on: { noun: invitation.noun, id: prepared.id },
    rows: [
      insert(invitations, {
        ...prepared,
        purpose: "open",
        name,
        invitedBy: actor.name,
        createdAt: now,
        expiresAt: expiryOf(now),
      }),
    ],
  }),
});

/** The link by which a new county's first admin gets in; null once it is used up or there is none. */
export const adminLinkToken = (ctx: Context, tenant: TenantRow): Promise<string> | null =>
  tenant.adminInvitation ? invitationToken({ ...ctx, realm: tenant.slug }, tenant.adminInvitation) : null;
