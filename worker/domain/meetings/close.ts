import { eq, inArray, sql } from "drizzle-orm";
import { attendances } from "../../../db/tenant/schema/meetings.ts";
import { updateWhere } from "../kernel/changes.ts";
import { happening } from "../kernel/happenings.ts";
import { id, many } from "../kernel/input.ts";
import { listAs } from "../kernel/listings.ts";
import { move } from "../kernel/move.ts";
import { conveners } from "../kernel/roles.ts";
import { onMeeting } from "./meeting.ts";

/** Ids of members by how they attended; whoever stands in none of the lists counts as absent. */
const lists = {
  present: many(id("成员"), 200),
  proxy: many(id("成员"), 200),
  late: many(id("成员"), 200),
  leave: many(id("成员"), 200),
};

/** Ends a meeting: who came is kept, and nothing more is logged as decided in it. */
export const closeMeeting = move(onMeeting)({
  name: "close",
  resource: "closure",
  label: "结束会议",
  done: "会议已结束",
  from: ["scheduled"],
  who: conveners,
  input: lists,
  events: {
    held: happening<{ present: number; proxy: number }>(({ present, proxy }) => ({
      title: `会议结束，到会 ${present} 个，代会 ${proxy} 个`,
      tone: "done",
    })),
  },
  decide: ({ meeting, members }, input) => {
    const how = Object.entries(input).map(
      ([state, ids]) => sql`when ${inArray(attendances.memberId, ids.length > 0 ? ids : [""])} then ${state}`,
    );
    // Whoever stands in several lists counts by the first, as in the rows.
    const stateOf = (memberId: string) =>
      Object.entries(input).find(([, ids]) => ids.includes(memberId))?.[0];
    const number = (...states: string[]) =>
      members.filter(({ id }) => states.includes(stateOf(id) ?? "")).length;
    return {
      set: { state: "held" },
      says: { held: { present: number("present", "late"), proxy: number("proxy") } },
      rows: [
        updateWhere(attendances, eq(attendances.meetingId, meeting.id), {
          state: sql`case ${sql.join(how, sql` `)} else 'absent' end`,
        }),
        listAs(meeting.id, false),
      ],
    };
  },
});
