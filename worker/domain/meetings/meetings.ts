import { and, asc, desc, eq, gt, inArray, isNull, type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import type { Builder } from "../../../db/client.ts";
import { attendances, meetings, resolutions } from "../../../db/tenant/schema/meetings.ts";
import { memberUnits, orgUnits } from "../../../db/tenant/schema/org.ts";
import type { Series } from "../../rules/schema.ts";
import { type Instant, instantAt, isClockTime, isLocalDate } from "../../rules/time.ts";
import { inForce, rulesAt } from "../county/county.ts";
import { Conflict, Invalid, NotFound } from "../errors.ts";
import { amend, insert, update } from "../kernel/changes.ts";
import { authorise, command } from "../kernel/command.ts";
import type { Context } from "../kernel/context.ts";
import { happened } from "../kernel/events.ts";
import { id, line, many } from "../kernel/input.ts";
import { foundBy, listAs, listIn, pageOf } from "../kernel/listings.ts";
import { mayEver, scopesOfPath, verdict } from "../kernel/policy.ts";

export type Meeting = typeof meetings.$inferSelect;

export const meetingStates: Readonly<Record<Meeting["state"], string>> = {
  scheduled: "待召开",
  held: "已召开",
};

export const attendanceStates = {
  invited: "已通知",
  present: "到会",
  proxy: "代会",
  late: "迟到",
  leave: "请假",
  absent: "缺席",
} as const;

export const ScheduleMeeting = z.strictObject({
  series: id("会议类型"),
  orgUnitId: id("召开单位"),
  title: line("会议名称", 60),
  date: z.string("请填写日期").refine(isLocalDate, "请填写日期"),
  time: z.string("请填写时间").refine(isClockTime, "请填写时间，例如 09:30"),
  place: line("地点", 60),
  members: many(id("成员"), 200),
});

/** Puts a sitting of a series on the calendar and lets its members know of it. */
export const scheduleMeeting = command({
  action: "meeting.schedule",
  input: ScheduleMeeting,
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
    const series = rules.meetings.series.find(({ key }) => key === input.series);
    mustFit(series, host.level);
    if (members.length < 2) throw new Invalid([{ path: "members", message: "请至少选择两个参会成员" }]);
    const { newId } = given;
    const meetingId = newId();
    const subject = `meeting:${meetingId}`;
    const startsAt = instantAt(input.date, input.time);
    const scopes = [...new Set([...scopesOfPath(host.path), ...members.map((member) => member.id)])];
    return {
      result: { id: meetingId },
      subject,
      detail: { series: input.series, startsAt },
      rows: [
        insert(meetings, {
          id: meetingId,
          series: input.series,
          title: input.title,
          orgUnitId: host.id,
          orgPath: host.path,
          startsAt,
          place: input.place,
          state: "scheduled",
          ruleVersion: version,
        }),
        ...members.map(({ id }) =>
          insert(attendances, { meetingId, memberId: id, state: "invited" as const }),
        ),
        ...listIn("meeting", meetingId, scopes, `${startsAt} ${meetingId}`),
        happened(given, subject, "scheduled", { startsAt }),
      ],
    };
  },
});

function mustFit(series: Series | undefined, level: string): void {
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

export const CloseMeeting = z.strictObject({
  meetingId: id("会议"),
  /** Ids of members by how they attended; whoever stands in none of the lists counts as absent. */
  present: many(id("成员"), 200),
  proxy: many(id("成员"), 200),
  late: many(id("成员"), 200),
  leave: many(id("成员"), 200),
});

/** Ends a sitting: who came is kept, and nothing more is logged as decided in it. */
export const closeMeeting = command({
  action: "meeting.close",
  input: CloseMeeting,
  load: (orm, { meetingId }) => ({
    meeting: orm.select().from(meetings).where(eq(meetings.id, meetingId)),
    members: orm
      .select({ id: attendances.memberId })
      .from(attendances)
      .where(eq(attendances.meetingId, meetingId)),
  }),
  state: ({ meeting: [meeting], members }) => {
    if (!meeting) throw new NotFound("meeting");
    return { meeting, members };
  },
  scopes: ({ meeting, members }) => ({
    act: scopesOfPath(meeting.orgPath),
    see: scopesOfMeeting(meeting, members),
  }),
  decide: ({ meeting }, input, given) => {
    if (meeting.state !== "scheduled") throw new Conflict("这次会议已经结束");
    const subject = `meeting:${meeting.id}`;
    const { present, proxy, late, leave } = input;
    const how = Object.entries({ present, proxy, late, leave }).map(
      ([state, ids]) => sql`when ${inArray(attendances.memberId, ids.length > 0 ? ids : [""])} then ${state}`,
    );
    return {
      result: { id: meeting.id },
      subject,
      rows: [
        update(meetings, meeting, { state: "held" }),
        amend(attendances, eq(attendances.meetingId, meeting.id), {
          state: sql`case ${sql.join(how, sql` `)} else 'absent' end`,
        }),
        listAs(meeting.id, false),
        happened(given, subject, "held", { present: present.length + late.length, proxy: proxy.length }),
      ],
    };
  },
});

/** One page of the sittings a person finds: those to come and running, or those held. */
export async function meetingsPage(
  ctx: Context,
  { active, before }: { active: boolean; before: string | null },
) {
  const { orm } = ctx.db;
  const page = foundBy(ctx, "meeting", "meeting.view", { active, before, forwards: active }).as("page");
  const { rows, rules } = await ctx.db.read({
    rows: orm
      .select({
        id: meetings.id,
        sort: page.sort,
        title: meetings.title,
        series: meetings.series,
        startsAt: meetings.startsAt,
        place: meetings.place,
        state: meetings.state,
        host: orgUnits.name,
      })
      .from(page)
      .innerJoin(meetings, eq(meetings.id, page.record))
      .innerJoin(orgUnits, eq(orgUnits.id, meetings.orgUnitId))
      .orderBy((active ? asc : desc)(page.sort)),
    rules: rulesAt(orm, ctx.now),
  });
  const names = seriesNames(inForce(rules).rules.meetings.series);
  const { rows: shown, next } = pageOf(rows);
  return {
    meetings: shown.map((row) => ({ ...row, seriesName: names.get(row.series) ?? row.series })),
    next,
    maySchedule: mayEver(ctx.actor.grants, "meeting.schedule"),
  };
}

const seriesNames = (series: readonly Series[]) => new Map(series.map(({ key, name }) => [key, name]));

const memberName = sql<string>`coalesce(${memberUnits.name}, ${orgUnits.name}, '')`;

/** For a read batch: who belongs to a sitting, with names. */
export const membersOf = (orm: Builder, meetingId: string | SQL) =>
  orm
    .select({
      id: attendances.memberId,
      state: attendances.state,
      name: memberName,
      isUnit: sql<boolean>`${memberUnits.id} is not null`.mapWith(Boolean),
    })
    .from(attendances)
    .leftJoin(memberUnits, eq(memberUnits.id, attendances.memberId))
    .leftJoin(orgUnits, eq(orgUnits.id, attendances.memberId))
    .where(eq(attendances.meetingId, meetingId))
    .orderBy(asc(memberName));

/** A sitting with its members and what it decided. @throws NotFound outside the person's scopes. */
export async function meetingPage(ctx: Context, meetingId: string) {
  const { orm } = ctx.db;
  const { meeting, members, decided, rules } = await ctx.db.read({
    meeting: orm
      .select({ meeting: meetings, host: orgUnits.name })
      .from(meetings)
      .innerJoin(orgUnits, eq(orgUnits.id, meetings.orgUnitId))
      .where(eq(meetings.id, meetingId)),
    members: membersOf(orm, meetingId),
    decided: orm
      .select()
      .from(resolutions)
      .where(eq(resolutions.meetingId, meetingId))
      .orderBy(asc(resolutions.number))
      .limit(200),
    rules: rulesAt(orm, ctx.now),
  });
  const [found] = meeting;
  if (!found) throw new NotFound("meeting");
  const scopes = scopesOfMeeting(found.meeting, members);
  authorise(ctx.actor, "meeting.view", scopes);
  const series = inForce(rules).rules.meetings.series.find(({ key }) => key === found.meeting.series);
  const nameOf = new Map(members.map(({ id, name }) => [id, name]));
  const may = (action: "meeting.close" | "resolution.log", act: string[]) =>
    found.meeting.state === "scheduled" && verdict(ctx.actor.grants, action, act) === "allowed";
  return {
    ...found.meeting,
    host: found.host,
    seriesName: series?.name ?? found.meeting.series,
    members,
    resolutions: decided.map((row) => ({ ...row, leadName: row.leadId && (nameOf.get(row.leadId) ?? null) })),
    mayLog: may("resolution.log", scopes),
    mayClose: may("meeting.close", scopesOfPath(found.meeting.orgPath)),
  };
}

export type MeetingPage = Awaited<ReturnType<typeof meetingPage>>;

/** A sitting concerns the units above its host and everybody who belongs to it. */
export const scopesOfMeeting = (
  meeting: Pick<Meeting, "orgPath">,
  members: readonly { id: string }[],
): string[] => [...scopesOfPath(meeting.orgPath), ...members.map(({ id }) => id)];

/** For a read batch: when the next sitting of the same series and host starts, after a moment. */
export const nextSitting = (orm: Builder, meetingId: string | SQL, after: Instant) =>
  orm
    .select({ startsAt: meetings.startsAt })
    .from(meetings)
    .where(
      and(
        sql`(series, org_unit_id) = (select series, org_unit_id from meetings where id = ${meetingId})`,
        gt(meetings.startsAt, sql`max((select starts_at from meetings where id = ${meetingId}), ${after})`),
        eq(meetings.state, "scheduled"),
      ),
    )
    .orderBy(asc(meetings.startsAt))
    .limit(1);

/** What the form for a new sitting offers. */
export async function scheduleForm(ctx: Context, orgUnitId: string | null) {
  const { orm } = ctx.db;
  const own = ctx.actor.grants.find(({ scopeKind }) => scopeKind === "org")?.scopeId ?? "";
  const { host, below, units, rules } = await ctx.db.read({
    host: orm
      .select()
      .from(orgUnits)
      .where(eq(orgUnits.id, orgUnitId ?? own)),
    below: orm
      .select({ id: orgUnits.id, name: orgUnits.name, level: orgUnits.level })
      .from(orgUnits)
      .where(and(eq(orgUnits.parentId, orgUnitId ?? own), isNull(orgUnits.closedAt)))
      .orderBy(asc(orgUnits.name))
      .limit(200),
    units: orm
      .select({ id: memberUnits.id, name: memberUnits.name })
      .from(memberUnits)
      .where(isNull(memberUnits.closedAt))
      .orderBy(asc(memberUnits.name))
      .limit(500),
    rules: rulesAt(orm, ctx.now),
  });
  if (!host[0]) throw new NotFound("org unit");
  authorise(ctx.actor, "meeting.schedule", scopesOfPath(host[0].path));
  const { series } = inForce(rules).rules.meetings;
  return { host: host[0], below, units, series: series.filter(({ level }) => level === host[0]?.level) };
}
