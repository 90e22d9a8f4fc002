import { asc, eq, type SQL, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { attendances, meetings, resolutions } from "../../../db/tenant/schema/meetings.ts";
import { memberUnits, orgUnits } from "../../../db/tenant/schema/org.ts";
import type { Instant } from "../../time/instants.ts";
import { theCounty } from "../county/county.ts";
import { Conflict, NotFound } from "../errors.ts";
import { id } from "../kernel/input.ts";
import type { Movable } from "../kernel/move.ts";
import type { Noun } from "../kernel/record.ts";
import { right, scopesOfPath } from "../kernel/rights.ts";
import { staff } from "../kernel/roles.ts";

export type Meeting = typeof meetings.$inferSelect;

/** One meeting of a series of the rules. */
export const meeting = {
  noun: "meeting",
  called: "会议",
  page: "/meetings/",
  rights: { view: right("meeting.view", "查看会议", staff) },
} as const satisfies Noun;

const memberName = sql<string>`coalesce(${memberUnits.name}, ${orgUnits.name}, '')`;

/** For a read batch: who belongs to a meeting, with names. */
export const membersOf = (orm: Builder, meetingId: string | SQL) =>
  orm
    .select({
      id: attendances.memberId,
      state: attendances.state,
      name: memberName,
      isUnit: sql<boolean>`${memberUnits.id} is not null`.mapWith(Boolean),
      closedAt: sql<string | null>`coalesce(${memberUnits.closedAt}, ${orgUnits.closedAt})`,
    })
    .from(attendances)
    .leftJoin(memberUnits, eq(memberUnits.id, attendances.memberId))
    .leftJoin(orgUnits, eq(orgUnits.id, attendances.memberId))
    .where(eq(attendances.meetingId, meetingId))
    .orderBy(asc(memberName));

export type MeetingMember = ReturnType<typeof membersOf>["_"]["result"][number];

/** The rule version a meeting began under. */
export const versionOf = (orm: Builder, meetingId: string | SQL) =>
  orm.select({ version: meetings.ruleVersion }).from(meetings).where(eq(meetings.id, meetingId));

/** A meeting concerns the units above its host and everybody who belongs to it. */
export const scopesOfMeeting = (
  meeting: Pick<Meeting, "orgPath">,
  members: readonly { id: string }[],
): string[] => [...scopesOfPath(meeting.orgPath), ...members.map(({ id }) => id)];

/**
 * For a read batch: the meetings of the same series and host on either side of a moment: the last that has begun, this
 * one if none has since, and the next that is planned. Before this one has begun, its own start is the moment.
 */
export const neighbours = (orm: Builder, meetingId: string | SQL, at: Instant) => {
  const of = (column: SQL) => sql`(select ${column} from meetings where id = ${meetingId})`;
  const same = sql`series = ${of(sql`series`)} and org_unit_id = ${of(sql`org_unit_id`)} and state <> 'cancelled'`;
  const moment = sql`max(${of(sql`starts_at`)}, ${at})`;
  return orm
    .select({
      last: sql<Instant | null>`(select starts_at from meetings
        where ${same} and starts_at <= ${moment} order by starts_at desc limit 1)`,
      next: sql<Instant | null>`(select starts_at from meetings
        where ${same} and starts_at > ${moment} and state = 'scheduled' order by starts_at limit 1)`,
    })
    .from(sql`(select 1)`);
};

/** When the meetings on either side start. */
export const startsOf = ([found]: readonly { last: Instant | null; next: Instant | null }[]): Instant[] =>
  [found?.last, found?.next].filter((at) => at != null);

const withMembers = (orm: Builder, meetingId: string) => ({
  meeting: orm.select().from(meetings).where(eq(meetings.id, meetingId)),
  members: membersOf(orm, meetingId),
  decided: orm
    .select({ id: resolutions.id })
    .from(resolutions)
    .where(eq(resolutions.meetingId, meetingId))
    .limit(1),
  county: theCounty(orm),
});

export interface LoadedMeeting {
  readonly meeting: Meeting;
  readonly members: readonly Pick<MeetingMember, "id" | "name" | "state">[];
  /** Whether anything was decided yet: 0 or 1. */
  readonly decided: number;
  /** When its county opened. */
  readonly openedAt: Instant;
}

/** How moves of a meeting find it: by its id. */
export const onMeeting: Movable<ReturnType<typeof withMembers>, LoadedMeeting, typeof meetings> = {
  noun: meeting.noun,
  base: "/meetings",
  key: "meetingId",
  id: id("会议"),
  view: meeting.rights.view,
  table: meetings,
  ended: ["held", "cancelled"],
  load: withMembers,
  state: ({ meeting: [meeting], members, decided, county: [county] }) => {
    if (!meeting || !county) throw new NotFound("meeting");
    return { meeting, members, decided: decided.length, openedAt: county.openedAt as Instant };
  },
  row: ({ meeting }) => meeting,
  scopes: ({ meeting, members }) => ({
    act: scopesOfPath(meeting.orgPath),
    see: scopesOfMeeting(meeting, members),
  }),
  overtaken: ({ meeting }) => new Conflict(standingOf(meeting)),
};

/** Why a meeting's state allows no such move. */
export const standingOf = ({ state }: Pick<Meeting, "state">): string => standings[state];

const standings: Record<Meeting["state"], string> = {
  scheduled: "这次会议还没有结束",
  held: "这次会议已经结束",
  cancelled: "这次会议已经取消",
};

/** By which lists of meetings run: by time, and each in its own place. */
export const sortOf = ({ id, startsAt }: Pick<Meeting, "id" | "startsAt">): string => `${startsAt} ${id}`;

export const refOf = (id: string) => ({ noun: meeting.noun, id });
