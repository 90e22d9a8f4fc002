import * as z from "zod";
import { webhooks } from "../../../db/tenant/schema/webhooks.ts";
import { DAY, instant, toMs } from "../../time/instants.ts";
import { update } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import { happening } from "../kernel/happenings.ts";
import { right } from "../kernel/rights.ts";
import { loadedWebhook, overtaken, webhookId, wholeWebhook } from "./on-webhook.ts";
import { newSecret } from "./seal.ts";
import { keepers, refOf, webhook } from "./webhook.ts";

/** Makes another secret. The one before signs beside it for a day, so that receivers can change in their own time. */
export const rotateSecret = command({
  right: right("webhook.rotate", "更换事件推送的签名密钥", keepers, webhook.rights.view),
  input: z.strictObject({ webhookId }),
  operation: {
    resource: "/webhooks/{webhookId}/rotation",
    summary: "更换签名密钥；24 小时内新旧两个密钥都签名，新密钥十分钟内可以读取",
  },
  events: { rotated: happening<object>(() => ({ title: "更换签名密钥" })) },
  load: (orm, { webhookId }) => wholeWebhook(orm, webhookId),
  state: (rows) => loadedWebhook(rows),
  scopes: ({ scopes }) => scopes,
  revision: ({ webhook }) => webhook.revision,
  prepare: ({ webhookId }, ctx) => newSecret(ctx, webhookId),
  decide: (state, _input, { now, prepared: secret }) => {
    const { webhook } = state;
    if (webhook.state === "removed") throw overtaken(state);
    const { formerUntil } = webhook;
    // Changed twice within a day, the one that receivers may still hold is the first.
    const stays = formerUntil !== null && formerUntil > now;
    const former = stays ? {} : { formerSecret: webhook.secret, formerUntil: instant(toMs(now) + DAY) };
    return {
      result: { id: webhook.id },
      on: refOf(webhook.id),
      says: { rotated: {} },
      rows: [update(webhooks, webhook, { secret, secretSetAt: now, ...former })],
    };
  },
});
