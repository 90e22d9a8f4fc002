import { happening } from "../kernel/happenings.ts";
import { move } from "../kernel/move.ts";
import { onCall } from "./call.ts";
import { responders } from "./roles.ts";
import { notAsked, reached, toldOf } from "./stages.ts";

/** Says that whoever is called has been in touch with whoever blew. */
export const contactCaller = move(onCall)({
  name: "contact",
  resource: "contact",
  label: "联系",
  done: "已记为联系",
  from: ["called", "signed"],
  refuses: notAsked("contact"),
  foretells: toldOf("contact"),
  who: responders,
  input: {},
  events: { contacted: happening<object>(() => ({ title: "联系", tone: "onTime" })) },
  decide: (state, _input, given) => ({ ...reached(state, "contact", given), says: { contacted: {} } }),
});
