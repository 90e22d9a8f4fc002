import { and, asc, eq, isNull, type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import type { Builder } from "../../../db/client.ts";
import { memberUnits, orgUnits } from "../../../db/tenant/schema/org.ts";
import { folded } from "../../text/folded.ts";
import { inForce, mustLast, rulesAt, rulesToCome } from "../county/county.ts";
import { Invalid, NotFound } from "../errors.ts";
import { insert } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import { happening } from "../kernel/happenings.ts";
import { id, line } from "../kernel/input.ts";
import { list } from "../kernel/listings.ts";
import { right, scopesOfPath } from "../kernel/rights.ts";
import { conveners } from "../kernel/roles.ts";
import { stayOpen } from "../org/left.ts";
import { mustBeAlone } from "../org/names.ts";
import { idsOfPath } from "../org/org.ts";
import { listingOf } from "./listing.ts";
import { called, memberUnit, refOf } from "./member-unit.ts";

/** More than so many are chosen from nowhere; a form that hasn't all of them says so. A county has some hundred. */
export const unitsAtMost = 1000;

/** For a read batch: the open member units, as an index of their names has them. */
export const openUnits = (orm: Builder, most = unitsAtMost) =>
  orm
    .select()
    .from(memberUnits)
    .where(isNull(memberUnits.closedAt))
    .orderBy(asc(memberUnits.folded))
    .limit(most);

/** For a read batch: those of them that are registered above or below a unit of the tree, or there. `path`: that unit's. */
export const openUnitsInLine = (orm: Builder, path: SQL) =>
  orm
    .select()
    .from(memberUnits)
    .where(
      and(
        isNull(memberUnits.closedAt),
        sql`(${memberUnits.orgPath} in
            (select path from org_units where id in (select value from ${idsOfPath(path)}))
          or ${memberUnits.orgPath} >= ${path} and ${memberUnits.orgPath} < rtrim(${path}, '/') || '0')`,
      ),
    )
    .orderBy(asc(memberUnits.folded))
    .limit(unitsAtMost);

/** What a member unit says of itself, as people fill it in. */
export const facts = {
  name: line("单位名称", 60),
  kind: id("单位类型"),
  orgUnitId: id("登记地"),
};

export const AddUnit = z.strictObject(facts);

/** Registers an organisation that sits in joint meetings. */
export const addUnit = command({
  right: right("unit.add", "登记成员单位", conveners, memberUnit.rights.view),
  input: AddUnit,
  operation: { resource: "/member-units", summary: "登记成员单位", creates: "/member-units/{id}" },
  events: { added: happening<object>(() => ({ title: "登记" })) },
  load: (orm, { orgUnitId, name }, { now }) => ({
    alike: maybeAlike(orm, folded(name)),
    seat: orm
      .select()
      .from(orgUnits)
      .where(and(eq(orgUnits.id, orgUnitId), isNull(orgUnits.closedAt))),
    rules: rulesAt(orm, now),
    coming: rulesToCome(orm, now),
  }),
  state: ({ seat: [seat], rules, ...read }) => {
    if (!seat) throw new NotFound("org unit");
    return { ...read, seat, kinds: inForce(rules).rules.organisation.unitKinds };
  },
  scopes: ({ seat }) => scopesOfPath(seat.path),
  again: "member_units.folded",
  decide: ({ seat, alike, kinds, coming }, { name, kind }, { newId }) => {
    mustBeKind(kinds, kind);
    mustLast(coming, "unitKinds", kind, "kind");
    mustBeAlone({ name }, alike, called);
    const unitId = newId();
    const unit = { id: unitId, name, kind, orgUnitId: seat.id, orgPath: seat.path };
    return {
      result: { id: unitId },
      on: refOf(unitId),
      detail: { name, kind },
      says: { added: {} },
      rows: [
        stayOpen(seat.id),
        insert(memberUnits, { ...unit, folded: folded(name) }),
        ...list(listingOf(unit)),
      ],
    };
  },
});

/**
 * For a read batch: the open member units that may be called so, as siblings of the tree. Two searches by the index of
 * names: with `or` SQLite would read all units.
 */
export const maybeAlike = (orm: Builder, kept: string | SQL) =>
  orm
    .select({ id: memberUnits.id, name: memberUnits.name })
    .from(memberUnits)
    .where(sql`${memberUnits.id} in (
      select id from member_units where closed_at is null and folded = ${kept}
      union all select id from member_units where closed_at is null and folded is null)`);

/** @throws Invalid when the rules have no such kind of unit. */
export function mustBeKind(kinds: readonly { key: string }[], kind: string): void {
  if (!kinds.some(({ key }) => key === kind))
    throw new Invalid([{ path: "kind", message: "请选择单位类型" }]);
}
