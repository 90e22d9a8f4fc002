import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { accounts, grants } from "../../../db/kernel/schema.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { inChineseOrder } from "../../text/order.ts";
import { inForce, rulesAt } from "../county/county.ts";
import type { Context } from "../kernel/context.ts";
import { authorise, scopesOfPath } from "../kernel/rights.ts";
import { openSeats } from "../org/org.ts";
import { openUnits } from "../units/units.ts";
import { account } from "./account.ts";
import { newestInvitations, openInvitations, pageOfInvitations, standingOf } from "./invitations.ts";

/** For a read batch: everybody who holds a role, a row for each role. */
const holders = (orm: Builder) =>
  orm
    .select({
      id: accounts.id,
      name: accounts.name,
      username: accounts.username,
      disabledAt: accounts.disabledAt,
      role: grants.role,
      scopeName: grants.scopeName,
    })
    .from(accounts)
    .innerJoin(grants, and(eq(grants.accountId, accounts.id), isNull(grants.revokedAt)))
    .orderBy(asc(grants.role), asc(grants.scopeName), asc(accounts.name))
    .limit(500);

/** The list is the whole county's: whoever sees it holds the role over all of it. */
const wholeCounty = (orm: Builder) =>
  orm.select({ path: orgUnits.path }).from(orgUnits).where(isNull(orgUnits.parentId));

export async function people(ctx: Context) {
  const { rows, root } = await ctx.db.read({ rows: holders(ctx.db.orm), root: wholeCounty(ctx.db.orm) });
  authorise(ctx.actor, account.rights.view, scopesOfPath(root[0]?.path ?? ""));
  return rows;
}

/**
 * Everybody with a role, the newest invitations, and the scopes one can be invited to: the levels down to the
 * community, the member units, and the one org unit asked for by id (a grid, usually).
 */
export async function peoplePage(ctx: Context, scope: string | null) {
  const { orm } = ctx.db;
  const { holding, invitations, seats, units, asked, rules, root } = await ctx.db.read({
    root: wholeCounty(orm),
    holding: holders(orm),
    invitations: newestInvitations(orm),
    seats: openSeats(orm, ctx.now),
    units: openUnits(orm),
    asked: orm
      .select()
      .from(orgUnits)
      .where(inArray(orgUnits.id, [scope ?? ""])),
    rules: rulesAt(orm, ctx.now),
  });
  authorise(ctx.actor, account.rights.view, scopesOfPath(root[0]?.path ?? ""));
  return {
    people: holding,
    invitations: invitations.map((row) => ({ ...row, standing: standingOf(row, ctx.now) })),
    seats: [...asked.filter(({ id }) => !seats.some((seat) => seat.id === id)), ...seats],
    units: inChineseOrder(units),
    levels: inForce(rules).rules.organisation.levels,
  };
}

/** Every link that can still be used, a page at a time. */
export async function invitationsPage(ctx: Context, before: string | null) {
  const { orm } = ctx.db;
  const { rows, root } = await ctx.db.read({
    root: wholeCounty(orm),
    rows: openInvitations(orm, ctx.now, before),
  });
  authorise(ctx.actor, account.rights.view, scopesOfPath(root[0]?.path ?? ""));
  return pageOfInvitations(rows, ctx.now);
}
