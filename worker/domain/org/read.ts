import { sql } from "drizzle-orm";
import type { Results } from "../../../db/client.ts";
import { account } from "../accounts/account.ts";
import { inForce, rulesAt } from "../county/county.ts";
import { NotFound } from "../errors.ts";
import type { Context } from "../kernel/context.ts";
import { eventsOf, pastOf, toldToStaff } from "../kernel/happenings.ts";
import { offersOf } from "../kernel/offers.ts";
import { mayEver, scopesOfPath, verdict } from "../kernel/rights.ts";
import type { Asked } from "../lists/asked.ts";
import { readList } from "../lists/read.ts";
import { reachOfOrg } from "../robots/on-robot.ts";
import { robotFor, robotIn } from "../robots/read.ts";
import { correctOrgUnit } from "./correct.ts";
import { type LeftRows, leftIn, leftOf, peopleThere } from "./left.ts";
import { inWords, listedOrgs, orgList } from "./list.ts";
import { orgUnitEvents, orgUnitMoves } from "./moves.ts";
import { keepersOf, type LoadedOrgUnit } from "./on-org-unit.ts";
import { addOrgUnit, fits, levelsBelow, lineage, type OrgUnit } from "./org.ts";
import { orgUnit } from "./org-unit.ts";
import { topOfCounty } from "./root.ts";

/** For a read batch: all that a unit's page shows. */
function wholeUnit({ db: { orm }, now }: Context, orgUnitId: string | null, before?: string) {
  const wanted = orgUnitId === null ? topOfCounty : sql`${orgUnitId}`;
  return {
    above: lineage(orm, wanted),
    events: eventsOf(orm, orgUnit.noun, wanted, before),
    rules: rulesAt(orm, now),
    ...leftIn(orm, wanted),
    ...robotIn(orm, wanted),
  };
}

type Whole = Results<ReturnType<typeof wholeUnit>>;

/** One unit with what is above it, who works there and what became of it. */
export const orgPage = async (ctx: Context, orgUnitId: string, before?: string) =>
  pageOfUnit(ctx, await ctx.db.read(wholeUnit(ctx, orgUnitId, before)), before);

/** The same with the list of what lies below: of the unit that is looked into, or of the whole county. */
export async function treePage(
  ctx: Context,
  asked: Asked,
  { added, before }: { added?: string | undefined; before?: string | undefined } = {},
) {
  const { rows, page, besides } = await readList(ctx, orgList, asked, (page) => ({
    ...wholeUnit(ctx, asked.within ?? null, before),
    ...listedOrgs(ctx, page, added),
  }));
  const shown = pageOfUnit(ctx, besides, before);
  const within = { ...page, asked: { ...page.asked, within: shown.unit.id } };
  return {
    ...shown,
    list: inWords(inForce(besides.rules).rules, within, { rows, added: besides.added }),
  };
}

function pageOfUnit(
  ctx: Context,
  { above, events, rules, robot, waiting, unsent, ...left }: Whole,
  before?: string,
) {
  const unit = above.at(-1);
  if (!unit) throw new NotFound("org unit");
  const running = inForce(rules).rules;
  const { levels, gridKinds, codePattern } = running.organisation;
  return {
    unit,
    fits: fits(running, unit),
    above: above.slice(0, -1),
    levels,
    gridKinds,
    codePattern,
    levelsBelow: levelsBelow(running, unit.level),
    mayInvite: mayEver(ctx.actor.grants, account.rights.invite),
    mayAdd: verdict(ctx.actor, addOrgUnit.right, scopesOfPath(unit.path)) === "allowed",
    ...pastOf(events, before, (shown) => toldToStaff(orgUnitEvents, shown, ctx.now)),
    ...looked(ctx, unit, left),
    robot: robotFor(ctx.actor, { id: unit.id, scopes: reachOfOrg(unit) }, { robot, waiting, unsent }),
  };
}

/** What somebody may make of a unit, and who works there for whoever may know. */
function looked(ctx: Context, unit: OrgUnit, left: LeftRows) {
  const { actor } = ctx;
  const reach = keepersOf(unit);
  const wholeCounty = scopesOfPath(unit.path).slice(0, 1);
  const offers = offersOf(orgUnitMoves, { unit } as LoadedOrgUnit, ctx);
  return {
    ...peopleThere(left, verdict(actor, account.rights.view, wholeCounty) === "allowed"),
    mayCorrect: unit.closedAt === null && verdict(actor, correctOrgUnit.right, reach) === "allowed",
    offers: unit.parentId === null ? [] : offers,
    /** What stands in the way of closing it, for whoever may. */
    left: offers.some(({ name }) => name === "close") ? leftOf(unit.id, left, actor.grants) : [],
  };
}
