import { inArray, sql } from "drizzle-orm";
import { accounts, grants } from "../../../db/kernel/schema.ts";
import { tallies } from "../../../db/tenant/schema/work.ts";
import type { Context } from "../kernel/context.ts";
import { scopesOf } from "../kernel/rights.ts";
import { caseworkers } from "../kernel/roles.ts";
import type { Asked } from "../lists/asked.ts";
import { hereOf, isOwn, totalIn } from "../lists/places.ts";
import { matter } from "./matter.ts";

/** Of how many people of a unit it is looked whether they have matters; others are reached by their name in a row. */
const most = 100;

/**
 * For a read batch: who of those who deal with matters in the unit that is looked into has some in hand, or had those that ended,
 * the most first. Of others nothing is looked up: a county has more inspectors than caseworkers. Nobody learns of a unit that isn't their own or below it.
 */
export function handlersIn({ db: { orm }, actor }: Context, asked: Asked) {
  const own = scopesOf(actor.grants, matter.rights.list);
  const here = hereOf(asked, own);
  const people = sql`(select distinct ${grants.accountId} as id from ${grants}
    where ${grants.scopeId} = ${here} and ${inArray(grants.role, [...caseworkers])} and ${grants.revokedAt} is null and ${isOwn(own, here)} limit ${most}) people`;
  return orm
    .select({ id: accounts.id, name: accounts.name, n: tallies.n })
    .from(people)
    .innerJoin(tallies, sql`${totalIn(matter.noun, sql`people.id`, asked)} and ${tallies.n} > 0`)
    .innerJoin(accounts, sql`${accounts.id} = people.id`)
    .orderBy(sql`${tallies.n} desc`, accounts.name);
}
