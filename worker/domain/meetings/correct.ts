import { DAY, type Instant, toMs } from "../../time/instants.ts";
import { Invalid } from "../errors.ts";
import { happening } from "../kernel/happenings.ts";
import { move } from "../kernel/move.ts";
import { conveners } from "../kernel/roles.ts";
import { attended, keepRoll, roll, rollFrom } from "./attendance.ts";
import { type Meeting, onMeeting } from "./meeting.ts";
import { attendanceStates, correctableDays } from "./states.ts";

const isCorrectable = ({ startsAt }: Pick<Meeting, "startsAt">, now: Instant): boolean =>
  toMs(now) <= toMs(startsAt as Instant) + correctableDays * DAY;

/** Mends who came to a meeting that was closed, on record. */
export const correctAttendance = move(onMeeting)({
  name: "correctAttendance",
  resource: "attendance",
  label: "更正到会情况",
  done: "到会情况已更正",
  from: ["held"],
  refuses: ({ meeting }, { now }) =>
    isCorrectable(meeting, now) ? undefined : `会议开始已超过 ${correctableDays} 天，到会情况不能再改`,
  who: conveners,
  input: roll,
  form: { read: rollFrom },
  events: {
    corrected: happening<{ changes: string[] }>(({ changes }) => ({
      title: "更正到会情况",
      note: changes.join("；"),
    })),
  },
  decide: ({ meeting, members }, lists) => {
    const came = attended(members, lists);
    const changes = members.flatMap(({ id, name, state }) => {
      const to = came.get(id) ?? state;
      return to === state ? [] : [`${name}由${attendanceStates[state]}改为${attendanceStates[to]}`];
    });
    if (changes.length === 0) throw new Invalid([{ path: "present", message: "到会情况没有变化" }]);
    // Two who mend it at once don't undo each other's: the second looks again.
    return { set: { state: "held" }, says: { corrected: { changes } }, rows: [keepRoll(meeting.id, came)] };
  },
});
