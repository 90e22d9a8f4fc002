import { sql } from "drizzle-orm";
import { outbox } from "../../../db/tenant/schema/work.ts";
import { instantAt } from "../../time/instants.ts";
import { updateWhere } from "../kernel/changes.ts";
import { happening } from "../kernel/happenings.ts";
import { oneOf, pastDay } from "../kernel/input.ts";
import { move } from "../kernel/move.ts";
import { anew, ended, ofWebhook } from "./deliveries.ts";
import { onWebhook } from "./on-webhook.ts";
import { keepers } from "./webhook.ts";

const which = { unreceived: "没有送达的", all: "全部，送达过的也再发一次" } as const;

/** Sends again what was to be sent since a day, by the same ids; what waits stays as it is. */
export const replayWebhook = move(onWebhook)({
  name: "replay",
  resource: "replay",
  label: "重发",
  logged: "重发事件推送",
  done: "已安排重发，十分钟左右发出",
  from: ["on"],
  who: keepers,
  input: { since: pastDay("从哪天起"), which: oneOf("重发哪些") },
  choices: { which: () => Object.entries(which).map(([value, label]) => ({ value, label })) },
  form: {
    folded: "重发",
    below: "编号不变，对方按 webhook-id 去重。推送记录保存30天，更早的不能重发。",
  },
  events: {
    replayed: happening<{ since: string; which: keyof typeof which }>(({ since, which: chosen }) => ({
      title: `重发 ${since} 以来的推送`,
      note: which[chosen],
    })),
  },
  decide: ({ webhook: { id } }, { since, which: chosen }, { now }) => ({
    says: { replayed: { since, which: chosen as keyof typeof which } },
    detail: { since, which: chosen },
    rows: [
      updateWhere(
        outbox,
        sql`${ofWebhook(id)} and ${ended} and ${outbox.writtenAt} >= ${instantAt(since, "00:00")}
          ${chosen === "all" ? sql`` : sql`and ${outbox.deliveredAt} is null`}`,
        anew(now),
      ),
    ],
  }),
});
