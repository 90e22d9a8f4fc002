import { happening } from "../kernel/happenings.ts";
import { move } from "../kernel/move.ts";
import { onCall } from "./call.ts";
import { responders } from "./roles.ts";
import { notAsked, reached, toldOf } from "./stages.ts";

/** Says that the call was read. */
export const signCall = move(onCall)({
  name: "sign",
  resource: "signature",
  label: "签收",
  done: "已签收",
  from: ["called"],
  refuses: notAsked("sign"),
  foretells: toldOf("sign"),
  who: responders,
  input: {},
  events: { signed: happening<object>(() => ({ title: "签收", tone: "onTime" })) },
  decide: (state, _input, given) => ({ ...reached(state, "sign", given), says: { signed: {} } }),
});
