import { startClock } from "../clocks/clocks.ts";
import { endClocks } from "../clocks/end.ts";
import { happening } from "../kernel/happenings.ts";
import { prose } from "../kernel/input.ts";
import { move } from "../kernel/move.ts";
import { caseworkers } from "../kernel/roles.ts";
import { review } from "./clocks.ts";
import { changedBy, leaders, onResolution, refOf } from "./resolution.ts";
import { startingOf } from "./task.ts";

/** Reports a task complete; the meeting's office then approves it or sends it back. */
export const completeResolution = move(onResolution)({
  name: "complete",
  resource: "completion",
  label: "报告完成",
  done: "已报告完成，等待验收",
  from: ["open"],
  who: [...caseworkers, "unit_liaison"],
  standIns: ["meeting_secretary"],
  scopes: leaders,
  input: { text: prose("完成情况", 1000) },
  events: {
    completed: happening<{ text: string }>(({ text }) => ({
      title: "报告完成，等待验收",
      note: text,
      tone: "waiting",
    })),
  },
  decide: (state, { text }, given) => {
    const { resolution, meeting } = state;
    const office = { kind: "org", id: meeting.orgUnitId } as const;
    return {
      set: { state: "done", ...changedBy(given) },
      says: { completed: { text } },
      rows: [
        endClocks(given.now, refOf(resolution.id), "met"),
        startClock(given, review, startingOf(given, state, resolution, office)).row,
      ],
    };
  },
});
