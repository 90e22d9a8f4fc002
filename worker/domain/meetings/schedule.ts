import { and, eq, inArray, isNull } from "drizzle-orm";
import * as z from "zod";
import type { Builder } from "../../../db/client.ts";
import { attendances, meetings } from "../../../db/tenant/schema/meetings.ts";
import { memberUnits, orgUnits } from "../../../db/tenant/schema/org.ts";
import type { Series } from "../../rules/schema/rule-set.ts";
import { formatMoment } from "../../time/format.ts";
import { type Instant, instantAt } from "../../time/instants.ts";
import { inForce, rulesAt, theCounty } from "../county/county.ts";
import { Invalid, NotFound } from "../errors.ts";
import { insert } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import { happening } from "../kernel/happenings.ts";
import { clockTime, day, id, line, many } from "../kernel/input.ts";
import { list } from "../kernel/listings.ts";
import { right, scopesOfPath } from "../kernel/rights.ts";
import { conveners } from "../kernel/roles.ts";
import { stayOpen } from "../org/left.ts";
import type { OrgUnit } from "../org/org.ts";
import { mustBeNear } from "./bounds.ts";
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
    county: theCounty(orm),
  }),
  state: ({ host: [host], members, rules, county: [county] }) => {
    if (!host || !county) throw new NotFound("org unit");
    return { host, members, openedAt: county.openedAt as Instant, ...inForce(rules) };
  },
  scopes: ({ host }) => scopesOfPath(host.path),
  decide: ({ host, members, version, rules, openedAt }, input, given) => {
    mustFit(rules.meetings.series, input.series, host.level);
    mustBeNear(input.date, openedAt, given.now);
    if (members.length < 2) throw new Invalid([{ path: "members", message: "请至少选择两个参会成员" }]);
    const planned = plannedAt(given.newId(), host, input);
    const { id: meetingId, series, startsAt } = planned;
    return {
      result: { id: meetingId },
      on: refOf(meetingId),
      detail: { series, startsAt },
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

const plannedAt = (id: string, host: OrgUnit, input: z.output<typeof ScheduleMeeting>) => ({
  id,
  series: input.series,
  title: input.title,
  orgUnitId: host.id,
  orgPath: host.path,
  startsAt: instantAt(input.date, input.time),
  place: input.place,
  state: "scheduled" as const,
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
