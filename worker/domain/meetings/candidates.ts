import { and, eq, isNull, ne, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { attendances, meetings } from "../../../db/tenant/schema/meetings.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import type { RuleSet, Series } from "../../rules/schema/rule-set.ts";
import { inChineseOrder } from "../../text/order.ts";
import type { Instant } from "../../time/instants.ts";
import { entriesAt } from "../county/county.ts";
import type { Context } from "../kernel/context.ts";
import { inPlace, type OrgUnit } from "../org/org.ts";
import { type openUnits, unitsAtMost } from "../units/units.ts";

type MemberUnit = Awaited<ReturnType<typeof openUnits>>[number];

/** Some who may belong to a meeting: units of one level, or member units of one kind. */
interface MemberGroup {
  readonly key: string;
  readonly label: string;
  readonly members: readonly { readonly id: string; readonly name: string }[];
}

/** For a read batch: a host, the open units directly below it, and all below it down to the communities. */
export const unitsBelow = (orm: Builder, hostId: string, now: Instant) => {
  const host = sql`(select path from org_units where id = ${hostId})`;
  const seats = sql`(select json_extract(value, '$.key') from ${entriesAt("$.organisation.levels", now)}
    where json_extract(value, '$.kind') in ('prefecture', 'county', 'street', 'cluster', 'community'))`;
  return orm
    .select()
    .from(orgUnits)
    .where(
      and(
        sql`${orgUnits.path} >= ${host} and ${orgUnits.path} < ${host} || '~'`,
        sql`(${eq(orgUnits.id, hostId)} or ${eq(orgUnits.parentId, hostId)} or ${orgUnits.level} in ${seats})`,
        isNull(orgUnits.closedAt),
      ),
    )
    .orderBy(sql`length(${orgUnits.path})`, orgUnits.code, orgUnits.name)
    .limit(unitsAtMost);
};

/** For a read batch: who belonged to the last meeting of each series at a host, or of one series. */
export const membersLastTime = ({ db: { orm }, now }: Context, hostId: string, series: string | null) => {
  const key = sql`json_extract(value, '$.key')`;
  const last = sql`(select id from meetings where series = ${key} and org_unit_id = ${hostId}
    and state <> 'cancelled' order by starts_at desc limit 1)`;
  const found = sql`(select ${last} from ${entriesAt("$.meetings.series", now)}
    where ${series} is null or ${key} = ${series})`;
  return orm
    .select({ series: meetings.series, startsAt: meetings.startsAt, member: attendances.memberId })
    .from(meetings)
    .innerJoin(attendances, eq(attendances.meetingId, meetings.id))
    .where(and(sql`${meetings.id} in ${found}`, ne(meetings.state, "cancelled")))
    .limit(2000);
};

/**
 * Org units by their level, member units by their kind, as the rules order both. Kinds with one unit share a group: its
 * name says more than theirs.
 */
export function groupsOf(
  { organisation: { levels, unitKinds } }: RuleSet,
  below: readonly OrgUnit[],
  units: readonly MemberUnit[],
): MemberGroup[] {
  const byLevel = Map.groupBy(below, ({ level }) => level);
  const byKind = Map.groupBy(units, ({ kind }) => kind);
  const several = unitKinds.filter(({ key }) => (byKind.get(key)?.length ?? 0) > 1);
  const others = units.filter(({ kind }) => !several.some(({ key }) => key === kind));
  const groups = [
    ...levels.map(({ key, name }) => ({
      key: `level.${key}`,
      label: name,
      members: inPlace(byLevel.get(key) ?? []),
    })),
    ...several.map(({ key, name }) => ({
      key: `unit.${key}`,
      label: name,
      members: inChineseOrder(byKind.get(key) ?? []),
    })),
    {
      key: "unit.",
      label: several.length > 0 ? "其他成员单位" : "成员单位",
      members: inChineseOrder(others),
    },
  ];
  return groups.filter(({ members }) => members.length > 0);
}

/**
 * Who belongs to a meeting by its series: units of a level or of the levels where a post is held, member units of a kind
 * that are registered with the host or below it. Who is named by a role is no unit, and nowhere to be chosen.
 */
export function presetOf(
  { organisation: { postKinds } }: RuleSet,
  { members }: Pick<Series, "members">,
  host: Pick<OrgUnit, "path">,
  below: readonly OrgUnit[],
  units: readonly MemberUnit[],
): string[] {
  const levels = members.flatMap((one) => {
    if (one.of === "level") return [one.key];
    return one.of === "post" ? (postKinds.find(({ key }) => key === one.key)?.levels ?? []) : [];
  });
  const kinds = members.flatMap((one) => (one.of === "unit" ? [one.key] : []));
  return [
    ...below.filter(({ level }) => levels.includes(level)),
    ...units.filter(({ kind, orgPath }) => kinds.includes(kind) && orgPath.startsWith(host.path)),
  ].map(({ id }) => id);
}
