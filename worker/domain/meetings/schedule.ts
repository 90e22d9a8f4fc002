import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import * as z from "zod";
import type { Builder } from "../../../db/client.ts";
import { attendances, meetings } from "../../../db/tenant/schema/meetings.ts";
import { memberUnits, orgUnits } from "../../../db/tenant/schema/org.ts";
import type { Series } from "../../rules/schema/rule-set.ts";
import { inChineseOrder } from "../../text/order.ts";
import { formatMoment } from "../../time/format.ts";
import { type Instant, instantAt } from "../../time/instants.ts";
import { entriesAt, inForce, rulesAt } from "../county/county.ts";
import { Invalid, NotFound } from "../errors.ts";
import { insert } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import type { Context } from "../kernel/context.ts";
import { happening } from "../kernel/happenings.ts";
import { clockTime, day, id, line, many } from "../kernel/input.ts";
import { list } from "../kernel/listings.ts";
import { authorise, right, scopesOfPath } from "../kernel/rights.ts";
import { conveners } from "../kernel/roles.ts";
import { stayOpen } from "../org/left.ts";
import { childrenOf, inPlace } from "../org/org.ts";
import { openUnits } from "../units/units.ts";
import { listingOf } from "./listing.ts";
import { meeting, refOf } from "./meeting.ts";

export const ScheduleMeeting = z.strictObject({
  series: id("会议类型"),
  orgUnitId: id("召开单位"),
  title: line("会议名称", 60),
  date: day("日期"),
  time: clockTime("开始时间"),
  place: line("地点", 60),
  members: many(id("成员"), 200),
});

/** Puts a meeting of a series on the calendar and lets its members know of it. */
export const scheduleMeeting = command({
  right: right("meeting.schedule", "安排会议", conveners, meeting.rights.view),
  input: ScheduleMeeting,
  operation: { resource: "/meetings", summary: "安排会议", creates: "/meetings/{id}" },
  events: {
    scheduled: happening<{ startsAt: string }>(({ startsAt }, now) => ({
      title: `安排会议，${formatMoment(startsAt as Instant, now)}召开`,
    })),
  },
  load: (orm, { orgUnitId, members }, { now }) => ({
    host: orm
      .select()
      .from(orgUnits)
      .where(and(eq(orgUnits.id, orgUnitId), isNull(orgUnits.closedAt))),
    members: namesOf(orm, members),
    rules: rulesAt(orm, now),
  }),
  state: ({ host: [host], members, rules }) => {
    if (!host) throw new NotFound("org unit");
    return { host, members, ...inForce(rules) };
  },
  scopes: ({ host }) => scopesOfPath(host.path),
  decide: ({ host, members, version, rules }, input, given) => {
    mustFit(rules.meetings.series, input.series, host.level);
    if (members.length < 2) throw new Invalid([{ path: "members", message: "请至少选择两个参会成员" }]);
    const meetingId = given.newId();
    const startsAt = instantAt(input.date, input.time);
    const { series, title, place } = input;
    const planned = {
      id: meetingId,
      series,
      title,
      orgUnitId: host.id,
      orgPath: host.path,
      startsAt,
      place,
      state: "scheduled" as const,
    };
    return {
      result: { id: meetingId },
      on: refOf(meetingId),
      detail: { series: input.series, startsAt },
      says: { scheduled: { startsAt } },
      rows: [
        stayOpen(host.id, ...members.map(({ id }) => id)),
        insert(meetings, { ...planned, ruleVersion: version }),
        ...members.map(({ id }) => insert(attendances, { meetingId, memberId: id, state: "invited" })),
        ...list(listingOf(planned, members)),
      ],
    };
  },
});

function mustFit(allSeries: readonly Series[], wanted: string, level: string): void {
  const series = allSeries.find(({ key }) => key === wanted);
  if (!series) throw new Invalid([{ path: "series", message: "请选择会议类型" }]);
  if (series.level !== level) {
    throw new Invalid([{ path: "orgUnitId", message: `按规则，“${series.name}”不在这一级召开` }]);
  }
}

/** Member units and org units alike, by id. */
const namesOf = (orm: Builder, ids: readonly string[]) => {
  const wanted = ids.length > 0 ? [...ids] : [""];
  return orm
    .select({ id: memberUnits.id, name: memberUnits.name })
    .from(memberUnits)
    .where(and(inArray(memberUnits.id, wanted), isNull(memberUnits.closedAt)))
    .union(
      orm
        .select({ id: orgUnits.id, name: orgUnits.name })
        .from(orgUnits)
        .where(and(inArray(orgUnits.id, wanted), isNull(orgUnits.closedAt))),
    );
};

/**
 * What the form for a new meeting offers. Without `orgUnitId`, the person's own unit convenes if its level has a
 * series; otherwise `host` is null and `hosts` are the units in their scope that may convene one.
 */
export async function scheduleForm(ctx: Context, orgUnitId: string | null) {
  const { orm } = ctx.db;
  const own = ctx.actor.grants.find(({ scopeKind }) => scopeKind === "org")?.scopeId ?? "";
  const wanted = orgUnitId ?? own;
  const { host, hosts, below, units, rules } = await ctx.db.read({
    host: orm.select().from(orgUnits).where(eq(orgUnits.id, wanted)),
    hosts: orgUnitId === null ? convenersWithin(orm, own, ctx.now) : convenersWithin(orm, "", ctx.now),
    below: childrenOf(orm, wanted),
    units: openUnits(orm),
    rules: rulesAt(orm, ctx.now),
  });
  const [found] = host;
  if (!found) throw new NotFound("org unit");
  authorise(ctx.actor, scheduleMeeting.right, scopesOfPath(found.path));
  const { meetings, organisation } = inForce(rules).rules;
  const series = meetings.series.filter(({ level }) => level === found.level);
  const { levels } = organisation;
  return {
    host: series.length > 0 || orgUnitId !== null ? found : null,
    hosts,
    levels,
    below: inPlace(below),
    units: inChineseOrder(units),
    series,
  };
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
