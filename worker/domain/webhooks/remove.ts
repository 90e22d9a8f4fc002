import { happening } from "../kernel/happenings.ts";
import { move } from "../kernel/move.ts";
import { endWaiting } from "./deliveries.ts";
import { onWebhook } from "./on-webhook.ts";
import { keepers } from "./webhook.ts";

/** Takes a webhook out for good: its secrets are forgotten, what became of it stays on record. */
export const removeWebhook = move(onWebhook)({
  name: "remove",
  resource: "removal",
  label: "删除",
  logged: "删除事件推送",
  done: "事件推送已删除",
  from: ["on", "off"],
  who: keepers,
  input: {},
  form: { folded: "删除", below: "删除后不再推送，签名密钥作废，不能恢复。", danger: true },
  events: { removed: happening<object>(() => ({ title: "删除" })) },
  decide: ({ webhook: { id } }) => ({
    set: { state: "removed", secret: "", formerSecret: null, formerUntil: null },
    says: { removed: {} },
    rows: [endWaiting(id, "事件推送已删除，没有发送")],
  }),
});
