import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import type { RuleSet, Series } from "../../rules/schema/rule-set.ts";
import type { Instant } from "../../time/instants.ts";
import { entriesAt, inForce, rulesAt, theCounty } from "../county/county.ts";
import { NotFound } from "../errors.ts";
import type { Context } from "../kernel/context.ts";
import { authorise, scopesOfPath } from "../kernel/rights.ts";
import type { OrgUnit } from "../org/org.ts";
import { openUnits, unitsAtMost } from "../units/units.ts";
import { meetingDays } from "./bounds.ts";
import { groupsOf, membersLastTime, presetOf, unitsBelow } from "./candidates.ts";
import { scheduleMeeting } from "./schedule.ts";
import { chooseField } from "./states.ts";

/** Which form is asked for: who convenes, and which of its series, as far as that is known. */
export interface Asked {
  orgUnitId: string | null;
  series: string | null;
}

/** For a read batch: all that the form for a new meeting shows of a host. */
const wholeForm = (ctx: Context, { orgUnitId, series }: Asked, own: string) => {
  const { orm } = ctx.db;
  const wanted = orgUnitId ?? own;
  return {
    host: orm.select().from(orgUnits).where(eq(orgUnits.id, wanted)),
    hosts: convenersWithin(orm, orgUnitId === null ? own : "", ctx.now),
    below: unitsBelow(orm, wanted, ctx.now),
    units: openUnits(orm),
    last: membersLastTime(ctx, wanted, series),
    rules: rulesAt(orm, ctx.now),
    county: theCounty(orm),
  };
};

/**
 * What the form for a new meeting offers. Without `orgUnitId`, the person's own unit convenes if its level has a
 * series; otherwise `host` is null and `hosts` are the units in their scope that may convene one. `chosen` is the series
 * that was asked for, or the only one.
 */
export async function scheduleForm(ctx: Context, asked: Asked) {
  const own = ctx.actor.grants.find(({ scopeKind }) => scopeKind === "org")?.scopeId ?? "";
  const rows = await ctx.db.read(wholeForm(ctx, asked, own));
  const [host] = rows.host;
  if (!host) throw new NotFound("org unit");
  authorise(ctx.actor, scheduleMeeting.right, scopesOfPath(host.path));
  const { rules } = inForce(rows.rules);
  const series = rules.meetings.series.filter(({ level }) => level === host.level);
  const chosen = series.length === 1 ? series[0] : series.find(({ key }) => key === asked.series);
  return {
    host: series.length > 0 || asked.orgUnitId !== null ? host : null,
    hosts: rows.hosts,
    levels: rules.organisation.levels,
    series,
    chosen,
    groups: groupsOf(rules, rows.below, rows.units),
    /** There may be more than the groups have. */
    isCut: [rows.below, rows.units].some(({ length }) => length >= unitsAtMost),
    ...suggested(rows, rules, host, chosen),
    days: meetingDays((rows.county[0]?.openedAt ?? ctx.now) as Instant, ctx.now),
  };
}

export type ScheduleOffer = Awaited<ReturnType<typeof scheduleForm>>;

type Rows = Pick<Awaited<ReturnType<typeof readForm>>, "below" | "units" | "last">;
const readForm = (ctx: Context, asked: Asked) => ctx.db.read(wholeForm(ctx, asked, ""));

/** Who belongs to a meeting of a series by the rules, and who belonged to its last one at this host. */
function suggested({ below, units, last }: Rows, rules: RuleSet, host: OrgUnit, chosen: Series | undefined) {
  if (!chosen) return { byRules: [], byRole: [], last: null };
  const there = new Set([...below, ...units].map(({ id }) => id));
  const before = last.filter(({ series, member }) => series === chosen.key && there.has(member));
  const [one] = before;
  return {
    byRules: presetOf(rules, chosen, host, below, units),
    byRole: chosen.members.flatMap((one) => (one.of === "role" ? [one.name] : [])),
    last: one ? { startsAt: one.startsAt as Instant, members: before.map(({ member }) => member) } : null,
  };
}

/** Who is chosen after a button of the form was pressed, and what that says. */
export function chosenBy(
  { groups, byRules, last }: Pick<ScheduleOffer, "groups" | "byRules" | "last">,
  values: Readonly<Record<string, string | readonly string[] | undefined>>,
): { members: string[]; said: string } {
  const stand = [values.members ?? []].flat();
  const all = groups.find(({ key }) => key === values[chooseField]);
  if (all) {
    const members = [...new Set([...stand, ...all.members.map(({ id }) => id)])];
    return { members, said: `已全选${all.label}，现在共选 ${members.length} 个` };
  }
  if (values[chooseField] === "rules")
    return { members: byRules, said: `已按规则选 ${byRules.length} 个，请核对` };
  if (values[chooseField] === "last" && last)
    return { members: last.members, said: `已选与上次相同的 ${last.members.length} 个，请核对` };
  if (values[chooseField] === "none") return { members: [], said: "已全部不选" };
  return { members: stand, said: `现在共选 ${stand.length} 个` };
}

/** The open units at or below one whose level has a meeting series. */
const convenersWithin = (orm: Builder, orgUnitId: string, now: Instant) => {
  const own = sql`(select path from org_units where id = ${orgUnitId})`;
  const convening = sql`(select json_extract(value, '$.level')
    from ${entriesAt("$.meetings.series", now)})`;
  return orm
    .select({ id: orgUnits.id, name: orgUnits.name, level: orgUnits.level })
    .from(orgUnits)
    .where(
      and(
        sql`${orgUnits.path} >= ${own} and ${orgUnits.path} < ${own} || '~'`,
        sql`${orgUnits.level} in ${convening}`,
        isNull(orgUnits.closedAt),
      ),
    )
    .orderBy(sql`length(${orgUnits.path})`, asc(orgUnits.name))
    .limit(500);
};
