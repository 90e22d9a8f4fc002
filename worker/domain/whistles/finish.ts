import { happening } from "../kernel/happenings.ts";
import { prose } from "../kernel/input.ts";
import { move } from "../kernel/move.ts";
import { onCall } from "./call.ts";
import { responders } from "./roles.ts";
import { notAsked, reached, toldOf } from "./stages.ts";

/** Says what came of it, which ends the call. */
export const finishCall = move(onCall)({
  name: "finish",
  resource: "completion",
  label: "办结",
  done: "已办结",
  from: ["called", "signed", "contacted", "reportedIn"],
  refuses: notAsked("done"),
  foretells: toldOf("done"),
  who: responders,
  input: { outcome: prose("办结情况", 1000) },
  events: {
    finished: happening<{ outcome: string }>(({ outcome }) => ({
      title: "办结",
      note: outcome,
      tone: "done",
    })),
  },
  decide: (state, { outcome }, given) => {
    const { set, rows } = reached(state, "done", given);
    return { set: { ...set, outcome }, says: { finished: { outcome } }, rows };
  },
});
