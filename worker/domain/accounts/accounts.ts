import { and, asc, eq, ne } from "drizzle-orm";
import * as z from "zod";
import { accounts, sessions } from "../../../db/kernel/schema.ts";
import { sealSoon } from "../audit/soon.ts";
import { trace } from "../audit/trace.ts";
import { Invalid, NotFound } from "../errors.ts";
import { statement, update } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import type { Context } from "../kernel/context.ts";
import { account as accountNoun, refOf } from "./account.ts";
import { isGuessable, password } from "./password-rules.ts";
import { endSession, stillOpen } from "./sessions.ts";

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
  ctx.defer(() => sealSoon(ctx));
}

/** Ends every session of the account, this one too. */
export async function signOutEverywhere(ctx: Context): Promise<void> {
  const mine = eq(sessions.accountId, ctx.actor.accountId ?? "");
  await ctx.db.write([
    ctx.db.orm.delete(sessions).where(mine),
    trace(ctx, accountNoun.recorded.closedAll.action, refOf(ctx.actor.accountId ?? "")),
  ]);
  ctx.defer(() => sealSoon(ctx));
}

export const ChangePassword = z.strictObject({
  current: z.string("请填写现在的密码").min(1, "请填写现在的密码").max(128).meta({ format: "password" }),
  password,
});

/** Sets a new password and ends every other session of the account than the one that asks. */
export const changePassword = (ctx: Context, raw: object, sessionId: string) =>
  setPassword(ctx, { ...raw, keepSession: sessionId });

const setPassword = command({
  right: accountNoun.rights.manage,
  repeatable: true,
  input: ChangePassword.extend({ keepSession: z.string() }),
  load: (orm, _input, ctx) => ({
    account: orm
      .select()
      .from(accounts)
      .where(eq(accounts.id, ctx.actor.accountId ?? "")),
  }),
  state: ({ account: [account] }) => {
    if (!account) throw new NotFound("account");
    return account;
  },
  scopes: () => [],
  prepare: async ({ current, password }, { passwords }, account) => ({
    right: await passwords.verify(account.passwordHash, current),
    passwordHash: await passwords.hash(password),
  }),
  decide: (account, { password, keepSession }, { prepared: { right, passwordHash } }) => {
    if (!right) throw new Invalid([{ path: "current", message: "现在的密码不对" }]);
    if (isGuessable(password, [account.username])) {
      throw new Invalid([{ path: "password", message: "密码里除了用户名几乎没有别的，请换一个" }]);
    }
    const others = and(eq(sessions.accountId, account.id), ne(sessions.id, keepSession));
    return {
      result: {},
      on: refOf(account.id),
      rows: [
        update(accounts, account, { passwordHash }),
        statement((orm) => orm.delete(sessions).where(others)),
      ],
    };
  },
});
