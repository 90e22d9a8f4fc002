import { inArray } from "drizzle-orm";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
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

/**
 * One page of who holds which role, the newest invitations, and the scopes one can be invited to: the levels down to the
 * community, the member units, and the one org unit asked for by id (a grid, usually).
 */
export async function peoplePage(ctx: Context, scope: string | null, asked: Asked) {
  const { orm } = ctx.db;
  const { rows, page, besides } = await readList(ctx, postList, asked, (page) => ({
    rows: listedPosts(ctx, page),
    root: theRoot(orm),
    invitations: newestInvitations(orm),
    seats: openSeats(orm, ctx.now),
    units: openUnits(orm),
    named: orm
      .select()
      .from(orgUnits)
      .where(inArray(orgUnits.id, [scope ?? ""])),
    rules: rulesAt(orm, ctx.now),
  }));
  const { root, invitations, seats, units, named, rules } = besides;
  authorise(ctx.actor, account.rights.view, scopesOfPath(root[0]?.path ?? ""));
  return {
    ...page,
    people: rows,
    invitations: invitations.map((row) => ({ ...row, standing: standingOf(row, ctx.now) })),
    seats: [...named.filter(({ id }) => !seats.some((seat) => seat.id === id)), ...seats],
    units: inChineseOrder(units),
    levels: inForce(rules).rules.organisation.levels,
  };
}
