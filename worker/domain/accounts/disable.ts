import { eq, isNull } from "drizzle-orm";
import * as z from "zod";
import { accounts, sessions } from "../../../db/kernel/schema.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { Conflict, NotFound } from "../errors.ts";
import { statement, update } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import { happening } from "../kernel/happenings.ts";
import { id } from "../kernel/input.ts";
import { scopesOfPath } from "../kernel/rights.ts";
import { account as accountNoun } from "./account.ts";
import { endLinks } from "./invitations.ts";
import { postsEnded } from "./listing.ts";

/**
 * Ends somebody's work here: no more signing in, every session gone, and every open link that leads to their account or
 * that they issued. What they did stays theirs.
 */
export const disableAccount = command({
  right: accountNoun.rights.disable,
  input: z.strictObject({ accountId: id("人员") }),
  operation: { resource: "/people/{accountId}/closure", summary: "停用账号" },
  events: { disabled: happening<object>(() => ({ title: "停用账号" })) },
  load: (orm, { accountId }) => ({
    account: orm.select().from(accounts).where(eq(accounts.id, accountId)),
    root: orm.select({ path: orgUnits.path }).from(orgUnits).where(isNull(orgUnits.parentId)),
  }),
  state: ({ account: [account], root: [root] }) => {
    if (!account || !root) throw new NotFound("account");
    return { account, root };
  },
  scopes: ({ root }) => scopesOfPath(root.path),
  decide: ({ account }, _input, { now, actor }) => {
    if (account.id === actor.accountId) throw new Conflict("不能停用自己的账号，请由另一位管理员操作");
    if (account.disabledAt) throw new Conflict("这个账号已经停用");
    return {
      result: { id: account.id },
      on: { noun: accountNoun.noun, id: account.id },
      says: { disabled: {} },
      rows: [
        update(accounts, account, { disabledAt: now }),
        statement((orm) => orm.delete(sessions).where(eq(sessions.accountId, account.id))),
        endLinks(account.id, now),
        postsEnded(account.id),
      ],
    };
  },
});
