import { eq, type SQL, sql } from "drizzle-orm";
import { meetings, resolutions } from "../../../db/tenant/schema/meetings.ts";
import type { Context } from "../kernel/context.ts";
import type { Reach } from "../kernel/rights.ts";
import { scopesOfMeeting } from "../meetings/meeting.ts";
import { type Matter, scopesOfMatter } from "./matter.ts";

/** The most of a matter's resolutions that are shown; whoever their meetings concern may read it. */
const most = 50;

const memberIds = sql<readonly string[]>`(select json_group_array(member_id) from attendances
  where meeting_id = ${meetings.id})`.mapWith((text: string) => JSON.parse(text) as string[]);

const leadName = sql<string | null>`coalesce(
  (select name from member_units where id = ${resolutions.leadId}),
  (select name from org_units where id = ${resolutions.leadId}))`;

/** For a read batch: what meetings decided about a matter, the newest first. */
export const settledBy = ({ db: { orm } }: Pick<Context, "db">, matterId: string | SQL) =>
  orm
    .select({
      id: resolutions.id,
      number: resolutions.number,
      kind: resolutions.kind,
      body: resolutions.body,
      state: resolutions.state,
      leadName,
      meeting: { id: meetings.id, title: meetings.title, startsAt: meetings.startsAt },
      orgPath: meetings.orgPath,
      memberIds,
    })
    .from(resolutions)
    .innerJoin(meetings, eq(meetings.id, resolutions.meetingId))
    .where(sql`${resolutions.matterId} = ${matterId}`)
    .orderBy(sql`${resolutions.id} desc`)
    .limit(most);

export type Settling = ReturnType<typeof settledBy>["_"]["result"][number];

/** Whom the meeting of a resolution concerns. */
export const concernedBy = ({ orgPath, memberIds }: Pick<Settling, "orgPath" | "memberIds">): string[] =>
  scopesOfMeeting(
    { orgPath },
    memberIds.map((id) => ({ id })),
  );

/** Who may read a matter: everybody above the place it was reported from, whom meetings concern that settle it, and which units deal with a part of it. */
export const readersOf = (
  matter: Pick<Matter, "orgPath" | "levelPath">,
  concerned: readonly string[],
  dealing: readonly string[] = [],
): Reach => {
  const see = [...scopesOfMatter(matter).see, ...dealing];
  return { act: see, see, answering: [...concerned, ...dealing] };
};
