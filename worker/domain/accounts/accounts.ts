import { and, asc, eq, ne } from "drizzle-orm";
import * as z from "zod";
import { accounts, sessions } from "../../../db/kernel/schema.ts";
import { sealAudit } from "../audit/seal.ts";
import { trace } from "../audit/trace.ts";
import { NotFound } from "../errors.ts";
import { statement, update } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import type { Context } from "../kernel/context.ts";
import { account as accountNoun, refOf } from "./account.ts";
import { endResets } from "./invitations.ts";
import { namesIn, ownWords, placeCalled, postsOf } from "./own-words.ts";
import { mustBeHardToGuess, password } from "./password-rules.ts";
import { mustKnowPassword, presentOf, presentPassword } from "./present-password.ts";
import { endSession, stillOpen } from "./sessions.ts";
import { forgiveWithin } from "./throttle.ts";

/** The signed-in person's own account with its open sessions. */
export async function ownAccount(ctx: Context) {
  const accountId = ctx.actor.accountId ?? "";
  const { account, open } = await ctx.db.read({
    account: ctx.db.orm
      .select({ username: accounts.username, name: accounts.name })
      .from(accounts)
      .where(eq(accounts.id, accountId)),
    open: ctx.db.orm
      .select({
        id: sessions.id,
        kind: sessions.kind,
        device: sessions.device,
        createdAt: sessions.createdAt,
      })
      .from(sessions)
      .where(and(eq(sessions.accountId, accountId), stillOpen(ctx.realm)))
      .orderBy(asc(sessions.createdAt)),
  });
  if (!account[0]) throw new NotFound("account");
  return { ...account[0], sessions: open };
}

/** Ends the session that carried this request. */
export async function signOut(ctx: Context, sessionId: string): Promise<void> {
  await ctx.db.write([
    endSession(ctx.db, sessionId),
    trace(ctx, accountNoun.rights.closeSession.action, refOf(ctx.actor.accountId ?? "")),
  ]);
  ctx.defer(() => sealAudit(ctx));
}

/** Ends every session of the account, this one too. */
export async function signOutEverywhere(ctx: Context): Promise<void> {
  const mine = eq(sessions.accountId, ctx.actor.accountId ?? "");
  await ctx.db.write([
    ctx.db.orm.delete(sessions).where(mine),
    trace(ctx, accountNoun.recorded.closedAll.action, refOf(ctx.actor.accountId ?? "")),
  ]);
  ctx.defer(() => sealAudit(ctx));
}

export const ChangePassword = z.strictObject({
  current: z.string("请填写现在的密码").min(1, "请填写现在的密码").max(128).meta({ format: "password" }),
  password,
});

/** Sets a new password; ends every other session of the account than the one that asks, and every link to reset it. */
export const changePassword = (ctx: Context, raw: object, sessionId: string) =>
  setPassword(ctx, { ...raw, keepSession: sessionId });

const setPassword = command({
  right: accountNoun.rights.manage,
  repeatable: true,
  input: ChangePassword.extend({ keepSession: z.string() }),
  load: (orm, { keepSession: sessionId }, { actor: { accountId }, now, realm }) => ({
    ...presentPassword(orm, { accountId, sessionId }, now),
    posts: postsOf(orm, accountId ?? ""),
    place: placeCalled(orm, realm),
  }),
  state: ({ posts, place, ...read }) => ({ ...presentOf(read), names: namesIn(read.account, posts, place) }),
  scopes: () => [],
  prepare: async ({ current, password }, ctx, present) => {
    await mustKnowPassword(ctx, present, { path: "current", typed: current });
    const { account, names } = present;
    mustBeHardToGuess(password, ownWords({ username: account.username, names, slug: ctx.realm }));
    return ctx.passwords.hash(password);
  },
  decide: ({ account }, { keepSession }, { now, prepared: passwordHash }) => {
    const others = and(eq(sessions.accountId, account.id), ne(sessions.id, keepSession));
    return {
      result: {},
      on: refOf(account.id),
      rows: [
        update(accounts, account, { passwordHash }),
        statement((orm) => orm.delete(sessions).where(others)),
        endResets(account.id, now),
        statement((orm) => forgiveWithin(orm, keepSession)),
      ],
    };
  },
});
