import { endClocks } from "../clocks/end.ts";
import { happening } from "../kernel/happenings.ts";
import { prose } from "../kernel/input.ts";
import { move } from "../kernel/move.ts";
import { onAssignment, refOf } from "./assignment.ts";
import { returned } from "./clocks.ts";
import { answererName, answering } from "./returned.ts";

/** The unit must deal with it all the same: it goes on where it was, and may return it anew where the rules let it. */
export const insistOnAssignment = move(onAssignment)({
  ...answering,
  name: "insist",
  resource: "return-refusal",
  label: "不同意退回",
  done: "已答复不同意退回，仍由这个单位承办",
  input: { ruling: prose("不同意的理由", 400, "写给承办单位看：为什么仍由它办。居民看不到。") },
  form: { folded: "不同意退回，仍由这个单位承办" },
  events: {
    insisted: happening<{ by: string; ruling: string }>(({ by, ruling }) => ({
      title: `${by}不同意退回，仍须承办`,
      note: ruling,
      tone: "overdue",
    })),
  },
  decide: (state, { ruling }, { now }) => ({
    set: { state: state.part.stood ?? "assigned", putAt: now },
    says: { insisted: { by: answererName(state), ruling } },
    rows: [endClocks(now, refOf(state.part.id), "met", [returned.kind])],
  }),
});
