import { and, eq, isNull } from "drizzle-orm";
import * as z from "zod";
import type { Builder, Results } from "../../../db/client.ts";
import { memberUnits, orgUnits } from "../../../db/tenant/schema/org.ts";
import type { Instant } from "../../time/instants.ts";
import { inForce, rulesAt } from "../county/county.ts";
import { Invalid } from "../errors.ts";
import { id } from "../kernel/input.ts";
import { type Grant, type Role, roles } from "../kernel/roles.ts";

/** A post is a role that somebody holds in a scope: `grants` has a row for each. */

/** The roles that somebody can hold in a county. */
export const countyRoles = Object.keys(roles).filter(
  (role): role is Exclude<Role, "operator"> => role !== "operator",
);

/** What a post is asked by: the role, and an org unit or a member unit. */
export const postFields = { role: z.enum(countyRoles, "请选择角色"), scope: id("范围") };

/** For a read batch: the open unit that a post is to be held in. */
export const scopeCalled = (orm: Builder, scope: string, now: Instant) => ({
  rules: rulesAt(orm, now),
  org: orm
    .select()
    .from(orgUnits)
    .where(and(eq(orgUnits.id, scope), isNull(orgUnits.closedAt))),
  unit: orm
    .select()
    .from(memberUnits)
    .where(and(eq(memberUnits.id, scope), isNull(memberUnits.closedAt))),
});

/** Where a post is held. `whole`: that is all of the county. */
export interface Scope {
  readonly kind: "org" | "unit";
  readonly whole: boolean;
  readonly id: string;
  readonly name: string;
  readonly path: string;
}

type Read = Results<ReturnType<typeof scopeCalled>>;

/** @throws Invalid where there is no such unit. */
export function scopeFrom({ org: [org], unit: [unit], rules }: Pick<Read, "org" | "unit" | "rules">): Scope {
  const { levels } = inForce(rules).rules.organisation;
  const isCounty = levels.some(({ key, kind }) => key === org?.level && kind === "county");
  const whole = org?.parentId === null || isCounty;
  if (org) return { kind: "org", whole, id: org.id, name: org.name, path: org.path };
  if (unit) return { kind: "unit", whole, id: unit.id, name: unit.name, path: unit.orgPath };
  throw new Invalid([{ path: "scope", message: "这个单位不存在或已停用，请重新选择" }]);
}

/** @throws Invalid where nobody can hold this role in this scope. */
export function mustFit(scope: Scope, role: Role): void {
  if ((role === "unit_liaison") !== (scope.kind === "unit")) {
    const message = role === "unit_liaison" ? "联络员的范围应是一个成员单位" : "这个角色的范围应是一级组织";
    throw new Invalid([{ path: "scope", message }]);
  }
  if (role === "county_admin" && !scope.whole) {
    throw new Invalid([{ path: "scope", message: "县级管理员管一个县，范围应选县（市、区）" }]);
  }
}

/** `北关社区 社区干部` */
export const postWords = ({ role, scopeName }: Pick<Grant, "scopeName"> & { role: string }): string =>
  [scopeName, roles[role as Role] ?? role].filter(Boolean).join(" ");
