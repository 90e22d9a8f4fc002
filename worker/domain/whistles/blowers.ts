import { inArray, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/sqlite-core";
import type { Builder } from "../../../db/client.ts";
import { memberUnits, orgUnits } from "../../../db/tenant/schema/org.ts";
import type { RuleSet, Whistle } from "../../rules/schema/rule-set.ts";
import type { Actor } from "../kernel/context.ts";
import type { OrgUnit } from "../org/org.ts";

/** Where somebody works: an org unit of a level, or a member unit of a kind with the path of where it is registered. */
export interface Seat {
  readonly id: string;
  readonly isUnit: boolean;
  /** Of an org unit its level, of a member unit its kind. */
  readonly kind: string;
  readonly path: string;
}

/** For a read batch: where a person works. */
export const seatsOf = (orm: Builder, { grants }: Pick<Actor, "grants">) => {
  const ids = ["", ...grants.flatMap(({ scopeId }) => scopeId ?? [])];
  return unionAll(
    orm
      .select({
        id: orgUnits.id,
        isUnit: sql<boolean>`0`.mapWith(Boolean),
        kind: orgUnits.level,
        path: orgUnits.path,
      })
      .from(orgUnits)
      .where(inArray(orgUnits.id, ids)),
    orm
      .select({
        id: memberUnits.id,
        isUnit: sql<boolean>`1`.mapWith(Boolean),
        kind: memberUnits.kind,
        path: memberUnits.orgPath,
      })
      .from(memberUnits)
      .where(inArray(memberUnits.id, ids)),
  );
};

/** Whether one lies above the other, or they are the same. */
export const onOneLine = (one: string, other: string): boolean =>
  one.startsWith(other) || other.startsWith(one);

/**
 * From which of a person's seats a whistle may be blown at a unit: the unit itself, where the rules name nobody else. A
 * post stands for the units of the levels where it is held, above the unit or below it; a kind of member units for those
 * registered there. Who is named by a role is no unit: whoever works at the unit speaks for them.
 */
export function blowersAt(
  { organisation: { postKinds } }: RuleSet,
  { from, blownBy = [] }: Pick<Whistle, "from" | "blownBy">,
  unit: Pick<OrgUnit, "id" | "level" | "path">,
  seats: readonly Seat[],
): string[] {
  if (unit.level !== from) return [];
  const levels = blownBy.flatMap((one) => {
    if (one.of === "level") return [one.key];
    return one.of === "post" ? (postKinds.find(({ key }) => key === one.key)?.levels ?? []) : [];
  });
  const kinds = blownBy.flatMap((one) => (one.of === "unit" ? [one.key] : []));
  const itself = blownBy.length === 0 || blownBy.some(({ of }) => of === "role");
  const blows = ({ id, isUnit, kind, path }: Seat) =>
    isUnit
      ? kinds.includes(kind) && path.startsWith(unit.path)
      : (itself && id === unit.id) || (levels.includes(kind) && onOneLine(path, unit.path));
  return seats.filter(blows).map(({ id }) => id);
}
