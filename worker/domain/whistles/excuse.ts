import { endClocks } from "../clocks/end.ts";
import { happening } from "../kernel/happenings.ts";
import { prose } from "../kernel/input.ts";
import { move } from "../kernel/move.ts";
import { caseworkers } from "../kernel/roles.ts";
import { deciding, onCall, refOf } from "./call.ts";
import { objection } from "./clocks.ts";
import { endedRows } from "./ended.ts";

/** Whoever objected needn't come: their times end, and they are counted nowhere. */
export const excuseCall = move(onCall)({
  name: "excuse",
  resource: "objection-approval",
  label: "异议成立",
  logged: "裁定异议成立",
  done: "已裁定：异议成立，不需报到",
  from: ["objected"],
  foretells: ({ call }) => `${call.name}的异议：${call.objection ?? ""}`,
  who: caseworkers,
  scopes: deciding,
  input: { ruling: prose("成立的理由", 400) },
  form: { folded: "异议成立，不需报到" },
  events: {
    excused: happening<{ ruling: string }>(({ ruling }) => ({
      title: "异议成立，不需报到",
      note: ruling,
      tone: "done",
    })),
  },
  decide: (state, { ruling }, given) => ({
    set: { state: "excused", ruling },
    says: { excused: { ruling } },
    rows: [
      endClocks(given.now, refOf(state.call.id), "met", [objection.kind]),
      endClocks(given.now, refOf(state.call.id), "cancelled"),
      ...endedRows(state, given),
    ],
  }),
});
