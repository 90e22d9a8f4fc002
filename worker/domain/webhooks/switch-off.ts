import { happening } from "../kernel/happenings.ts";
import { move } from "../kernel/move.ts";
import { endWaiting } from "./deliveries.ts";
import { onWebhook } from "./on-webhook.ts";
import { keepers } from "./webhook.ts";

/** Tells nothing more; what waits ends unsent. */
export const switchOffWebhook = move(onWebhook)({
  name: "switchOff",
  resource: "suspension",
  label: "停用推送",
  logged: "停用事件推送",
  done: "已停用推送",
  from: ["on"],
  who: keepers,
  input: {},
  form: { folded: "停用推送", below: "停用后不再推送，还在等待的不再发出；停用期间发生的事不会补推。" },
  events: { switchedOff: happening<object>(() => ({ title: "停用推送" })) },
  decide: ({ webhook: { id } }) => ({
    set: { state: "off" },
    says: { switchedOff: {} },
    rows: [endWaiting(id, "推送已停用，没有发送")],
  }),
});
