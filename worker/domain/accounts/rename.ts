import { eq } from "drizzle-orm";
import * as z from "zod";
import { accounts } from "../../../db/kernel/schema.ts";
import { Conflict, NotFound } from "../errors.ts";
import { update } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import { changed, mustBeCurrent, newestEvent, overwritten } from "../kernel/corrections.ts";
import { id, line, revision } from "../kernel/input.ts";
import { scopesOfPath } from "../kernel/rights.ts";
import { theRoot } from "../org/root.ts";
import { account as accountNoun, refOf } from "./account.ts";
import { linksTo, postsOf, renamedPerson } from "./renamed.ts";

const RenamePerson = z.strictObject({ accountId: id("人员"), revision, name: line("姓名", 30) });

/**
 * Mends a person's name. Who somebody is says the county, not they themselves; with what user name they sign in is theirs
 * and stays. What they did stays on record under the name of that day.
 */
export const renamePerson = command({
  right: accountNoun.rights.rename,
  input: RenamePerson,
  operation: { resource: "/people/{accountId}/name", summary: "更正姓名", method: "put" },
  events: { renamed: overwritten.renamed },
  load: (orm, { accountId }) => ({
    account: orm.select().from(accounts).where(eq(accounts.id, accountId)),
    posts: postsOf(orm, accountId),
    links: linksTo(orm, accountId),
    last: newestEvent(orm, refOf(accountId)),
    root: theRoot(orm),
  }),
  state: ({ account: [account], root: [root], ...read }) => {
    if (!account || !root) throw new NotFound("account");
    return { ...read, account, root };
  },
  scopes: ({ root }) => scopesOfPath(root.path),
  revision: ({ account }) => account.revision,
  decide: ({ account, last, posts, links }, input) => {
    if (account.disabledAt) throw new Conflict("这个账号已经停用，先恢复再更正");
    mustBeCurrent(account, input, last, []);
    const { name } = input;
    return {
      result: { id: account.id },
      on: refOf(account.id),
      ...changed(account, input, []),
      rows: [update(accounts, account, { name }), ...renamedPerson(account.id, name, { posts, links })],
    };
  },
});
