import { asc, eq, sql } from "drizzle-orm";
import { meetings, resolutions } from "../../../db/tenant/schema/meetings.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { quorum } from "../../rules/engine/meetings.ts";
import type { Series } from "../../rules/schema/rule-set.ts";
import { inChineseOrder } from "../../text/order.ts";
import type { Instant } from "../../time/instants.ts";
import { inForce, olderEntries, presentRules, ruledBy, rulesOf, theCounty } from "../county/county.ts";
import { NotFound } from "../errors.ts";
import type { Context } from "../kernel/context.ts";
import { eventsOf, pastOf, toldToStaff } from "../kernel/happenings.ts";
import { offersOf } from "../kernel/offers.ts";
import { authorise, mayEver, type Reach, type Right, scopesOfPath, verdict } from "../kernel/rights.ts";
import type { Asked, ListOf } from "../lists/asked.ts";
import type { Page } from "../lists/page.ts";
import { readList } from "../lists/read.ts";
import { leadClocks, toldDue } from "../resolutions/due.ts";
import { logResolution } from "../resolutions/log.ts";
import { dueOffer } from "../resolutions/offer.ts";
import { mayNameMatter } from "../resolutions/settles.ts";
import { cancelMeeting } from "./cancel.ts";
import { closeMeeting } from "./close.ts";
import { correctAttendance } from "./correct.ts";
import {
  type LoadedMeeting,
  type Meeting,
  membersOf,
  neighbours,
  meeting as noun,
  scopesOfMeeting,
  startsOf,
} from "./meeting.ts";
import { meetingEvents } from "./moves.ts";
import { postponeMeeting } from "./postpone.ts";
import { scheduleMeeting } from "./schedule.ts";

/** What is to come in its order, what was held from the newest back. */
export const meetingList: ListOf = {
  noun: "meeting",
  right: noun.rights.view,
  placed: false,
  orders: { active: ["first", "newest"], ended: ["newest", "first"] },
};

/** For a read batch: the rows of one page of a list. */
const listed = ({ db: { orm } }: Context, { table, record, key, inOrder }: Page) =>
  orm
    .select({
      id: meetings.id,
      key,
      title: meetings.title,
      series: meetings.series,
      older: olderEntries("series", meetings.ruleVersion),
      startsAt: meetings.startsAt,
      place: meetings.place,
      state: meetings.state,
      host: orgUnits.name,
    })
    .from(table)
    .innerJoin(meetings, eq(meetings.id, record))
    .innerJoin(orgUnits, eq(orgUnits.id, meetings.orgUnitId))
    .orderBy(inOrder);

/** One page of the meetings a person finds: those to come and running, or those held. */
export async function meetingsPage(ctx: Context, asked: Asked) {
  const { rows, page, besides } = await readList(ctx, meetingList, asked, (page) => ({
    rows: listed(ctx, page),
    rules: presentRules(ctx.db.orm, ctx.now),
  }));
  const { series } = inForce(besides.rules.slice(-1)).rules.meetings;
  const called = (key: string) => entryOf(inForce(besides.rules).rules.meetings.series, key)?.name ?? key;
  return {
    ...page,
    kinds: page.counts.facets.kind.map(({ value, n }) => ({ value, n, name: called(value) })),
    meetings: rows.map(({ older, key: _place, ...row }) => ({
      ...row,
      seriesName: entryOf(older ?? series, row.series)?.name ?? row.series,
    })),
    maySchedule: mayEver(ctx.actor.grants, scheduleMeeting.right),
  };
}

/** The version a meeting began under, and those by which its tasks were set anew. */
const versionsOf = (meetingId: string) => sql`(
  select rule_version from meetings where id = ${meetingId}
  union select rule_version from clocks where noun = 'resolution'
    and record in (select id from resolutions where meeting_id = ${meetingId}))`;

const entryOf = (series: readonly Series[], wanted: string) => series.find(({ key }) => key === wanted);

/** For a read batch: all that a meeting's page shows. */
const wholeMeeting = ({ db: { orm }, now }: Context, meetingId: string, before?: string) => ({
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
  events: eventsOf(orm, noun.noun, meetingId, before),
  due: leadClocks(orm, sql`(select id from resolutions where meeting_id = ${meetingId})`),
  rules: rulesOf(orm, versionsOf(meetingId)),
  county: theCounty(orm),
  neighbours: neighbours(orm, meetingId, now),
});

type WholeMeeting = Awaited<ReturnType<typeof readWhole>>;
const readWhole = (ctx: Context, meetingId: string, before?: string) =>
  ctx.db.read(wholeMeeting(ctx, meetingId, before));

/** A meeting with its members and what it decided. @throws NotFound outside the person's scopes. */
export async function meetingPage(ctx: Context, meetingId: string, before?: string) {
  const rows = await readWhole(ctx, meetingId, before);
  const { members, rules } = rows;
  const [{ meeting, host } = { meeting: undefined, host: "" }] = rows.meeting;
  if (!meeting) throw new NotFound("meeting");
  const scopes = scopesOfMeeting(meeting, members);
  authorise(ctx.actor, noun.rights.view, scopes);
  const own = ruledBy(rules, meeting.ruleVersion);
  const series = entryOf(own.rules.meetings.series, meeting.series);
  const may = (right: Right, reach: Reach) =>
    meeting.state === "scheduled" && verdict(ctx.actor, right, reach) === "allowed";
  return {
    ...meeting,
    host,
    seriesName: series?.name ?? meeting.series,
    members: inChineseOrder(members),
    quorum: meeting.state === "held" && series ? reached(series, members) : null,
    resolutions: decidedIn(rows),
    ...pastOf(rows.events, before, (shown) => toldToStaff(meetingEvents, shown, ctx.now)),
    offers: offered(ctx, rows, meeting),
    ...logging(ctx, may(logResolution.right, scopes), {
      meeting,
      otherMeetings: startsOf(rows.neighbours),
      rules: own.rules,
    }),
    mayClose: may(closeMeeting.right, scopesOfPath(meeting.orgPath)),
  };
}

/** What the form for logging begins with: `due`, when a task that is logged now is due. */
const logging = (ctx: Context, mayLog: boolean, setting: Parameters<typeof dueOffer>[1]) => ({
  mayLog,
  mayNameMatter: mayNameMatter(ctx.actor),
  due: mayLog ? dueOffer(ctx, setting) : null,
});

function decidedIn({ decided, members, due, rules }: WholeMeeting) {
  const nameOf = new Map(members.map(({ id, name }) => [id, name]));
  return decided.map((row) => ({
    ...row,
    leadName: row.leadId && (nameOf.get(row.leadId) ?? null),
    ...toldDue(due, row, rules),
  }));
}

/** What the convener may make of a meeting besides closing it: one that decided something isn't called off. */
function offered(ctx: Context, { members, decided, county }: WholeMeeting, meeting: Meeting) {
  const openedAt = (county[0]?.openedAt ?? "") as Instant;
  const state: LoadedMeeting = { meeting, members, decided: decided.length, openedAt };
  return offersOf<LoadedMeeting>([postponeMeeting, cancelMeeting, correctAttendance], state, ctx);
}

/** How many came, and whether they were enough: late is present, a proxy only where the series says so. */
function reached(series: Series, members: readonly { state: string }[]) {
  const counts = ["present", "late", ...(series.proxiesCount ? ["proxy"] : [])];
  const came = members.filter(({ state }) => counts.includes(state)).length;
  return { came, ...quorum(series, members.length, came) };
}

export type MeetingPage = Awaited<ReturnType<typeof meetingPage>>;
