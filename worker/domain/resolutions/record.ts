import { eq, type SQL, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { assistants, meetings, resolutions } from "../../../db/tenant/schema/meetings.ts";
import type { Instant } from "../../time/instants.ts";
import { inForce, rulesOf } from "../county/county.ts";
import { NotFound } from "../errors.ts";
import { scopesOfPath } from "../kernel/policy.ts";
import { membersOf, neighbours, scopesOfMeeting, versionOf } from "../meetings/meetings.ts";
import type { Resolution } from "./states.ts";

/** For a read batch: the rules a sitting began under. */
export const rulesOfMeeting = (orm: Builder, meetingId: string | SQL) =>
  rulesOf(orm, versionOf(orm, meetingId));

const ofResolution = (resolutionId: string) =>
  sql`(select meeting_id from resolutions where id = ${resolutionId})`;

/** For a read batch: a resolution with its meeting, members and rules. */
export const withMeeting = (orm: Builder, resolutionId: string, now: Instant) => ({
  resolution: orm.select().from(resolutions).where(eq(resolutions.id, resolutionId)),
  helpers: orm.select().from(assistants).where(eq(assistants.resolutionId, resolutionId)),
  meeting: orm
    .select()
    .from(meetings)
    .where(eq(meetings.id, ofResolution(resolutionId))),
  members: membersOf(orm, ofResolution(resolutionId)),
  neighbours: neighbours(orm, ofResolution(resolutionId), now),
  rules: rulesOfMeeting(orm, ofResolution(resolutionId)),
});

interface Rows {
  resolution: Resolution[];
  helpers: (typeof assistants.$inferSelect)[];
  meeting: (typeof meetings.$inferSelect)[];
  members: { id: string; name: string }[];
  neighbours: { startsAt: Instant }[];
  rules: { version: number; document: unknown }[];
}

export function loadedResolution({
  resolution: [resolution],
  helpers,
  meeting: [meeting],
  members,
  neighbours,
  rules,
}: Rows) {
  if (!resolution || !meeting) throw new NotFound("resolution");
  const assistantIds = helpers.map(({ memberId }) => memberId);
  return {
    resolution,
    assistantIds,
    meeting,
    members,
    otherMeetings: neighbours.map(({ startsAt }) => startsAt),
    ...inForce(rules),
  };
}

export type Loaded = ReturnType<typeof loadedResolution>;

export const scopes = ({ meeting, members }: Loaded) => scopesOfMeeting(meeting, members);

/** Who answers for a task: its lead, and the officers above the meeting on its behalf. */
export const leaders = (state: Loaded) => ({
  act: [
    ...scopesOfPath(state.meeting.orgPath),
    ...(state.resolution.leadId ? [state.resolution.leadId] : []),
  ],
  see: scopes(state),
});

/** Who carries it out: those, and the assisting units. */
export const carriers = (state: Loaded) => ({
  act: [...leaders(state).act, ...state.assistantIds],
  see: scopes(state),
});
