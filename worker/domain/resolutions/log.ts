import { eq, sql } from "drizzle-orm";
import * as z from "zod";
import { meetings, resolutions } from "../../../db/tenant/schema/meetings.ts";
import { inForce, rulesOf } from "../county/county.ts";
import { Conflict, NotFound } from "../errors.ts";
import { assertRevision, insert } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import type { Given } from "../kernel/context.ts";
import { happening } from "../kernel/happenings.ts";
import { id } from "../kernel/input.ts";
import { list } from "../kernel/listings.ts";
import { right } from "../kernel/rights.ts";
import { members as memberRoles } from "../kernel/roles.ts";
import {
  meeting,
  membersOf,
  neighbours,
  scopesOfMeeting,
  standingOf,
  startsOf,
  versionOf,
} from "../meetings/meeting.ts";
import { listingOf } from "./listing.ts";
import { changedBy, refOf } from "./resolution.ts";
import { matterNamed, mattersMeant, saidOfMatter, settles, settlesHappenings } from "./settles.ts";
import { asking, assign, content, Kept, keepHelpers, kindAndState, lookedOver } from "./task.ts";

const fields = { meetingId: id("会议"), ...content, ...settles };
export const LogResolution = z.strictObject(fields);

/** Logs what a meeting decided. A task goes to its lead unit's to-dos at once, due by the meeting's rules. */
export const logResolution = command({
  right: right("resolution.log", "记录决议", memberRoles, meeting.rights.view),
  input: z.strictObject({ ...fields, ...asking }),
  operation: {
    resource: "/meetings/{meetingId}/resolutions",
    summary: "记录决议",
    creates: "/resolutions/{id}",
    takes: LogResolution,
    output: Kept,
  },
  events: {
    logged: happening<{ body: string }>(({ body }) => ({ title: "记录决议", note: body })),
    ...settlesHappenings,
  },
  load: (orm, { meetingId, matter }, ctx) => ({
    meeting: orm.select().from(meetings).where(eq(meetings.id, meetingId)),
    members: membersOf(orm, meetingId),
    neighbours: neighbours(orm, meetingId, ctx.now),
    rules: rulesOf(orm, versionOf(orm, meetingId)),
    meant: mattersMeant(ctx, matter),
  }),
  state: ({ meeting: [meeting], members, neighbours, rules, meant }) => {
    if (!meeting) throw new NotFound("meeting");
    return { meeting, members, otherMeetings: startsOf(neighbours), meant, ...inForce(rules) };
  },
  scopes: ({ meeting, members }) => scopesOfMeeting(meeting, members),
  revision: ({ meeting }) => meeting.revision,
  decide: (state, input, given) => {
    const { meeting, version } = state;
    if (meeting.state !== "scheduled") throw new Conflict(`${standingOf(meeting)}，不能再记录决议`);
    const matter = matterNamed(input.matter, null, state.meant);
    const warnings = lookedOver(input, state, given);
    const { kind, body, leadId, dueDate } = input;
    const id = given.newId();
    const made = { id, body, ...kindAndState({ kind, leadId }) };
    return {
      result: { id, meetingId: meeting.id, warnings },
      on: refOf(id),
      detail: { meeting: meeting.id, kind, lead: leadId ?? null, matter: matter?.id ?? null },
      says: { logged: { body }, ...saidOfMatter(null, matter) },
      rows: [
        assertRevision(meetings, meeting),
        insert(resolutions, {
          ...made,
          ...numbered(meeting),
          matterId: matter?.id ?? null,
          ...loggedBy(given, version),
        }),
        ...(kind === "task"
          ? [...keepHelpers(id, input), ...assign(given, state, { id, ...input }, dueDate)]
          : []),
        ...list(listingOf(made, meeting, state.members)),
      ],
    };
  },
});

const loggedBy = (given: Given, ruleVersion: number) => ({
  ruleVersion,
  loggedBy: given.actor.name,
  loggedAt: given.now,
  ...changedBy(given),
});

/** The next number of a meeting, with the meeting. */
const numbered = ({ id, orgPath }: { id: string; orgPath: string }) => ({
  meetingId: id,
  orgPath,
  number: sql<number>`(select coalesce(max(number), 0) + 1 from resolutions where meeting_id = ${id})`,
});
