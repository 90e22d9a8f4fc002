import { and, asc, eq, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import type { Movable } from "../kernel/move.ts";
import { scopesOfPath } from "../kernel/rights.ts";
import type { OrgUnit } from "../org/org.ts";
import { type Desk, desksOf } from "./desks.ts";
import { type LoadedMatter, loadedMatter, onMatter, withRules } from "./matter.ts";

/** A matter with the units it can be passed on to: two levels below the one that has it. */
export interface WithBelow extends LoadedMatter {
  readonly below: readonly OrgUnit[];
}

/** As many as a form can offer. */
const mostBelow = 400;

/** For a read batch: the open units up to two levels below the one that has a matter. */
export const unitsBelow = (orm: Builder, found: SQL) => {
  const holder = sql`(select id from org_units where path = (select level_path from matters where ${found}))`;
  const children = sql`(select id from org_units where parent_id = ${holder})`;
  return orm
    .select()
    .from(orgUnits)
    .where(
      and(isNull(orgUnits.closedAt), or(eq(orgUnits.parentId, holder), inArray(orgUnits.parentId, children))),
    )
    .orderBy(asc(orgUnits.path))
    .limit(mostBelow);
};

type Rows = Parameters<typeof loadedMatter>[0] & { below: OrgUnit[] };
const withBelow = (orm: Builder, found: SQL) => ({ ...withRules(orm, found), below: unitsBelow(orm, found) });

/** How moves find a matter that goes to a unit below. */
export const onMatterAbove: Movable<ReturnType<typeof withBelow>, WithBelow, typeof matters> = {
  ...onMatter,
  load: (orm, matterId) => withBelow(orm, eq(matters.id, matterId)),
  state: ({ below, ...rows }: Rows) => ({ ...loadedMatter(rows), below }),
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

/** The units that would have it at a desk of their own. */
export const targets = (state: WithBelow): OrgUnit[] =>
  state.below.filter((unit) => deskAt(state, unit) !== undefined);
