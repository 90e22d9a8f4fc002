import { eq } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { memberUnits, orgUnits } from "../../../db/tenant/schema/org.ts";
import { inChineseOrder } from "../../text/order.ts";
import { inForce, rulesAt } from "../county/county.ts";
import type { Context } from "../kernel/context.ts";
import { authorise, scopesOfPath } from "../kernel/rights.ts";
import type { Asked } from "../lists/asked.ts";
import { readList } from "../lists/read.ts";
import { openSeats } from "../org/org.ts";
import { theRoot } from "../org/root.ts";
import { openUnits } from "../units/units.ts";
import { account } from "./account.ts";
import { newestInvitations, standingOf } from "./invitations.ts";
import { listedPosts, postList } from "./post-list.ts";

/** So many member units can be chosen here; people of others are invited from the unit's page. */
export const unitsOffered = 200;

/**
 * One page of who holds which role, the newest invitations, and the scopes one can be invited to: the levels down to the
 * community, the member units, and the one unit asked for by id (a grid, usually).
 */
export async function peoplePage(ctx: Context, scope: string | null, asked: Asked) {
  const { orm } = ctx.db;
  const { rows, page, besides } = await readList(ctx, postList, asked, (page) => ({
    rows: listedPosts(ctx, page),
    root: theRoot(orm),
    invitations: newestInvitations(orm),
    seats: openSeats(orm, ctx.now),
    units: openUnits(orm, unitsOffered + 1),
    ...calledFor(orm, scope ?? ""),
    rules: rulesAt(orm, ctx.now),
  }));
  const { root, invitations, seats, units, named, namedUnit, rules } = besides;
  authorise(ctx.actor, account.rights.view, scopesOfPath(root[0]?.path ?? ""));
  return {
    ...page,
    people: rows,
    invitations: invitations.map((row) => ({ ...row, standing: standingOf(row, ctx.now) })),
    seats: withNamed(seats, named),
    units: inChineseOrder(withNamed(units.slice(0, unitsOffered), namedUnit)),
    moreUnits: units.length > unitsOffered,
    levels: inForce(rules).rules.organisation.levels,
  };
}

/** What is asked for by id stands first, where it isn't among the others. */
const withNamed = <T extends { id: string }>(offered: readonly T[], named: readonly T[]): T[] => [
  ...named.filter(({ id }) => !offered.some((each) => each.id === id)),
  ...offered,
];

/** For a read batch: the unit asked for by id, of whichever kind. */
const calledFor = (orm: Builder, id: string) => ({
  named: orm.select().from(orgUnits).where(eq(orgUnits.id, id)),
  namedUnit: orm.select().from(memberUnits).where(eq(memberUnits.id, id)),
});
