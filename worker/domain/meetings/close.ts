import { eq, inArray, sql } from "drizzle-orm";
import * as z from "zod";
import { attendances, meetings } from "../../../db/tenant/schema/meetings.ts";
import { Conflict, NotFound } from "../errors.ts";
import { amend, update } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import { happened } from "../kernel/events.ts";
import { id, many } from "../kernel/input.ts";
import { listAs } from "../kernel/listings.ts";
import { scopesOfPath } from "../kernel/policy.ts";
import { scopesOfMeeting } from "./meetings.ts";

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
  decide: ({ meeting, members }, input, given) => {
    if (meeting.state !== "scheduled") throw new Conflict("这次会议已经结束");
    const subject = `meeting:${meeting.id}`;
    const { present, proxy, late, leave } = input;
    const lists = Object.entries({ present, proxy, late, leave });
    const how = lists.map(
      ([state, ids]) => sql`when ${inArray(attendances.memberId, ids.length > 0 ? ids : [""])} then ${state}`,
    );
    const stateOf = (memberId: string) => lists.find(([, ids]) => ids.includes(memberId))?.[0];
    const number = (...states: string[]) =>
      members.filter(({ id }) => states.includes(stateOf(id) ?? "")).length;
    return {
      result: { id: meeting.id },
      subject,
      rows: [
        update(meetings, meeting, { state: "held" }),
        amend(attendances, eq(attendances.meetingId, meeting.id), {
          state: sql`case ${sql.join(how, sql` `)} else 'absent' end`,
        }),
        listAs(meeting.id, false),
        happened(given, subject, "held", { present: number("present", "late"), proxy: number("proxy") }),
      ],
    };
  },
});
