import { and, asc, eq, inArray, isNull, ne, type SQL, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { accounts, grants } from "../../../db/kernel/schema.ts";
import { memberUnits, orgUnits } from "../../../db/tenant/schema/org.ts";
import { pathOf } from "../accounts/listing.ts";
import { idsOfPath, type OrgUnit, pathOfUnit } from "../org/org.ts";
import { unitsAtMost } from "../units/units.ts";
import { onOneLine } from "./blowers.ts";
import { responders } from "./roles.ts";

type Unit = Pick<OrgUnit, "id" | "path" | "parentId">;

/** The unit in which one lies, or itself at the top: who holds a post there, or below, is one of its people. */
export const homeOf = ({ path, parentId }: Pick<Unit, "path" | "parentId">): string =>
  parentId === null ? path : path.replace(/[^/]+\/$/, "");

/** Somebody who may be called. `path`: of an org unit, of where a member unit is registered, of where a person works. */
export interface Candidate {
  readonly id: string;
  readonly kind: "org" | "unit" | "account";
  readonly name: string;
  readonly path: string;
  readonly parentId: string | null;
}

/** Whether a unit may be called: member units registered above or below, and units of the tree above and beside. */
export const isNear = ({ kind, id, path, parentId }: Candidate, unit: Unit): boolean =>
  kind === "unit"
    ? onOneLine(path, unit.path)
    : kind === "org" && id !== unit.id && (unit.path.startsWith(path) || parentId === unit.parentId);

/** Whether a person may be called: who works in the unit in which this one lies. */
export const isAmong = ({ kind, path }: Candidate, unit: Unit): boolean =>
  kind === "account" && path.startsWith(homeOf(unit));

/** For a read batch: the open units of the tree above one and beside it, where they are `wanted`. */
export const unitsNear = (orm: Builder, unitId: string, wanted: SQL) => {
  const parent = sql`(select parent_id from org_units where id = ${unitId})`;
  return orm
    .select()
    .from(orgUnits)
    .where(
      and(
        sql`(${orgUnits.parentId} = ${parent}
          or ${orgUnits.id} in (select value from ${idsOfPath(pathOfUnit(unitId))}))`,
        ne(orgUnits.id, unitId),
        wanted,
        isNull(orgUnits.closedAt),
      ),
    )
    .orderBy(sql`length(${orgUnits.path})`, orgUnits.code, orgUnits.name)
    .limit(unitsAtMost);
};

const holders = (orm: Builder) =>
  orm
    .select({
      id: accounts.id,
      name: accounts.name,
      where: grants.scopeName,
      path: pathOf(grants.scopeId).as("holder_path"),
    })
    .from(grants)
    .innerJoin(accounts, eq(accounts.id, grants.accountId));

const working = and(
  isNull(grants.revokedAt),
  isNull(accounts.disabledAt),
  inArray(grants.role, [...responders]),
);

/** For a read batch: the people who work in the unit in which one lies, with where. */
export const peopleNear = (orm: Builder, unitId: string, wanted: SQL) => {
  const parent = sql`(select coalesce((select above.path from org_units above where above.id = here.parent_id), here.path)
    from org_units here where here.id = ${unitId})`;
  const scopes = sql`(select id from org_units where path >= ${parent} and path < substr(${parent}, 1, length(${parent}) - 1) || '0'
    union all select id from member_units
      where org_path >= ${parent} and org_path < substr(${parent}, 1, length(${parent}) - 1) || '0')`;
  return holders(orm)
    .where(and(working, wanted, sql`${grants.scopeId} in ${scopes}`))
    .orderBy(asc(accounts.name))
    .limit(unitsAtMost);
};

/** For a read batch: some who are to be called, as far as they are there: a person once for each post. */
export const candidatesOf = (orm: Builder, ids: readonly string[]) => ({
  calledUnits: orm
    .select()
    .from(memberUnits)
    .where(and(inArray(memberUnits.id, ["", ...ids]), isNull(memberUnits.closedAt))),
  calledOrgs: orm
    .select()
    .from(orgUnits)
    .where(and(inArray(orgUnits.id, ["", ...ids]), isNull(orgUnits.closedAt))),
  calledPeople: holders(orm).where(and(working, inArray(accounts.id, ["", ...ids]))),
});

interface Rows {
  readonly calledUnits: readonly { id: string; name: string; orgPath: string }[];
  readonly calledOrgs: readonly OrgUnit[];
  readonly calledPeople: readonly { id: string; name: string; path: string }[];
}

export const candidatesIn = ({ calledUnits, calledOrgs, calledPeople }: Rows): Candidate[] => [
  ...calledUnits.map(({ id, name, orgPath: path }) => ({
    id,
    name,
    path,
    kind: "unit" as const,
    parentId: null,
  })),
  ...calledOrgs.map(({ id, name, path, parentId }) => ({ id, name, path, kind: "org" as const, parentId })),
  ...calledPeople.map(({ id, name, path }) => ({
    id,
    name,
    path,
    kind: "account" as const,
    parentId: null,
  })),
];
