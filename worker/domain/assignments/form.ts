import { eq, sql } from "drizzle-orm";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { unitKindsFor } from "../../rules/engine/classes.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import { inChineseOrder } from "../../text/order.ts";
import type { Context } from "../kernel/context.ts";
import { authorise } from "../kernel/rights.ts";
import { classOf } from "../matters/hand.ts";
import { loadedMatter, scopesOfMatter, withRules } from "../matters/matter.ts";
import { isOpen } from "../matters/parts.ts";
import { groupsOf } from "../meetings/candidates.ts";
import type { OrgUnit } from "../org/org.ts";
import { openUnitsInLine, unitsAtMost } from "../units/units.ts";
import { unitsAround } from "./candidates.ts";
import { answer } from "./clocks.ts";
import { dispatchMatter, holderOf, leadIn, refusalToDispatch } from "./dispatch.ts";

/** For a read batch: all that the form of a dispatch shows. */
const wholeForm = ({ db: { orm } }: Context, matterId: string) => {
  const holder = sql`(select level_path from matters where id = ${matterId})`;
  return {
    ...withRules(orm, eq(matters.id, matterId)),
    around: unitsAround(orm, holder),
    units: openUnitsInLine(orm, holder),
  };
};

/** What the form of a dispatch offers: who may lead or assist, and by when they would have to answer. */
export async function dispatchForm(ctx: Context, matterId: string) {
  const { around, units, ...rows } = await ctx.db.read(wholeForm(ctx, matterId));
  const state = loadedMatter(rows);
  const { matter, rules, parts } = state;
  authorise(ctx.actor, dispatchMatter.right, scopesOfMatter(matter));
  const isFree = ({ id }: { id: string }) => !parts.some((part) => part.assignee === id && isOpen(part));
  const { dispatch } = rules.handling;
  return {
    matter: { id: matter.id, number: matter.number, body: matter.body, place: matter.place },
    by: holderOf(state).name,
    refusal: refusalToDispatch(state) ?? null,
    lead: leadIn(state)?.name ?? null,
    groups: groupsFor(rules, matter.category, around.filter(isFree), units.filter(isFree)),
    isCut: [around, units].some(({ length }) => length >= unitsAtMost),
    due: dispatch ? (answer.reckon(rules, ctx.calendar, ctx.now, classOf(matter))?.due ?? null) : null,
  };
}

/** Member units of the kinds that deal with a category by the rules stand before all others. */
function groupsFor(
  rules: RuleSet,
  category: string,
  around: readonly OrgUnit[],
  units: Awaited<ReturnType<typeof openUnitsInLine>>,
) {
  const kinds = unitKindsFor(rules, category);
  const members = units.filter(({ kind }) => kinds.includes(kind));
  const others = units.filter(({ kind }) => !kinds.includes(kind));
  const first = { key: "suggested", label: "按事项类别建议", members: inChineseOrder(members) };
  return [...(members.length > 0 ? [first] : []), ...groupsOf(rules, around, others)];
}

export type DispatchOffer = Awaited<ReturnType<typeof dispatchForm>>;
