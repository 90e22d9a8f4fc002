import { eq } from "drizzle-orm";
import * as z from "zod";
import { memberUnits, orgUnits } from "../../../db/tenant/schema/org.ts";
import { nameIn } from "../../rules/document/names.ts";
import { folded } from "../../text/folded.ts";
import { linksInto, postsIn, renamedScope } from "../accounts/renamed.ts";
import { inForce, mustLast, rulesAt, rulesToCome } from "../county/county.ts";
import { Conflict, Invalid, NotFound } from "../errors.ts";
import { update } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import type { Actor } from "../kernel/context.ts";
import { changed, mustBeCurrent, newestEvent, overwritten } from "../kernel/corrections.ts";
import { id, revision } from "../kernel/input.ts";
import { list } from "../kernel/listings.ts";
import { right, scopesOfPath, verdict } from "../kernel/rights.ts";
import { conveners } from "../kernel/roles.ts";
import { stayOpen } from "../org/left.ts";
import { mustBeAlone } from "../org/names.ts";
import type { OrgUnit } from "../org/org.ts";
import { listingOf } from "./listing.ts";
import { called, memberUnit, refOf } from "./member-unit.ts";
import { keepersOf } from "./on-member-unit.ts";
import { facts, maybeAlike, mustBeKind } from "./units.ts";

const correct = right("unit.correct", "更正成员单位信息", conveners, memberUnit.rights.view);

const CorrectMemberUnit = z.strictObject({ unitId: id("单位"), revision, ...facts });

/** Gives a member unit another name, kind or seat: all as it is from now on. Where its name stands elsewhere, it follows. */
export const correctMemberUnit = command({
  right: correct,
  input: CorrectMemberUnit,
  operation: {
    resource: "/member-units/{unitId}",
    summary: "更正成员单位的名称、类型和登记地",
    method: "put",
  },
  events: overwritten,
  load: (orm, { unitId, name, orgUnitId }, { now }) => ({
    unit: orm
      .select({ unit: memberUnits, seatName: orgUnits.name })
      .from(memberUnits)
      .innerJoin(orgUnits, eq(orgUnits.id, memberUnits.orgUnitId))
      .where(eq(memberUnits.id, unitId)),
    seat: orm.select().from(orgUnits).where(eq(orgUnits.id, orgUnitId)),
    alike: maybeAlike(orm, folded(name)),
    last: newestEvent(orm, refOf(unitId)),
    posts: postsIn(orm, unitId),
    links: linksInto(orm, unitId),
    rules: rulesAt(orm, now),
    coming: rulesToCome(orm, now),
  }),
  state: ({ unit: [found], seat: [seat], rules, ...read }) => {
    if (!found) throw new NotFound("member unit");
    return { ...read, ...found, seat: seat ?? null, kinds: inForce(rules).rules.organisation.unitKinds };
  },
  scopes: ({ unit }) => keepersOf(unit),
  revision: ({ unit }) => unit.revision,
  again: "member_units.folded",
  decide: ({ unit, seatName, seat, alike, last, posts, links, kinds, coming }, input, { actor }) => {
    if (unit.closedAt !== null) throw new Conflict("这个单位已经停用，先恢复再更正");
    const { name, kind } = input;
    const differences = [
      { name: "kind", label: "单位类型", from: nameIn(kinds, unit.kind), to: nameIn(kinds, kind) },
      { name: "orgUnitId", label: "登记地", from: seatName, to: seat?.name },
    ];
    mustBeCurrent(unit, input, last, differences);
    const isMoved = input.orgUnitId !== unit.orgUnitId;
    const place: Partial<ReturnType<typeof placeAt>> = isMoved ? placeAt(seat, actor) : {};
    if (kind !== unit.kind) {
      mustBeKind(kinds, kind);
      mustLast(coming, "unitKinds", kind, "kind");
    }
    const isRenamed = name !== unit.name;
    if (isRenamed) mustBeAlone({ id: unit.id, name }, alike, called);
    const kept = isRenamed ? { name, folded: folded(name) } : {};
    return {
      result: { id: unit.id },
      on: refOf(unit.id),
      ...changed(unit, input, differences),
      rows: [
        update(memberUnits, unit, { ...kept, kind, ...place }),
        ...(isMoved ? [stayOpen(input.orgUnitId)] : []),
        ...list(listingOf({ ...unit, name, kind, ...place })),
        ...(isRenamed || isMoved ? renamedScope(unit.id, name, { posts, links }, place.orgPath) : []),
      ],
    };
  },
});

/** Where it is registered from now on. @throws Invalid for what isn't there, or isn't within what the person looks after */
function placeAt(seat: OrgUnit | null, actor: Actor) {
  if (!seat || seat.closedAt !== null || verdict(actor, correct, scopesOfPath(seat.path)) !== "allowed") {
    throw new Invalid([{ path: "orgUnitId", message: "请在您负责的范围内选择登记地" }]);
  }
  return { orgUnitId: seat.id, orgPath: seat.path };
}
