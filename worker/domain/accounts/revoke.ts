import * as z from "zod";
import { invitations } from "../../../db/kernel/schema.ts";
import type { Instant } from "../../time/instants.ts";
import { Conflict, NotFound } from "../errors.ts";
import { update } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import { id } from "../kernel/input.ts";
import { scopesOfPath } from "../kernel/rights.ts";
import { theRoot } from "../org/root.ts";
import { invitation as invitationNoun } from "./account.ts";
import { byId, type Invitation } from "./invitations.ts";

/** Takes back a link that nobody has used. */
export const revokeInvitation = command({
  right: invitationNoun.rights.revoke,
  input: z.strictObject({ invitationId: id("邀请") }),
  operation: { resource: "/invitations/{invitationId}/revocation", summary: "撤回邀请" },
  load: (orm, { invitationId }) => ({
    invitation: byId(orm, invitationId),
    root: theRoot(orm),
  }),
  state: ({ invitation: [invitation], root: [root] }) => {
    if (!invitation || !root) throw new NotFound("invitation");
    return { invitation, root };
  },
  scopes: ({ root }) => scopesOfPath(root.path),
  decide: ({ invitation }, _input, { now }) => revoked(invitation, now),
});

/** What taking a link back changes; one that was used has done its work. */
export function revoked(invitation: Invitation, now: Instant) {
  if (invitation.usedAt) throw new Conflict("这个邀请已经被使用，不能再撤回");
  return {
    result: { id: invitation.id },
    on: { noun: invitationNoun.noun, id: invitation.id },
    recordedAs: invitationNoun.rights.revoke,
    rows: [update(invitations, invitation, { revokedAt: now })],
  };
}
