import { happening } from "../kernel/happenings.ts";
import { move } from "../kernel/move.ts";
import { conveners } from "../kernel/roles.ts";
import { attended, keepRoll, roll, rollFrom } from "./attendance.ts";
import { onMeeting } from "./meeting.ts";

/** Ends a meeting: who came is kept, and nothing more is logged as decided in it. */
export const closeMeeting = move(onMeeting)({
  name: "close",
  resource: "closure",
  label: "结束会议",
  done: "会议已结束",
  from: ["scheduled"],
  who: conveners,
  input: roll,
  form: { read: rollFrom },
  events: {
    held: happening<{ present: number; proxy: number }>(({ present, proxy }) => ({
      title: `会议结束，到会 ${present} 个，代会 ${proxy} 个`,
      tone: "done",
    })),
  },
  decide: ({ meeting, members }, lists) => {
    const came = attended(members, lists);
    const number = (...states: string[]) =>
      members.filter(({ id }) => states.includes(came.get(id) ?? "")).length;
    return {
      set: { state: "held" },
      says: { held: { present: number("present", "late"), proxy: number("proxy") } },
      rows: [keepRoll(meeting.id, came)],
    };
  },
});
