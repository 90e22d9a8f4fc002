import { eq } from "drizzle-orm";
import * as z from "zod";
import { accounts, invitations } from "../../../db/kernel/schema.ts";
import { Conflict, NotFound } from "../errors.ts";
import { insert } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import type { Context } from "../kernel/context.ts";
import { id, line } from "../kernel/input.ts";
import { list } from "../kernel/listings.ts";
import { authorise, scopesOfPath } from "../kernel/rights.ts";
import { stayOpen } from "../org/left.ts";
import { theRoot } from "../org/root.ts";
import { account as accountNoun, invitation as invitationNoun } from "./account.ts";
import { byId, issued, issuedToken, newInvitation, standingOf } from "./invitations.ts";
import { linkListing } from "./listing.ts";
import { mustFit, postFields, scopeCalled, scopeFrom } from "./post.ts";

export const InvitePerson = z.strictObject({ name: line("姓名", 30), ...postFields });

/** Invites a person to a role in a scope; the link works once, for seven days. */
export const invitePerson = command({
  right: accountNoun.rights.invite,
  input: InvitePerson,
  load: (orm, { scope }, { now }) => scopeCalled(orm, scope, now),
  state: (read) => scopeFrom(read),
  scopes: ({ path }) => scopesOfPath(path),
  prepare: (_input, ctx) => newInvitation(ctx),
  decide: (scope, { name, role }, given) => {
    mustFit(scope, role);
    const link = {
      ...issued(given),
      purpose: "join" as const,
      name,
      role,
      scopeKind: scope.kind,
      scopeId: scope.id,
      scopeName: scope.name,
    };
    return {
      result: { id: link.id },
      on: { noun: invitationNoun.noun, id: link.id },
      detail: { role, scope: scope.name },
      rows: [stayOpen(scope.id), insert(invitations, link), ...list(linkListing(link, scope.path))],
    };
  },
});

/** Invites the owner of an account to set a new password. */
export const inviteToReset = command({
  right: accountNoun.rights.reset,
  input: z.strictObject({ accountId: id("人员") }),
  load: (orm, { accountId }) => ({
    account: orm.select().from(accounts).where(eq(accounts.id, accountId)),
    root: theRoot(orm),
  }),
  state: ({ account: [account], root: [root] }) => {
    if (!account || !root) throw new NotFound("account");
    return { account, root };
  },
  scopes: ({ root }) => scopesOfPath(root.path),
  prepare: (_input, ctx) => newInvitation(ctx),
  decide: ({ account, root }, _input, given) => {
    if (account.disabledAt) throw new Conflict("这个账号已经停用");
    const link = {
      ...issued(given),
      purpose: "reset" as const,
      name: account.name,
      accountId: account.id,
    };
    return {
      result: { id: link.id },
      on: { noun: invitationNoun.noun, id: link.id },
      detail: { reset: account.username },
      rows: [insert(invitations, link), ...list(linkListing(link, root.path))],
    };
  },
});

/** One invitation with its link's token, for whoever may invite. */
export async function invitationLinkOf(ctx: Context, invitationId: string) {
  const { orm } = ctx.db;
  const { found, root } = await ctx.db.read({
    found: byId(orm, invitationId),
    root: theRoot(orm),
  });
  authorise(ctx.actor, accountNoun.rights.invite, scopesOfPath(root[0]?.path ?? ""));
  const [invitation] = found;
  if (!invitation || standingOf(invitation, ctx.now) !== "open") throw new NotFound("invitation");
  return { ...invitation, token: await issuedToken(ctx, invitation) };
}
