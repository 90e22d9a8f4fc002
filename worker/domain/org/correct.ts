import { eq, sql } from "drizzle-orm";
import * as z from "zod";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { nameIn } from "../../rules/document/names.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import { folded } from "../../text/folded.ts";
import { linksInto, postsIn, renamedScope } from "../accounts/renamed.ts";
import { inForce, mustLast, rulesAt, rulesToCome } from "../county/county.ts";
import { Conflict, Invalid, NotFound } from "../errors.ts";
import { update } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import { changed, mustBeCurrent, newestEvent, overwritten } from "../kernel/corrections.ts";
import { id, revision } from "../kernel/input.ts";
import { list } from "../kernel/listings.ts";
import { right } from "../kernel/rights.ts";
import { officers } from "../kernel/roles.ts";
import { listingOf } from "./listing.ts";
import { maybeSiblings, mustBeAlone } from "./names.ts";
import { keepersOf } from "./on-org-unit.ts";
import { codeTaken, facts, mustHaveKind, type OrgUnit } from "./org.ts";
import { called, orgUnit, refOf } from "./org-unit.ts";

const CorrectOrgUnit = z.strictObject({ orgUnitId: id("组织"), revision, ...facts });
type Input = z.output<typeof CorrectOrgUnit>;

/** Gives a unit another name, code, kind or size: all as it is from now on. Where its name stands elsewhere, it follows. */
export const correctOrgUnit = command({
  right: right("org.correct", "更正组织信息", officers, orgUnit.rights.view),
  input: CorrectOrgUnit,
  operation: {
    resource: "/org-units/{orgUnitId}",
    summary: "更正组织的名称、代码、网格类型和规模；没有填的视为没有",
    method: "put",
  },
  events: overwritten,
  load: (orm, { orgUnitId, name }, { now }) => ({
    unit: orm.select().from(orgUnits).where(eq(orgUnits.id, orgUnitId)),
    siblings: maybeSiblings(
      orm,
      sql`(select parent_id from org_units where id = ${orgUnitId})`,
      folded(name),
    ),
    last: newestEvent(orm, refOf(orgUnitId)),
    posts: postsIn(orm, orgUnitId),
    links: linksInto(orm, orgUnitId),
    rules: rulesAt(orm, now),
    coming: rulesToCome(orm, now),
  }),
  state: ({ unit: [unit], rules, ...read }) => {
    if (!unit) throw new NotFound("org unit");
    return { ...read, unit, rules: inForce(rules).rules };
  },
  scopes: ({ unit }) => keepersOf(unit),
  revision: ({ unit }) => unit.revision,
  taken: codeTaken,
  again: "org_units.parent_id",
  decide: ({ unit, siblings, last, posts, links, rules, coming }, input) => {
    if (unit.closedAt !== null) throw new Conflict("这个组织已经撤销，先恢复再更正");
    const differences = differencesOf(rules, unit, input);
    mustBeCurrent(unit, input, last, differences);
    const { name, code = null, kind = null, households = null, residents = null } = input;
    const isRenamed = name !== unit.name;
    if (isRenamed) mustBeFree(unit, siblings, name);
    if (kind && kind !== unit.kind) {
      mustHaveKind(rules, unit.level, kind);
      mustLast(coming, "gridKinds", kind, "kind");
    }
    const kept = isRenamed ? { name, folded: folded(name) } : {};
    return {
      result: { id: unit.id },
      on: refOf(unit.id),
      ...changed(unit, input, differences),
      rows: [
        update(orgUnits, unit, { ...kept, code, kind, households, residents }),
        ...list(listingOf({ ...unit, name, code, kind })),
        ...(isRenamed ? renamedScope(unit.id, name, { posts, links }) : []),
      ],
    };
  },
});

function mustBeFree(unit: OrgUnit, siblings: readonly { id: string; name: string }[], name: string): void {
  if (unit.parentId === null) {
    throw new Invalid([{ path: "name", message: "县（市、区）的名称由平台运维登记，不能在这里改" }]);
  }
  mustBeAlone({ id: unit.id, name }, siblings, called);
}

/** What differs between a unit and what was sent, in words. */
function differencesOf({ organisation }: RuleSet, unit: OrgUnit, input: Input) {
  const kindName = (kind: string | null | undefined) => kind && nameIn(organisation.gridKinds, kind);
  return [
    { name: "code", label: "代码", from: unit.code, to: input.code },
    { name: "kind", label: "网格类型", from: kindName(unit.kind), to: kindName(input.kind) },
    { name: "households", label: "户数", from: unit.households, to: input.households },
    { name: "residents", label: "人数", from: unit.residents, to: input.residents },
  ];
}
