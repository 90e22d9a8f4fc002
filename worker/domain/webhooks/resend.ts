import { and, eq } from "drizzle-orm";
import * as z from "zod";
import { webhooks } from "../../../db/tenant/schema/webhooks.ts";
import { outbox } from "../../../db/tenant/schema/work.ts";
import { Conflict, NotFound } from "../errors.ts";
import { assertRevision, updateExactlyOne } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import { happening } from "../kernel/happenings.ts";
import { id } from "../kernel/input.ts";
import { right } from "../kernel/rights.ts";
import { anew, ended, keyOf } from "./deliveries.ts";
import { loadedWebhook, overtaken, webhookId, wholeWebhook } from "./on-webhook.ts";
import type { Told } from "./told.ts";
import { keepers, refOf, webhook } from "./webhook.ts";

/** Sends one message again, by the same id, received or not. */
export const resendDelivery = command({
  right: right("webhook.resend", "重发一条事件推送", keepers, webhook.rights.view),
  input: z.strictObject({ webhookId, deliveryId: id("推送记录") }),
  operation: {
    resource: "/webhooks/{webhookId}/deliveries/{deliveryId}/replay",
    summary: "重发一条推送，编号（webhook-id）不变",
  },
  events: { resent: happening<{ type: string }>(({ type }) => ({ title: "重发一条推送", note: type })) },
  load: (orm, { webhookId, deliveryId }) => ({
    ...wholeWebhook(orm, webhookId),
    delivery: orm
      .select()
      .from(outbox)
      .where(eq(outbox.key, keyOf(webhookId, deliveryId))),
  }),
  state: ({ delivery: [delivery], ...rows }) => ({ ...loadedWebhook(rows), delivery }),
  scopes: ({ scopes }) => scopes,
  decide: (state, _input, { now }) => {
    const { webhook, delivery } = state;
    if (webhook.state !== "on") throw overtaken(state);
    if (!delivery) throw new NotFound("delivery");
    if (delivery.nextAt !== null) throw new Conflict("这一条还在等待推送，不用重发");
    const { type } = delivery.body as Told;
    return {
      result: { id: webhook.id },
      on: refOf(webhook.id),
      detail: { delivery: delivery.id, type },
      says: { resent: { type } },
      rows: [
        assertRevision(webhooks, webhook),
        updateExactlyOne(outbox, and(eq(outbox.id, delivery.id), ended), anew(now)),
      ],
    };
  },
});
