import { endClocks } from "../clocks/end.ts";
import { happening } from "../kernel/happenings.ts";
import { move } from "../kernel/move.ts";
import { conveners } from "../kernel/roles.ts";
import { changedBy, onResolution, refOf } from "./resolution.ts";

/** The office of the meeting finds a task done that was reported complete. */
export const approveResolution = move(onResolution)({
  name: "approve",
  resource: "approval",
  label: "验收通过",
  done: "已验收通过",
  from: ["done"],
  who: conveners,
  input: {},
  form: { above: "请对照办理经过核对。通过后任务结束，不能再修改。" },
  events: { approved: happening<object>(() => ({ title: "验收通过", tone: "done" })) },
  decide: ({ resolution }, _input, given) => ({
    set: { state: "accepted", ...changedBy(given) },
    says: { approved: {} },
    rows: [endClocks(given.now, refOf(resolution.id), "met")],
  }),
});
