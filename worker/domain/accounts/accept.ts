import { and, eq, isNull, sql } from "drizzle-orm";
import * as z from "zod";
import { ConstraintFailed } from "../../../db/client.ts";
import { accounts, grants, invitations, sessions } from "../../../db/kernel/schema.ts";
import { Invalid, NotFound } from "../errors.ts";
import { exactlyOne, insert, statement, update } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import type { Context, Given } from "../kernel/context.ts";
import { list } from "../kernel/listings.ts";
import { send } from "../kernel/outbox.ts";
import { sha256 } from "../kernel/secrets.ts";
import { invitation as invitationNoun, refOf } from "./account.ts";
import { byHash, type Invitation, mustBeOpen } from "./invitations.ts";
import { endResets } from "./link-ends.ts";
import { listingOf, scopeOf } from "./listing.ts";
import { namesIn, ownWords, placeCalled, postsOf } from "./own-words.ts";
import { mustBeHardToGuess, password } from "./password-rules.ts";
import type { Opened } from "./sessions.ts";
import { enter, type SignInResult } from "./sign-in.ts";
import { username } from "./username.ts";

export const AcceptInvitation = z.strictObject({
  token: z.string().min(20).max(100),
  username: username,
  password,
});

/** Uses a link: makes the account with its role, or sets a new password and ends all sessions. Result: the account. */
export async function acceptInvitation(ctx: Context, raw: { token: string } & Record<string, unknown>) {
  const tokenHash = await sha256(raw.token);
  return accept(ctx, { ...raw, tokenHash });
}

/**
 * Uses a link and opens a session. A repeat of the same form finds the link used by itself and may enter, but only
 * while the account is as the link left it: a browser that remembers the form must not outlive the password.
 */
export async function enterByInvitation(
  ctx: Context,
  raw: { token: string } & Record<string, unknown>,
  origin: Opened,
): Promise<SignInResult> {
  const { accountId: id, username, name, revision } = await acceptInvitation(ctx, raw);
  const { orm } = ctx.db;
  const asLeft = and(eq(accounts.id, id), eq(accounts.revision, revision), isNull(accounts.disabledAt));
  const unchanged = [orm.update(accounts).set({ revision }).where(asLeft), ...exactlyOne()];
  try {
    return await enter(ctx, { id, username, name }, origin, unchanged);
  } catch (error) {
    if (!(error instanceof ConstraintFailed)) throw error;
    const message = "这个链接已经用过。请用现在的密码登录，登录不了的请联系管理员";
    throw new Invalid([{ path: "token", message }]);
  }
}

const accept = command({
  right: invitationNoun.rights.accept,
  input: AcceptInvitation.extend({ tokenHash: z.string() }),
  load: (orm, { tokenHash }, { realm }) => ({
    invitation: byHash(orm, tokenHash),
    account: orm
      .select({ account: accounts })
      .from(invitations)
      .innerJoin(accounts, eq(accounts.id, invitations.accountId))
      .where(eq(invitations.tokenHash, tokenHash)),
    posts: postsOf(orm, sql`(select account_id from ${invitations} where token_hash = ${tokenHash})`),
    place: placeCalled(orm, realm),
    scope: scopeOf(orm, realm, tokenHash),
  }),
  state: ({ invitation: [invitation], account: [found], posts, place, scope: [scope] }) => {
    if (!invitation) throw new NotFound("invitation");
    const { name, scopeName } = invitation;
    const names = [name, scopeName, ...namesIn(posts, place)];
    return { invitation, account: found?.account ?? null, names, path: scope?.path ?? null };
  },
  scopes: () => [],
  prepare: async (input, ctx, state) => {
    mustBeUsable(state, input, ctx);
    return ctx.passwords.hash(input.password);
  },
  taken: { "accounts.username": { path: "username", message: "这个用户名已有人使用，请换一个" } },
  decide: (state, { username }, given) => {
    const { invitation, account } = state;
    const { rows, ...changes } = account ? reset(account, given) : joined(state, username, given);
    return { ...changes, rows: [update(invitations, invitation, { usedAt: given.now }), ...rows] };
  },
});

interface Offered {
  invitation: Invitation;
  account: typeof accounts.$inferSelect | null;
  names: readonly (string | null)[];
  /** Of the unit the role is held in, or of a member unit's seat; null on the platform, which has no tree. */
  path: string | null;
}

/** Looked at before the password is hashed, which takes time. @throws Invalid */
function mustBeUsable(
  { invitation, account, names }: Offered,
  { username, password }: z.output<typeof AcceptInvitation>,
  { now, realm }: Pick<Context, "now" | "realm">,
): void {
  mustBeOpen(invitation, now);
  mustBeHardToGuess(password, ownWords({ username, names, slug: realm }));
  const wrongName = account !== null && account.username !== username;
  if (wrongName) throw new Invalid([{ path: "username", message: "这个链接属于另一个用户名" }]);
}

type Chosen = Given & { prepared: string };

/** A new password for an account: whoever is signed in with the old one is so no more, and no other link sets another. */
function reset(account: typeof accounts.$inferSelect, { now, prepared }: Chosen) {
  const { id, username, name, revision } = account;
  const own = eq(sessions.accountId, id);
  return {
    result: { accountId: id, username, name, revision: revision + 1 },
    on: refOf(id),
    by: { accountId: id, name },
    detail: { reset: true },
    rows: [
      update(accounts, account, { passwordHash: prepared }),
      statement((orm) => orm.delete(sessions).where(own)),
      endResets(id, now),
    ],
  };
}

/** A new account with the role it was invited to. */
function joined({ invitation, path }: Offered, username: string, { now, newId, prepared }: Chosen) {
  const { name, role, scopeKind, scopeId, scopeName } = invitation;
  if (!role || !scopeKind) throw new NotFound("invitation");
  const accountId = newId();
  const post = { id: newId(), accountId, role, scopeKind, scopeId, scopeName, grantedAt: now };
  return {
    result: { accountId, username, name, revision: 1 },
    on: refOf(accountId),
    by: { accountId, name },
    detail: { role, scope: scopeName },
    rows: [
      insert(accounts, { id: accountId, username, name, passwordHash: prepared, createdAt: now }),
      insert(grants, post),
      ...(path === null ? [] : list(listingOf(post, { name, username }, path))),
      ...(role === "county_admin"
        ? [send({ now, newId }, "adminLinkUsed", invitation.id, { invitation: invitation.id })]
        : []),
    ],
  };
}
