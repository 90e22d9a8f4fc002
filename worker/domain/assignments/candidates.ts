import { and, inArray, isNull, ne, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { memberUnits, orgUnits } from "../../../db/tenant/schema/org.ts";
import type { OrgUnit } from "../org/org.ts";
import { unitsAtMost } from "../units/units.ts";
import { onOneLine } from "../whistles/blowers.ts";

/** A unit that may be given a part. `path`: of a unit of the tree, of where a member unit is registered. */
export interface Candidate {
  readonly id: string;
  readonly kind: "org" | "unit";
  readonly name: string;
  readonly path: string;
  readonly parentId: string | null;
}

type Holder = Pick<OrgUnit, "id" | "path" | "parentId">;

/** Member units registered above or below whoever has the matter, and units of the tree beside it or right below. */
export const fits = ({ kind, id, path, parentId }: Candidate, holder: Holder): boolean =>
  kind === "unit"
    ? onOneLine(path, holder.path)
    : id !== holder.id && parentId !== null && (parentId === holder.id || parentId === holder.parentId);

/** For a read batch: the open units of the tree that fit a unit. */
export const unitsAround = (orm: Builder, path: string | ReturnType<typeof sql>) => {
  const of = (column: "id" | "parent_id") =>
    sql`(select ${sql.raw(column)} from org_units where path = ${path})`;
  return orm
    .select()
    .from(orgUnits)
    .where(
      and(
        sql`(${orgUnits.parentId} = ${of("id")} or ${orgUnits.parentId} = ${of("parent_id")})`,
        sql`${ne(orgUnits.id, of("id"))}`,
        isNull(orgUnits.closedAt),
      ),
    )
    .orderBy(sql`length(${orgUnits.path})`, orgUnits.code, orgUnits.name)
    .limit(unitsAtMost);
};

/** For a read batch: some by their ids, as far as they are open. Open the answer with `candidatesIn`. */
export const candidatesOf = (orm: Builder, ids: readonly string[]) => ({
  givenUnits: orm
    .select()
    .from(memberUnits)
    .where(and(inArray(memberUnits.id, ["", ...ids]), isNull(memberUnits.closedAt))),
  givenOrgs: orm
    .select()
    .from(orgUnits)
    .where(and(inArray(orgUnits.id, ["", ...ids]), isNull(orgUnits.closedAt))),
});

interface Rows {
  readonly givenUnits: readonly { id: string; name: string; orgPath: string }[];
  readonly givenOrgs: readonly Pick<OrgUnit, "id" | "name" | "path" | "parentId">[];
}

export const candidatesIn = ({ givenUnits, givenOrgs }: Rows): Candidate[] => [
  ...givenUnits.map(({ id, name, orgPath: path }) => ({
    ...{ id, name, path, kind: "unit" as const },
    parentId: null,
  })),
  ...givenOrgs.map(({ id, name, path, parentId }) => ({ id, name, path, parentId, kind: "org" as const })),
];
