import * as z from "zod";
import { happening } from "../kernel/happenings.ts";
import { move } from "../kernel/move.ts";
import { endWaiting } from "./deliveries.ts";
import { onWebhook } from "./on-webhook.ts";

/** Switches off what has been failing for days, or says that it is gone: until somebody looks after it. */
export const stopWebhook = move(onWebhook)({
  name: "stop",
  label: "自动停用推送",
  logged: "自动停用事件推送",
  done: "已停用推送",
  from: ["on"],
  who: "system",
  input: { why: z.string() },
  events: {
    stopped: happening<{ why: string }>(({ why }) => ({ title: "自动停用推送", note: why, tone: "overdue" })),
  },
  decide: ({ webhook: { id } }, { why }) => ({
    set: { state: "off", stopped: why },
    says: { stopped: { why } },
    detail: { why },
    rows: [endWaiting(id, `推送已自动停用：${why}`)],
  }),
});
