import { eq } from "drizzle-orm";
import { memberUnits, orgUnits } from "../../../db/tenant/schema/org.ts";
import { nameIn } from "../../rules/document/names.ts";
import { account } from "../accounts/account.ts";
import { inForce, rulesAt } from "../county/county.ts";
import { NotFound } from "../errors.ts";
import type { Context } from "../kernel/context.ts";
import { eventsOf, pastOf, toldToStaff } from "../kernel/happenings.ts";
import { offersOf } from "../kernel/offers.ts";
import { mayEver, scopesOfPath, verdict } from "../kernel/rights.ts";
import { type LeftRows, leftIn, leftOf, peopleThere } from "../org/left.ts";
import { openSeats } from "../org/org.ts";
import { reachOfUnit } from "../robots/on-robot.ts";
import { robotFor, robotIn } from "../robots/read.ts";
import { correctMemberUnit } from "./correct.ts";
import { memberUnit } from "./member-unit.ts";
import { memberUnitEvents, memberUnitMoves } from "./moves.ts";
import { keepersOf, type LoadedMemberUnit, type MemberUnit } from "./on-member-unit.ts";

/** A member unit with where it is registered, who works there and what became of it. */
export async function unitPage(ctx: Context, unitId: string, before?: string) {
  const { found, events, rules, robot, waiting, unsent, ...left } = await ctx.db.read(
    wholeUnit(ctx, unitId, before),
  );
  const [row] = found;
  if (!row) throw new NotFound("member unit");
  const { unit, seat } = row;
  return {
    ...unit,
    seat,
    kindName: nameIn(inForce(rules).rules.organisation.unitKinds, unit.kind),
    ...pastOf(events, before, (shown) => toldToStaff(memberUnitEvents, shown, ctx.now)),
    ...looked(ctx, unit, left),
    robot: robotFor(ctx.actor, { id: unitId, scopes: reachOfUnit(unit) }, { robot, waiting, unsent }),
  };
}

/** For a read batch: all that a member unit's page shows. */
const wholeUnit = ({ db: { orm }, now }: Context, unitId: string, before?: string) => ({
  found: orm
    .select({ unit: memberUnits, seat: orgUnits.name })
    .from(memberUnits)
    .innerJoin(orgUnits, eq(orgUnits.id, memberUnits.orgUnitId))
    .where(eq(memberUnits.id, unitId)),
  events: eventsOf(orm, memberUnit.noun, unitId, before),
  rules: rulesAt(orm, now),
  ...leftIn(orm, unitId),
  ...robotIn(orm, unitId),
});

/** What somebody may make of a unit, and who works there for whoever may know. */
function looked(ctx: Context, unit: MemberUnit, left: LeftRows) {
  const { actor } = ctx;
  const wholeCounty = scopesOfPath(unit.orgPath).slice(0, 1);
  const offers = offersOf(memberUnitMoves, { unit } as LoadedMemberUnit, ctx);
  return {
    ...peopleThere(left, verdict(actor, account.rights.view, wholeCounty) === "allowed"),
    mayInvite: unit.closedAt === null && mayEver(actor.grants, account.rights.invite),
    mayCorrect:
      unit.closedAt === null && verdict(actor, correctMemberUnit.right, keepersOf(unit)) === "allowed",
    offers,
    /** What stands in the way of closing it, for whoever may. */
    left: offers.some(({ name }) => name === "close") ? leftOf(unit.id, left, actor.grants) : [],
  };
}

export type UnitPage = Awaited<ReturnType<typeof unitPage>>;

/** What the form to correct a member unit offers beside what it says now. */
export async function unitForm(ctx: Context, unitId: string) {
  const { orm } = ctx.db;
  const { found, seats, rules } = await ctx.db.read({
    found: orm.select().from(memberUnits).where(eq(memberUnits.id, unitId)),
    seats: openSeats(orm, ctx.now),
    rules: rulesAt(orm, ctx.now),
  });
  const [unit] = found;
  if (!unit) throw new NotFound("member unit");
  const { unitKinds, levels } = inForce(rules).rules.organisation;
  return { unit, seats, kinds: unitKinds, levels };
}
