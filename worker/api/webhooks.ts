import * as z from "zod";
import { optional } from "../domain/kernel/input.ts";
import { webhookId } from "../domain/webhooks/on-webhook.ts";
import { webhookDeliveries, webhookPage, webhookSecret, webhooksPage } from "../domain/webhooks/read.ts";
import { webhook } from "../domain/webhooks/webhook.ts";
import { cursorTo, placeAt } from "./cursor.ts";
import { type Endpoint, reading } from "./endpoint.ts";
import { before } from "./lists.ts";
import * as out from "./webhook-answers.ts";

const { view } = webhook.rights;

/** Where a county's own software is told what happens. */
export const webhookReads: readonly Endpoint[] = [
  reading(view, z.strictObject({}), webhooksPage, {
    path: "/webhooks",
    summary: "本县的事件推送",
    output: out.Webhooks,
  }),
  reading(
    view,
    z.strictObject({ webhookId, before }),
    (ctx, { webhookId, before }) => webhookPage(ctx, webhookId, { earlier: before }),
    { path: "/webhooks/{webhookId}", summary: "一个事件推送和它的变动", output: out.Webhook },
  ),
  reading(view, z.strictObject({ webhookId }), (ctx, { webhookId }) => webhookSecret(ctx, webhookId), {
    path: "/webhooks/{webhookId}/secret",
    summary: "签名密钥，生成后十分钟内可以读取",
    output: out.Secret,
  }),
  reading(
    view,
    z.strictObject({
      webhookId,
      unreceived: optional(z.enum(["1"])),
      before: optional(z.string().max(1500)),
    }),
    async (ctx, { webhookId, unreceived, before }) => {
      const list = `deliveries ${webhookId}`;
      const after = (await placeAt(ctx, list, before)) ?? undefined;
      const asked = { before: after, unreceived: unreceived === "1" };
      const found = await webhookDeliveries(ctx, webhookId, asked);
      return { ...found, next: await cursorTo(ctx, list, found.next) };
    },
    {
      path: "/webhooks/{webhookId}/deliveries",
      summary: "推送记录，新的在前，每页 20 条，保存 30 天；unreceived=1 只看没有送达的",
      output: out.Deliveries,
    },
  ),
];
