import { happening } from "../kernel/happenings.ts";
import { move } from "../kernel/move.ts";
import { onWebhook } from "./on-webhook.ts";
import { keepers } from "./webhook.ts";

/** Tells of what happens from now on; what happened meanwhile isn't told. */
export const switchOnWebhook = move(onWebhook)({
  name: "switchOn",
  resource: "activation",
  label: "恢复推送",
  logged: "恢复事件推送",
  done: "已恢复推送",
  from: ["off"],
  who: keepers,
  input: {},
  form: { below: "停用期间发生的事不会补推，请对方用接口查询。停用前没有送达的，恢复后可以重发。" },
  events: { switchedOn: happening<object>(() => ({ title: "恢复推送" })) },
  decide: () => ({
    set: { state: "on", stopped: null, failure: null, failedAt: null, failingSince: null },
    says: { switchedOn: {} },
  }),
});
