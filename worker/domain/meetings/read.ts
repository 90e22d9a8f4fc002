import { asc, desc, eq } from "drizzle-orm";
import { meetings, resolutions } from "../../../db/tenant/schema/meetings.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { quorum } from "../../rules/engine/meetings.ts";
import type { Series } from "../../rules/schema/rule-set.ts";
import { inForce, newestEntries, olderEntries, rulesOf } from "../county/county.ts";
import { NotFound } from "../errors.ts";
import { authorise } from "../kernel/command.ts";
import type { Context } from "../kernel/context.ts";
import { foundBy, pageOf } from "../kernel/listings.ts";
import { mayEver, scopesOfPath, verdict } from "../kernel/policy.ts";
import { membersOf, scopesOfMeeting, versionOf } from "./meetings.ts";

/** One page of the sittings a person finds: those to come and running, or those held. */
export async function meetingsPage(
  ctx: Context,
  { active, before }: { active: boolean; before: string | null },
) {
  const { orm } = ctx.db;
  const page = foundBy(ctx, "meeting", "meeting.view", { active, before, forwards: active }).as("page");
  const { rows, newest } = await ctx.db.read({
    rows: orm
      .select({
        id: meetings.id,
        sort: page.sort,
        title: meetings.title,
        series: meetings.series,
        older: olderEntries("series", meetings.ruleVersion),
        startsAt: meetings.startsAt,
        place: meetings.place,
        state: meetings.state,
        host: orgUnits.name,
      })
      .from(page)
      .innerJoin(meetings, eq(meetings.id, page.record))
      .innerJoin(orgUnits, eq(orgUnits.id, meetings.orgUnitId))
      .orderBy((active ? asc : desc)(page.sort)),
    newest: newestEntries(orm, "series"),
  });
  const { rows: shown, next } = pageOf(rows);
  return {
    meetings: shown.map(({ older, ...row }) => ({
      ...row,
      seriesName: entryOf(older ?? newest[0]?.entries ?? [], row.series)?.name ?? row.series,
    })),
    next,
    maySchedule: mayEver(ctx.actor.grants, "meeting.schedule"),
  };
}

const entryOf = (series: readonly Series[], wanted: string) => series.find(({ key }) => key === wanted);

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
    rules: rulesOf(orm, versionOf(orm, meetingId)),
  });
  const [found] = meeting;
  if (!found) throw new NotFound("meeting");
  const scopes = scopesOfMeeting(found.meeting, members);
  authorise(ctx.actor, "meeting.view", scopes);
  const series = entryOf(inForce(rules).rules.meetings.series, found.meeting.series);
  const came = members.filter(({ state }) => attends(state, series?.proxiesCount ?? true)).length;
  const nameOf = new Map(members.map(({ id, name }) => [id, name]));
  const may = (action: "meeting.close" | "resolution.log", act: string[]) =>
    found.meeting.state === "scheduled" && verdict(ctx.actor.grants, action, act) === "allowed";
  return {
    ...found.meeting,
    host: found.host,
    seriesName: series?.name ?? found.meeting.series,
    members,
    quorum:
      found.meeting.state === "held" && series ? { came, ...quorum(series, members.length, came) } : null,
    resolutions: decided.map((row) => ({ ...row, leadName: row.leadId && (nameOf.get(row.leadId) ?? null) })),
    mayLog: may("resolution.log", scopes),
    mayClose: may("meeting.close", scopesOfPath(found.meeting.orgPath)),
  };
}

/** Who counts towards the quorum: late is present, a proxy only where the series says so. */
const attends = (state: string, proxiesCount: boolean): boolean =>
  state === "present" || state === "late" || (state === "proxy" && proxiesCount);

export type MeetingPage = Awaited<ReturnType<typeof meetingPage>>;
