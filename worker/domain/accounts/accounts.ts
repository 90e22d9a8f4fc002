import { and, desc, eq, getTableColumns, ne } from "drizzle-orm";
import * as z from "zod";
import { accounts, sessions } from "../../../db/kernel/schema.ts";
import { NotFound } from "../errors.ts";
import { statement, update } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import type { Context } from "../kernel/context.ts";
import { account as accountNoun, refOf } from "./account.ts";
import { endResets } from "./link-ends.ts";
import { namesIn, ownWords, placeCalled, postsOf } from "./own-words.ts";
import { mustBeHardToGuess, password } from "./password-rules.ts";
import { mustKnowPassword, presentOf, presentPassword } from "./present-password.ts";
import { handle, handleOf, stillOpen } from "./sessions.ts";
import { forgiveWithin } from "./throttle.ts";

/** The signed-in person's own account with its open sessions; `current` is the one that asks. */
export async function ownAccount(ctx: Context, sessionId: string) {
  const accountId = ctx.actor.accountId ?? "";
  const { orm } = ctx.db;
  const { kind, device, network, createdAt, usedAt } = getTableColumns(sessions);
  const { account, open } = await ctx.db.read({
    account: orm
      .select({ username: accounts.username, name: accounts.name })
      .from(accounts)
      .where(eq(accounts.id, accountId)),
    open: orm
      .select({ id: handle(sessions.id), kind, device, network, createdAt, usedAt })
      .from(sessions)
      .where(and(eq(sessions.accountId, accountId), stillOpen(ctx.realm)))
      .orderBy(desc(sessions.usedAt)),
  });
  if (!account[0]) throw new NotFound("account");
  const current = handleOf(sessionId);
  return { ...account[0], sessions: open.map((each) => ({ ...each, current: each.id === current })) };
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
