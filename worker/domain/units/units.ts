import { and, asc, eq, isNull } from "drizzle-orm";
import * as z from "zod";
import type { Builder } from "../../../db/client.ts";
import { memberUnits, orgUnits } from "../../../db/tenant/schema/org.ts";
import { inChineseOrder } from "../../text/order.ts";
import { inForce, mustLast, rulesAt, rulesToCome } from "../county/county.ts";
import { Invalid, NotFound } from "../errors.ts";
import { insert } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import type { Context } from "../kernel/context.ts";
import { id, line } from "../kernel/input.ts";
import { list } from "../kernel/listings.ts";
import { right, scopesOfPath } from "../kernel/rights.ts";
import { conveners } from "../kernel/roles.ts";
import { openSeats } from "../org/org.ts";
import { listingOf } from "./listing.ts";
import { memberUnit } from "./member-unit.ts";

/** For a read batch: all open member units. A county has some hundred at most. */
export const openUnits = (orm: Builder) =>
  orm
    .select()
    .from(memberUnits)
    .where(isNull(memberUnits.closedAt))
    .orderBy(asc(memberUnits.name))
    .limit(1000);

/** All member units with where they are registered, and the kinds the rules know. */
export async function unitsPage(ctx: Context) {
  const { orm } = ctx.db;
  const { units, seats, rules } = await ctx.db.read({
    units: orm
      .select({ id: memberUnits.id, name: memberUnits.name, kind: memberUnits.kind, seat: orgUnits.name })
      .from(memberUnits)
      .innerJoin(orgUnits, eq(orgUnits.id, memberUnits.orgUnitId))
      .where(isNull(memberUnits.closedAt))
      .orderBy(asc(memberUnits.name))
      .limit(1000),
    seats: openSeats(orm, ctx.now),
    rules: rulesAt(orm, ctx.now),
  });
  const { unitKinds, levels } = inForce(rules).rules.organisation;
  return { units: inChineseOrder(units), kinds: unitKinds, seats, levels };
}

export const AddUnit = z.strictObject({
  name: line("单位名称", 60),
  kind: id("单位类型"),
  orgUnitId: id("登记地"),
});

/** Registers an organisation that sits in joint meetings. */
export const addUnit = command({
  right: right("unit.add", "登记成员单位", conveners, memberUnit.rights.view),
  input: AddUnit,
  operation: { resource: "/member-units", summary: "登记成员单位", creates: "/member-units" },
  load: (orm, { orgUnitId }, { now }) => ({
    seat: orm
      .select()
      .from(orgUnits)
      .where(and(eq(orgUnits.id, orgUnitId), isNull(orgUnits.closedAt))),
    rules: rulesAt(orm, now),
    coming: rulesToCome(orm, now),
  }),
  state: ({ seat: [seat], rules, coming }) => {
    if (!seat) throw new NotFound("org unit");
    return { seat, kinds: inForce(rules).rules.organisation.unitKinds, coming };
  },
  scopes: ({ seat }) => scopesOfPath(seat.path),
  taken: { "member_units.name": { path: "name", message: "同名单位已经登记" } },
  decide: ({ seat, kinds, coming }, { name, kind }, { newId }) => {
    if (!kinds.some(({ key }) => key === kind))
      throw new Invalid([{ path: "kind", message: "请选择单位类型" }]);
    mustLast(coming, "unitKinds", kind, "kind");
    const unitId = newId();
    const unit = { id: unitId, name, kind, orgUnitId: seat.id, orgPath: seat.path };
    return {
      result: { id: unitId },
      on: { noun: memberUnit.noun, id: unitId },
      detail: { name, kind },
      rows: [insert(memberUnits, unit), ...list(listingOf(unit))],
    };
  },
});
