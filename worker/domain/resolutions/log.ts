import { eq, sql } from "drizzle-orm";
import * as z from "zod";
import { meetings, resolutions } from "../../../db/tenant/schema/meetings.ts";
import { inForce } from "../county/county.ts";
import { Conflict, NotFound } from "../errors.ts";
import { insert, unchanged } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import { happened } from "../kernel/events.ts";
import { id } from "../kernel/input.ts";
import { membersOf, neighbours, scopesOfMeeting } from "../meetings/meetings.ts";
import { rulesOfMeeting } from "./record.ts";
import { assign, content, dueOf, keepHelpers, mustBelong } from "./task.ts";

export const LogResolution = z.strictObject({ meetingId: id("会议"), ...content });

/** Logs what a meeting decided. A task goes to its lead unit's to-dos at once, due by the meeting's rules. */
export const logResolution = command({
  action: "resolution.log",
  input: LogResolution,
  load: (orm, { meetingId }, { now }) => ({
    meeting: orm.select().from(meetings).where(eq(meetings.id, meetingId)),
    members: membersOf(orm, meetingId),
    neighbours: neighbours(orm, meetingId, now),
    rules: rulesOfMeeting(orm, meetingId),
  }),
  state: ({ meeting: [meeting], members, neighbours, rules }) => {
    if (!meeting) throw new NotFound("meeting");
    return { meeting, members, otherMeetings: neighbours.map(({ startsAt }) => startsAt), ...inForce(rules) };
  },
  scopes: ({ meeting, members }) => scopesOfMeeting(meeting, members),
  decide: (state, input, given) => {
    const { meeting, version } = state;
    if (meeting.state !== "scheduled") throw new Conflict("这次会议已经结束，不能再记录决议");
    mustBelong(input, state, given.now);
    const resolutionId = given.newId();
    const subject = `resolution:${resolutionId}`;
    const { now, actor } = given;
    const task = input.kind === "task" ? dueOf(state, input.dueDate, given) : null;
    return {
      result: { id: resolutionId, meetingId: meeting.id },
      subject,
      detail: { meeting: meeting.id, kind: input.kind, lead: input.leadId ?? null },
      rows: [
        unchanged(meetings, meeting),
        insert(resolutions, {
          id: resolutionId,
          meetingId: meeting.id,
          number: sql`(select coalesce(max(number), 0) + 1 from resolutions where meeting_id = ${meeting.id})`,
          orgPath: meeting.orgPath,
          kind: input.kind,
          body: input.body,
          leadId: task ? (input.leadId ?? null) : null,
          dueAt: task?.due ?? null,
          dueBasis: task?.basis ?? null,
          state: task ? "open" : "decided",
          ruleVersion: version,
          loggedBy: actor.name,
          loggedAt: now,
          changedBy: actor.name,
          changedAt: now,
        }),
        happened(given, subject, "logged", { body: input.body }),
        ...(task ? keepHelpers(resolutionId, input) : []),
        ...(task
          ? assign(given, { subject, title: input.body, due: task, ruleVersion: version }, input)
          : []),
      ],
    };
  },
});
