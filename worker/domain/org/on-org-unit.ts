import { eq, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import { inForce, type RulesRow, rulesAt, rulesToCome } from "../county/county.ts";
import { Conflict, NotFound } from "../errors.ts";
import type { Context } from "../kernel/context.ts";
import { id } from "../kernel/input.ts";
import type { Movable } from "../kernel/move.ts";
import { scopesOfPath } from "../kernel/rights.ts";
import { type LeftRows, leftIn } from "./left.ts";
import { maybeSiblings } from "./names.ts";
import type { OrgUnit } from "./org.ts";
import { orgUnit } from "./org-unit.ts";

/** What closing and reopening an org unit are decided on. */
export interface LoadedOrgUnit {
  readonly unit: OrgUnit;
  /** The one above; null for the root. */
  readonly parent: OrgUnit | null;
  /** Open ones beside it that may be called the same. */
  readonly siblings: readonly { id: string; name: string }[];
  readonly left: LeftRows;
  readonly rules: RuleSet;
  readonly coming: readonly RulesRow[];
}

const whole = (orm: Builder, unitId: string, { now }: Pick<Context, "now">) => {
  const own = (column: "parent_id" | "folded") =>
    sql`(select ${sql.identifier(column)} from org_units where id = ${unitId})`;
  return {
    unit: orm.select().from(orgUnits).where(eq(orgUnits.id, unitId)),
    parent: orm
      .select()
      .from(orgUnits)
      .where(sql`${orgUnits.id} = ${own("parent_id")}`),
    siblings: maybeSiblings(orm, own("parent_id"), own("folded")),
    rules: rulesAt(orm, now),
    coming: rulesToCome(orm, now),
    ...leftIn(orm, unitId),
  };
};

/** A unit is looked after by whoever answers for what is above it; the root by its own. */
export const keepersOf = ({ parentId, path }: Pick<OrgUnit, "parentId" | "path">) => {
  const see = scopesOfPath(path);
  return { act: parentId === null ? see : see.slice(0, -1), see };
};

export const standingOf = ({ closedAt }: Pick<OrgUnit, "closedAt">): "open" | "closed" =>
  closedAt === null ? "open" : "closed";

/** How moves of an org unit find it: by its id. */
export const onOrgUnit: Movable<ReturnType<typeof whole>, LoadedOrgUnit, typeof orgUnits> = {
  noun: orgUnit.noun,
  base: "/org",
  resources: "/org-units",
  key: "orgUnitId",
  id: id("组织"),
  view: orgUnit.rights.view,
  table: orgUnits,
  load: whole,
  state: ({ unit: [unit], parent: [parent], siblings, rules, coming, ...left }) => {
    if (!unit) throw new NotFound("org unit");
    return { unit, parent: parent ?? null, siblings, left, rules: inForce(rules).rules, coming };
  },
  row: ({ unit }) => ({ ...unit, state: standingOf(unit) }),
  scopes: ({ unit }) => keepersOf(unit),
  overtaken: ({ unit }) => new Conflict(unit.closedAt === null ? "这个组织没有撤销" : "这个组织已经撤销"),
};
