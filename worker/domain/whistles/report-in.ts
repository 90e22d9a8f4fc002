import { happening } from "../kernel/happenings.ts";
import { move } from "../kernel/move.ts";
import { onCall } from "./call.ts";
import { responders } from "./roles.ts";
import { notAsked, reached, toldOf } from "./stages.ts";

/** Says that whoever is called has come. */
export const reportIn = move(onCall)({
  name: "reportIn",
  resource: "report",
  label: "报到",
  done: "已报到",
  from: ["called", "signed", "contacted"],
  refuses: notAsked("reportIn"),
  foretells: toldOf("reportIn"),
  who: responders,
  input: {},
  events: { reportedIn: happening<object>(() => ({ title: "报到", tone: "onTime" })) },
  decide: (state, _input, given) => ({ ...reached(state, "reportIn", given), says: { reportedIn: {} } }),
});
