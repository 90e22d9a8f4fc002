import { happening } from "../kernel/happenings.ts";
import { prose } from "../kernel/input.ts";
import { move } from "../kernel/move.ts";
import { isOpen } from "./call.ts";
import { withdrawnRows } from "./ended.ts";
import { responders } from "./roles.ts";
import { onWhistle } from "./whistle.ts";

/** Nobody needs to come any more: what runs ends, what was done stays on record. */
export const withdrawWhistle = move(onWhistle)({
  name: "withdraw",
  resource: "withdrawal",
  label: "撤回吹哨",
  done: "吹哨已撤回",
  from: ["blown"],
  foretells: ({ calls }) =>
    `还没有结束的 ${calls.filter(isOpen).length} 个不再需要报到，期限都停止。已经办完的照样留着。`,
  who: responders,
  input: { reason: prose("撤回的原因", 200, "被叫的单位都能看到。") },
  form: { folded: "撤回吹哨", danger: true },
  events: {
    withdrawn: happening<{ reason: string }>(({ reason }) => ({ title: "撤回吹哨", note: reason })),
  },
  decide: ({ calls }, { reason }, given) => ({
    set: { state: "withdrawn" },
    says: { withdrawn: { reason } },
    rows: calls.filter(isOpen).flatMap((call) => withdrawnRows(call, reason, given)),
  }),
});
