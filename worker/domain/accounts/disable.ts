import { eq } from "drizzle-orm";
import * as z from "zod";
import { accounts, sessions } from "../../../db/kernel/schema.ts";
import { Conflict } from "../errors.ts";
import { statement, update } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import { id, optional } from "../kernel/input.ts";
import { scopesOfPath } from "../kernel/rights.ts";
import { theRoot } from "../org/root.ts";
import { account as accountNoun, refOf } from "./account.ts";
import { disabled } from "./account-events.ts";
import { handed, logged, mustStillManage, restOf } from "./handed.ts";
import { leavingFrom, leavingOf } from "./leaving.ts";
import { endLinks } from "./link-ends.ts";
import { postsEnded } from "./listing.ts";

/**
 * Ends somebody's work here: no more signing in, every session gone, and every open link that leads to their account or
 * that they issued. What they did stays theirs; what they had in hand goes to a successor, or stays with the unit.
 */
export const disableAccount = command({
  right: accountNoun.rights.disable,
  input: z.strictObject({ accountId: id("人员"), successorId: optional(id("接手的人")) }),
  operation: { resource: "/people/{accountId}/closure", summary: "停用账号" },
  events: { disabled },
  load: (orm, input) => ({
    ...leavingOf(orm, input, "all"),
    root: theRoot(orm),
  }),
  state: ({ root, ...read }, input) => ({ ...leavingFrom(read, input), path: root[0]?.path ?? "" }),
  scopes: ({ path }) => scopesOfPath(path),
  decide: (state, _input, given) => {
    const { account, posts } = state;
    const { now, actor } = given;
    if (account.id === actor.accountId) throw new Conflict("不能停用自己的账号，请由另一位管理员操作");
    if (account.disabledAt) throw new Conflict("这个账号已经停用");
    const { rows, told } = handed(given, state, posts);
    return {
      result: { id: account.id },
      on: refOf(account.id),
      detail: logged(told),
      says: { disabled: told },
      rows: [
        mustStillManage(given),
        update(accounts, account, { disabledAt: now }),
        statement((orm) => orm.delete(sessions).where(eq(sessions.accountId, account.id))),
        endLinks(account.id, now),
        postsEnded(account.id),
        ...rows,
        ...restOf(given, state),
      ],
    };
  },
});
