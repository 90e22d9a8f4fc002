import { and, desc, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { countedUpTo } from "../../text/figures.ts";
import { account } from "../accounts/account.ts";
import { inForce, rulesAt } from "../county/county.ts";
import { NotFound } from "../errors.ts";
import type { Actor, Context } from "../kernel/context.ts";
import { eventsOf, pastOf, toldToStaff } from "../kernel/happenings.ts";
import { offersOf } from "../kernel/move.ts";
import { mayEver, scopesOfPath, verdict } from "../kernel/rights.ts";
import { correctOrgUnit } from "./correct.ts";
import { type LeftRows, leftIn, leftOf, peopleThere } from "./left.ts";
import { orgUnitEvents, orgUnitMoves } from "./moves.ts";
import { keepersOf, type LoadedOrgUnit } from "./on-org-unit.ts";
import { addOrgUnit, childrenOf, fits, inPlace, levelsBelow, lineage, type OrgUnit } from "./org.ts";
import { orgUnit } from "./org-unit.ts";

/** How many units below one are shown, and how many of those that were closed. */
const most = { open: 500, closed: 50 } as const;

/** For a read batch: the units below one that were closed, the last first. */
const closedBelow = (orm: Builder, parentId: SQL) =>
  orm
    .select({ id: orgUnits.id, name: orgUnits.name, level: orgUnits.level, closedAt: orgUnits.closedAt })
    .from(orgUnits)
    .where(and(sql`${orgUnits.parentId} = ${parentId}`, isNotNull(orgUnits.closedAt)))
    .orderBy(desc(orgUnits.closedAt))
    .limit(most.closed + 1);

/** For a read batch: all that a unit's page shows. */
function wholeUnit({ db: { orm }, now }: Context, orgUnitId: string | null, before?: string) {
  const root = orm.select({ id: orgUnits.id }).from(orgUnits).where(isNull(orgUnits.parentId)).limit(1);
  const wanted = orgUnitId === null ? sql`(${root})` : sql`${orgUnitId}`;
  return {
    above: lineage(orm, wanted),
    below: childrenOf(orm, wanted, most.open + 1),
    closed: closedBelow(orm, wanted),
    events: eventsOf(orm, orgUnit.noun, wanted, before),
    rules: rulesAt(orm, now),
    ...leftIn(orm, wanted),
  };
}

/** One unit with what is above and directly below it, who works there and what became of it; without an id the root. */
export async function orgPage(ctx: Context, orgUnitId: string | null, before?: string) {
  const { above, below, closed, events, rules, ...left } = await ctx.db.read(
    wholeUnit(ctx, orgUnitId, before),
  );
  const unit = above.at(-1);
  if (!unit) throw new NotFound("org unit");
  const running = inForce(rules).rules;
  const { levels, gridKinds, codePattern } = running.organisation;
  return {
    unit,
    fits: fits(running, unit),
    above: above.slice(0, -1),
    below: inPlace(below.slice(0, most.open)),
    closed: closed.slice(0, most.closed),
    counts: { below: countedUpTo(below, most.open), closed: countedUpTo(closed, most.closed) },
    levels,
    gridKinds,
    codePattern,
    levelsBelow: levelsBelow(running, unit.level),
    mayInvite: mayEver(ctx.actor.grants, account.rights.invite),
    mayAdd: verdict(ctx.actor, addOrgUnit.right, scopesOfPath(unit.path)) === "allowed",
    ...pastOf(events, before, (shown) => toldToStaff(orgUnitEvents, shown, ctx.now)),
    ...looked(ctx.actor, unit, left),
  };
}

/** What somebody may make of a unit, and who works there for whoever may know. */
function looked(actor: Actor, unit: OrgUnit, left: LeftRows) {
  const reach = keepersOf(unit);
  const wholeCounty = scopesOfPath(unit.path).slice(0, 1);
  const offers = offersOf(orgUnitMoves, { unit } as LoadedOrgUnit, actor);
  return {
    ...peopleThere(left, verdict(actor, account.rights.view, wholeCounty) === "allowed"),
    mayCorrect: unit.closedAt === null && verdict(actor, correctOrgUnit.right, reach) === "allowed",
    offers: unit.parentId === null ? [] : offers,
    /** What stands in the way of closing it, for whoever may. */
    left: offers.some(({ name }) => name === "close") ? leftOf(left, actor.grants) : [],
  };
}
