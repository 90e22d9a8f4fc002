import { happening } from "../kernel/happenings.ts";
import { prose } from "../kernel/input.ts";
import { move } from "../kernel/move.ts";
import { caseworkers } from "../kernel/roles.ts";
import { carriers, onResolution } from "./resolution.ts";

/** Says how a task is getting on. */
export const reportProgress = move(onResolution)({
  name: "progress",
  resource: "progress",
  label: "报告进展",
  done: "进展已登记",
  from: ["open"],
  who: [...caseworkers, "unit_liaison"],
  standIns: ["meeting_secretary"],
  scopes: carriers,
  input: { text: prose("进展", 1000) },
  events: {
    progressed: happening<{ text: string }>(({ text }) => ({
      title: "报告进展",
      note: text,
      tone: "onTime",
    })),
  },
  decide: (_state, { text }) => ({ says: { progressed: { text } } }),
});
