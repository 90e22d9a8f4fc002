import { and, eq, isNull, sql } from "drizzle-orm";
import * as z from "zod";
import type { Builder } from "../../../db/client.ts";
import { accounts, grants } from "../../../db/kernel/schema.ts";
import { memberUnits, orgUnits } from "../../../db/tenant/schema/org.ts";
import { Conflict, NotFound } from "../errors.ts";
import { update } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import { happening } from "../kernel/happenings.ts";
import { id } from "../kernel/input.ts";
import { scopesOfPath } from "../kernel/rights.ts";
import { stayOpen } from "../org/left.ts";
import { theRoot } from "../org/root.ts";
import { account as accountNoun, refOf } from "./account.ts";
import { postsBack, postsOf } from "./renamed.ts";

/** For a read batch: where somebody's roles are held, and whether that is closed. */
const placesOf = (orm: Builder, accountId: string) =>
  orm
    .select({
      scopeId: sql<string>`${grants.scopeId}`,
      name: grants.scopeName,
      kind: grants.scopeKind,
      closedAt: sql<string | null>`coalesce(${orgUnits.closedAt}, ${memberUnits.closedAt})`,
    })
    .from(grants)
    .leftJoin(orgUnits, eq(orgUnits.id, grants.scopeId))
    .leftJoin(memberUnits, eq(memberUnits.id, grants.scopeId))
    .where(and(eq(grants.accountId, accountId), isNull(grants.revokedAt)));

/** Takes up again somebody's work here, with the roles they had. They sign in with the password they had, too. */
export const reopenAccount = command({
  right: accountNoun.rights.reopen,
  input: z.strictObject({ accountId: id("人员") }),
  operation: { resource: "/people/{accountId}/reopening", summary: "恢复账号" },
  events: { reopened: happening<object>(() => ({ title: "恢复账号" })) },
  load: (orm, { accountId }) => ({
    account: orm.select().from(accounts).where(eq(accounts.id, accountId)),
    places: placesOf(orm, accountId),
    posts: postsOf(orm, accountId),
    root: theRoot(orm),
  }),
  state: ({ account: [account], root: [root], ...read }) => {
    if (!account || !root) throw new NotFound("account");
    return { ...read, account, root };
  },
  scopes: ({ root }) => scopesOfPath(root.path),
  decide: ({ account, places, posts }) => {
    if (!account.disabledAt) throw new Conflict("这个账号没有停用");
    const gone = places.filter(({ closedAt }) => closedAt !== null);
    if (gone.length > 0) {
      const links = gone.map(({ kind, scopeId, name }) => ({
        href: `${kind === "unit" ? "/units/" : "/org/"}${scopeId}`,
        text: `查看“${name}”`,
      }));
      throw new Conflict("此人任职的单位已经撤销或停用，先恢复单位，或者另发邀请", { links });
    }
    return {
      result: { id: account.id },
      on: refOf(account.id),
      says: { reopened: {} },
      rows: [
        update(accounts, account, { disabledAt: null }),
        stayOpen(...places.map(({ scopeId }) => scopeId)),
        ...postsBack(posts),
      ],
    };
  },
});
