import { eq, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { memberUnits, orgUnits } from "../../../db/tenant/schema/org.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import { inForce, type RulesRow, rulesAt, rulesToCome } from "../county/county.ts";
import { Conflict, NotFound } from "../errors.ts";
import type { Context } from "../kernel/context.ts";
import { id } from "../kernel/input.ts";
import type { Movable } from "../kernel/move.ts";
import { scopesOfPath } from "../kernel/rights.ts";
import { type LeftRows, leftIn } from "../org/left.ts";
import type { OrgUnit } from "../org/org.ts";
import { memberUnit } from "./member-unit.ts";
import { maybeAlike } from "./units.ts";

export type MemberUnit = typeof memberUnits.$inferSelect;

/** What closing and reopening a member unit are decided on. */
export interface LoadedMemberUnit {
  readonly unit: MemberUnit;
  /** Where it is registered. */
  readonly seat: OrgUnit;
  /** Open ones that may be called the same. */
  readonly alike: readonly { id: string; name: string }[];
  readonly left: LeftRows;
  readonly rules: RuleSet;
  readonly coming: readonly RulesRow[];
}

const whole = (orm: Builder, unitId: string, { now }: Pick<Context, "now">) => ({
  unit: orm.select().from(memberUnits).where(eq(memberUnits.id, unitId)),
  seat: orm
    .select()
    .from(orgUnits)
    .where(sql`${orgUnits.id} = (select org_unit_id from member_units where id = ${unitId})`),
  alike: maybeAlike(orm, sql`(select folded from member_units where id = ${unitId})`),
  rules: rulesAt(orm, now),
  coming: rulesToCome(orm, now),
  ...leftIn(orm, unitId),
});

/** A member unit is looked after where it is registered; its own people see it. */
export const keepersOf = ({ id, orgPath }: Pick<MemberUnit, "id" | "orgPath">) => {
  const act = scopesOfPath(orgPath);
  return { act, see: [...act, id] };
};

/** How moves of a member unit find it: by its id. */
export const onMemberUnit: Movable<ReturnType<typeof whole>, LoadedMemberUnit, typeof memberUnits> = {
  noun: memberUnit.noun,
  base: "/units",
  resources: "/member-units",
  key: "unitId",
  id: id("单位"),
  view: memberUnit.rights.view,
  table: memberUnits,
  load: whole,
  state: ({ unit: [unit], seat: [seat], alike, rules, coming, ...left }) => {
    if (!unit || !seat) throw new NotFound("member unit");
    return { unit, seat, alike, left, rules: inForce(rules).rules, coming };
  },
  row: ({ unit }) => ({ ...unit, state: unit.closedAt === null ? "open" : "closed" }),
  scopes: ({ unit }) => keepersOf(unit),
  overtaken: ({ unit }) => new Conflict(unit.closedAt === null ? "这个单位没有停用" : "这个单位已经停用"),
};
