import { and, eq, ne, type SQL } from "drizzle-orm";
import * as z from "zod";
import { accounts, sessions } from "../../../db/kernel/schema.ts";
import { sealSoon } from "../audit/soon.ts";
import { trace } from "../audit/trace.ts";
import { NotFound } from "../errors.ts";
import { statement } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import type { Context } from "../kernel/context.ts";
import { id } from "../kernel/input.ts";
import type { Recorded } from "../kernel/record.ts";
import { scopesOfPath } from "../kernel/rights.ts";
import { theRoot } from "../org/root.ts";
import { account as accountNoun, refOf } from "./account.ts";
import { handle } from "./sessions.ts";

/** Ends the session that carried this request. */
export const signOut = (ctx: Context, sessionId: string): Promise<void> =>
  end(ctx, eq(sessions.id, sessionId), accountNoun.rights.closeSession);

/** Ends every session of the account but the one that asks. */
export const signOutElsewhere = (ctx: Context, sessionId: string): Promise<void> =>
  end(ctx, and(own(ctx), ne(sessions.id, sessionId)), accountNoun.recorded.closedOthers);

/** Ends every session of the account, this one too. */
export const signOutEverywhere = (ctx: Context): Promise<void> =>
  end(ctx, own(ctx), accountNoun.recorded.closedAll);

const own = ({ actor }: Pick<Context, "actor">) => eq(sessions.accountId, actor.accountId ?? "");

async function end(ctx: Context, which: SQL | undefined, { action }: Recorded): Promise<void> {
  await ctx.db.write([
    ctx.db.orm.delete(sessions).where(which),
    trace(ctx, action, refOf(ctx.actor.accountId ?? "")),
  ]);
  ctx.defer(() => sealSoon(ctx));
}

/** Ends one session of one's own, wherever it is. */
export const endOwnSession = command({
  right: accountNoun.rights.closeSession,
  input: z.strictObject({ sessionId: id("登录") }),
  operation: { resource: "/sessions/{sessionId}/closure", summary: "退出本人的一处登录" },
  load: (orm, { sessionId }, { actor }) => ({
    found: orm
      .select({ id: sessions.id })
      .from(sessions)
      .where(and(eq(handle(sessions.id), sessionId), own({ actor }))),
  }),
  state: ({ found: [found] }) => {
    if (!found) throw new NotFound("session");
    return found;
  },
  scopes: () => [],
  decide: ({ id }, { sessionId }, { actor }) => ({
    result: { id: sessionId },
    on: refOf(actor.accountId ?? ""),
    recordedAs: accountNoun.recorded.closedOne,
    rows: [statement((orm) => orm.delete(sessions).where(eq(sessions.id, id)))],
  }),
});

/** Ends every session of somebody in the county: their phone is lost, they left a desk open. */
export const signOutPerson = command({
  right: accountNoun.rights.signOut,
  input: z.strictObject({ accountId: id("人员") }),
  operation: { resource: "/people/{accountId}/sessions/closure", summary: "退出此人的全部登录" },
  load: (orm, { accountId }) => ({
    account: orm.select({ id: accounts.id }).from(accounts).where(eq(accounts.id, accountId)),
    root: theRoot(orm),
  }),
  state: ({ account: [account], root: [root] }) => {
    if (!account || !root) throw new NotFound("account");
    return { ...account, root };
  },
  scopes: ({ root }) => scopesOfPath(root.path),
  decide: ({ id }) => ({
    result: { id },
    on: refOf(id),
    rows: [statement((orm) => orm.delete(sessions).where(eq(sessions.accountId, id)))],
  }),
});
