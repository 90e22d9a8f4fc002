import { and, asc, eq, isNull } from "drizzle-orm";
import { accounts, grants } from "../../../db/kernel/schema.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { NotFound } from "../errors.ts";
import type { Context } from "../kernel/context.ts";
import { eventsOf, kindsOf, toldToStaff } from "../kernel/happenings.ts";
import { authorise, type Right, scopesOfPath, verdict } from "../kernel/rights.ts";
import { account as accountNoun } from "./account.ts";
import { disableAccount } from "./disable.ts";
import { renamePerson } from "./rename.ts";
import { reopenAccount } from "./reopen.ts";

/** Every kind of event that a person's history can hold. */
export const personEvents = kindsOf([renamePerson, disableAccount, reopenAccount]);

/** For a read batch: all that a person's page shows. */
function wholePerson({ db: { orm } }: Context, accountId: string) {
  const { id, name, username, disabledAt, revision } = accounts;
  const { role, scopeKind, scopeId, scopeName } = grants;
  return {
    found: orm.select({ id, name, username, disabledAt, revision }).from(accounts).where(eq(id, accountId)),
    posts: orm
      .select({ role, scopeKind, scopeId, scopeName })
      .from(grants)
      .where(and(eq(grants.accountId, accountId), isNull(grants.revokedAt)))
      .orderBy(asc(role), asc(scopeName)),
    events: eventsOf(orm, accountNoun.noun, accountId),
    root: orm.select({ path: orgUnits.path }).from(orgUnits).where(isNull(orgUnits.parentId)),
  };
}

/** Somebody who may sign in, with their roles and what became of the account. */
export async function personPage(ctx: Context, accountId: string) {
  const { found, posts, events, root } = await ctx.db.read(wholePerson(ctx, accountId));
  const scopes = scopesOfPath(root[0]?.path ?? "");
  authorise(ctx.actor, accountNoun.rights.view, scopes);
  const [person] = found;
  if (!person) throw new NotFound("account");
  const may = (right: Right) => verdict(ctx.actor, right, scopes) === "allowed";
  return {
    ...person,
    posts,
    events,
    timeline: toldToStaff(personEvents, events, ctx.now).reverse(),
    mayManage: may(accountNoun.rights.rename),
  };
}

export type PersonPage = Awaited<ReturnType<typeof personPage>>;
