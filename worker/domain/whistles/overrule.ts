import { endClocks } from "../clocks/end.ts";
import { happening } from "../kernel/happenings.ts";
import { prose } from "../kernel/input.ts";
import { move } from "../kernel/move.ts";
import { caseworkers } from "../kernel/roles.ts";
import { deciding, onCall, refOf } from "./call.ts";
import { objection } from "./clocks.ts";

/** Whoever is called must come all the same: they go on where they were. */
export const overruleObjection = move(onCall)({
  name: "overrule",
  resource: "objection-refusal",
  label: "异议不成立",
  logged: "裁定异议不成立",
  done: "已裁定：异议不成立，仍须报到",
  from: ["objected"],
  foretells: ({ call }) => `${call.name}的异议：${call.objection ?? ""}`,
  who: caseworkers,
  scopes: deciding,
  input: { ruling: prose("不成立的理由", 400) },
  form: { folded: "异议不成立，仍须报到" },
  events: {
    overruled: happening<{ ruling: string }>(({ ruling }) => ({
      title: "异议不成立，仍须报到",
      note: ruling,
      tone: "overdue",
    })),
  },
  decide: ({ call }, { ruling }, { now }) => ({
    set: { state: call.stood ?? "called", ruling },
    says: { overruled: { ruling } },
    rows: [endClocks(now, refOf(call.id), "met", [objection.kind])],
  }),
});
