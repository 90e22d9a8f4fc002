import { and, asc, eq, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { admitted } from "../../rules/engine/admission.ts";
import type { Movable } from "../kernel/move.ts";
import { scopesOfPath } from "../kernel/rights.ts";
import { inPlace, lineage, type OrgUnit } from "../org/org.ts";
import { type Desk, desksOf } from "./desks.ts";
import { type LoadedMatter, loadedMatter, onMatter, withRules } from "./matter.ts";

/** A matter with the units it can be passed on to, two levels below the one that has it, and with where it was given away. */
export interface WithBelow extends LoadedMatter {
  readonly below: readonly OrgUnit[];
  /** From the root down to where it lay; empty where it can't be called back. */
  readonly back: readonly OrgUnit[];
}

/** As many as a form can offer. */
const mostBelow = 400;

/** For a read batch: the open units up to two levels below the one that has a matter. */
const unitsBelow = (orm: Builder, found: SQL) => {
  const holder = sql`(select id from org_units where path = (select level_path from matters where ${found}))`;
  const children = sql`(select id from org_units where parent_id = ${holder})`;
  return orm
    .select()
    .from(orgUnits)
    .where(
      and(isNull(orgUnits.closedAt), or(eq(orgUnits.parentId, holder), inArray(orgUnits.parentId, children))),
    )
    .orderBy(
      sql`length(${orgUnits.path})`,
      sql`${orgUnits.code} is null`,
      asc(orgUnits.code),
      asc(orgUnits.name),
    )
    .limit(mostBelow + 1);
};

/** For a read batch: where a matter can go from the one that has it, and where it can go back to. */
export const unitsAround = (orm: Builder, found: SQL) => ({
  below: unitsBelow(orm, found),
  back: lineage(orm, sql`(select json_extract(gave, '$.unit') from matters where ${found})`),
});

type Rows = Parameters<typeof loadedMatter>[0] & Pick<WithBelow, "below" | "back">;
const withAround = (orm: Builder, found: SQL) => ({ ...withRules(orm, found), ...unitsAround(orm, found) });

/** How moves find a matter that goes to a unit below, or back. */
export const onMatterAbove: Movable<ReturnType<typeof withAround>, WithBelow, typeof matters> = {
  ...onMatter,
  load: (orm, matterId) => withAround(orm, eq(matters.id, matterId)),
  state: ({ below, back, ...rows }: Rows) => ({ ...loadedMatter(rows), below, back }),
};

/** From the root down to a unit below the one that has a matter. */
export function lineageTo({ matter, lineage, below }: WithBelow, unit: OrgUnit): OrgUnit[] {
  const holders = scopesOfPath(matter.levelPath);
  const above = lineage.filter(({ id }) => holders.includes(id));
  const between = below.filter(({ id }) => id === unit.parentId);
  return [...above, ...between, unit];
}

/** The desk that would have it there: the lowest above the unit, if it lies below the one that has it now. */
export function deskAt(state: WithBelow, unit: OrgUnit): Desk | undefined {
  const [desk] = desksOf(state.rules, lineageTo(state, unit));
  return desk && desk.unit.path.length > state.matter.levelPath.length ? desk : undefined;
}

/** The units that would have it at a desk of their own, the nearer ones first. */
export const targets = (state: WithBelow): OrgUnit[] =>
  inPlace(state.below.slice(0, mostBelow).filter((unit) => takes(state, deskAt(state, unit)))).sort(
    (one, other) => depthOf(one) - depthOf(other),
  );

/** Whether it may go to a desk: to a grid only what the admission list names. */
const takes = ({ rules, matter }: WithBelow, desk: Desk | undefined): boolean =>
  desk !== undefined && admitted(rules, desk.step.level, matter.category);

const depthOf = ({ path }: OrgUnit): number => scopesOfPath(path).length;

/** What the form says where it can't offer all; undefined where it does. */
export const moreBelow = ({ below }: WithBelow): string | undefined =>
  below.length > mostBelow ? `下级单位太多，只列出 ${mostBelow} 个；没有列出的，先派给它的上级。` : undefined;
