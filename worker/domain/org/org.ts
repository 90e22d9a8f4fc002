import { and, asc, eq, isNull, type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import type { Builder } from "../../../db/client.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { fitsSizing } from "../../rules/engine/grids.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import { folded } from "../../text/folded.ts";
import { inChineseOrder } from "../../text/order.ts";
import type { Instant } from "../../time/instants.ts";
import { entriesAt, inForce, mustLast, rulesAt, rulesToCome } from "../county/county.ts";
import { Invalid, NotFound } from "../errors.ts";
import { insert } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import { happening } from "../kernel/happenings.ts";
import { id, line, optional, whole } from "../kernel/input.ts";
import { list } from "../kernel/listings.ts";
import { right, scopesOfPath } from "../kernel/rights.ts";
import { officers } from "../kernel/roles.ts";
import { stayOpen } from "./left.ts";
import { listingOf } from "./listing.ts";
import { maybeSiblings, mustBeAlone } from "./names.ts";
import { called, orgUnit, refOf } from "./org-unit.ts";

export type OrgUnit = typeof orgUnits.$inferSelect;

/** For SQL, a table: the ids that a path is made of, from the root down, as `value`. */
export const idsOfPath = (path: SQL): SQL =>
  sql`json_each('["' || replace(trim(${path}, '/'), '/', '","') || '"]')`;

/** For SQL: the path of a unit of the tree. */
export const pathOfUnit = (orgUnitId: string | SQL): SQL =>
  sql`(select path from org_units where id = ${orgUnitId})`;

/** For a read batch: a unit with everything above it, from the root down. */
export const lineage = (orm: Builder, orgUnitId: string | SQL) =>
  orm
    .select()
    .from(orgUnits)
    .where(sql`${orgUnits.id} in (select value from ${idsOfPath(pathOfUnit(orgUnitId))})`)
    .orderBy(sql`length(${orgUnits.path})`);

/** For a condition of SQL: the levels that are communities. */
export const communityLevel = (now: Instant): SQL => sql`(select json_extract(value, '$.key')
  from ${entriesAt("$.organisation.levels", now)} where json_extract(value, '$.kind') = 'community')`;

/** Of a unit and those above it the community, where residents look for what was solved near them. */
export const communityIn = ({ organisation }: RuleSet, units: readonly OrgUnit[]): OrgUnit | undefined =>
  units.findLast(({ level }) =>
    organisation.levels.some(({ key, kind }) => key === level && kind === "community"),
  );

/** For a read batch: the open units directly below one, to be put `inPlace`. */
export const childrenOf = (orm: Builder, parentId: string | SQL, most = 500) =>
  orm
    .select()
    .from(orgUnits)
    .where(and(eq(orgUnits.parentId, parentId), isNull(orgUnits.closedAt)))
    .orderBy(sql`${orgUnits.code} is null`, asc(orgUnits.code), asc(orgUnits.name))
    .limit(most);

/** Units by their official codes; those without one behind them, by name. */
export const inPlace = <U extends { readonly name: string; readonly code: string | null }>(
  units: readonly U[],
): U[] => [
  ...units.filter(({ code }) => code !== null),
  ...inChineseOrder(units.filter(({ code }) => code === null)),
];

/** How many seats a form offers to choose from. */
export const mostSeats = 1000;

/**
 * For a read batch: the open units down to the community, where people and member units have their seat. Grids are
 * left out: a county has thousands.
 */
export const openSeats = (orm: Builder, now: Instant, most = mostSeats) => {
  const seat = sql`(select json_extract(value, '$.key')
    from ${entriesAt("$.organisation.levels", now)}
    where json_extract(value, '$.kind') in ('prefecture', 'county', 'street', 'cluster', 'community'))`;
  return orm
    .select({ id: orgUnits.id, name: orgUnits.name, level: orgUnits.level })
    .from(orgUnits)
    .where(and(sql`${orgUnits.level} in ${seat}`, isNull(orgUnits.closedAt)))
    .orderBy(sql`length(${orgUnits.path})`, asc(orgUnits.name))
    .limit(most);
};

/** What a unit says of itself, as people fill it in. */
export const facts = {
  name: line("名称", 40),
  code: optional(z.string().regex(/^[0-9A-Z-]{6,24}$/, "代码是 6 至 24 位数字或大写字母")),
  kind: optional(id("网格类型")),
  households: optional(whole("户数是整数", { min: 0, max: 100_000, message: "户数须在 0 至 100000 之间" })),
  residents: optional(whole("人数是整数", { min: 0, max: 1_000_000, message: "人数须在 0 至 1000000 之间" })),
};

export const codeTaken = {
  "org_units.code": { path: "code", message: "这个代码已经用过，代码不能重复使用" },
};

export const AddOrgUnit = z.strictObject({ parentId: id("上级"), level: id("层级"), ...facts });

/** Adds a unit below another; levels may be skipped downwards where the rules say so. */
export const addOrgUnit = command({
  right: right("org.add", "添加组织", officers, orgUnit.rights.view),
  input: AddOrgUnit,
  operation: { resource: "/org-units", summary: "增加组织单元", creates: "/org-units/{id}" },
  events: { added: happening<object>(() => ({ title: "设立" })) },
  load: (orm, { parentId, name }, { now }) => ({
    siblings: maybeSiblings(orm, parentId, folded(name)),
    parent: orm
      .select()
      .from(orgUnits)
      .where(and(eq(orgUnits.id, parentId), isNull(orgUnits.closedAt))),
    rules: rulesAt(orm, now),
    coming: rulesToCome(orm, now),
  }),
  state: ({ parent: [parent], rules, ...read }) => {
    if (!parent) throw new NotFound("org unit");
    return { ...read, parent, rules: inForce(rules).rules };
  },
  scopes: ({ parent }) => scopesOfPath(parent.path),
  taken: codeTaken,
  again: "org_units.parent_id",
  decide: ({ parent, siblings, rules, coming }, input, { newId }) => {
    mustFollow(rules, parent.level, input);
    mustLast(coming, "levels", input.level, "level");
    if (input.kind) mustLast(coming, "gridKinds", input.kind, "kind");
    mustBeAlone(input, siblings, called);
    const unitId = newId();
    const { level, name, code = null, kind = null, households = null, residents = null } = input;
    const path = `${parent.path}${unitId}/`;
    const unit = { id: unitId, parentId: parent.id, level, name, code, kind, households, residents, path };
    return {
      result: { id: unitId, fits: fits(rules, { kind, households, residents }) },
      on: refOf(unitId),
      detail: { name, level },
      says: { added: {} },
      rows: [
        stayOpen(parent.id),
        insert(orgUnits, { ...unit, folded: folded(name) }),
        ...list(listingOf(unit)),
      ],
    };
  },
});

/** The levels a unit of some level may have directly below it: the next one, and beyond those that may be skipped. */
export function levelsBelow(rules: RuleSet, level: string): string[] {
  const { levels } = rules.organisation;
  const at = levels.findIndex(({ key }) => key === level);
  if (at < 0) return [];
  const below = levels.slice(at + 1);
  const firstFixed = below.findIndex(({ optional }) => !optional);
  return below.slice(0, firstFixed < 0 ? below.length : firstFixed + 1).map(({ key }) => key);
}

/** Whether a unit is as large as the rules want grids of its kind. Those that aren't are told, not refused. */
export function fits(
  { organisation }: RuleSet,
  unit: Pick<OrgUnit, "kind" | "households" | "residents">,
): boolean {
  const kind = organisation.gridKinds.find(({ key }) => key === unit.kind);
  return fitsSizing(kind?.sizing ?? [], unit);
}

/** @throws Invalid when the rules have no such level or kind of grid below a parent's level. */
export function mustFollow(
  rules: RuleSet,
  parent: string,
  { level, kind }: Pick<z.output<typeof AddOrgUnit>, "level" | "kind">,
): void {
  if (!levelsBelow(rules, parent).includes(level)) {
    throw new Invalid([{ path: "level", message: "按规则，这一级不能直接设在所选上级之下" }]);
  }
  if (kind) mustHaveKind(rules, level, kind);
}

/** @throws Invalid where the rules have no such kind of grid on that level. */
export function mustHaveKind({ organisation }: RuleSet, level: string, kind: string): void {
  if (!organisation.gridKinds.some((known) => known.key === kind && known.level === level)) {
    throw new Invalid([{ path: "kind", message: "按规则，这一级没有这种网格" }]);
  }
}
