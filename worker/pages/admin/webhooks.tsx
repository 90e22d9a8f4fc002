import { Hono } from "hono";
import { type Attempt, attempt } from "../../../views/components/attempt.ts";
import type { Failed } from "../../../views/components/submit.ts";
import { WebhookSecretView, WebhookView } from "../../../views/webhooks/detail.tsx";
import { WebhooksView } from "../../../views/webhooks/list.tsx";
import { addWebhook } from "../../domain/webhooks/add.ts";
import { editWebhook } from "../../domain/webhooks/edit.ts";
import { webhookMoves } from "../../domain/webhooks/moves.ts";
import { webhookPage, webhookSecret, webhooksPage } from "../../domain/webhooks/read.ts";
import { resendDelivery } from "../../domain/webhooks/resend.ts";
import { rotateSecret } from "../../domain/webhooks/rotate.ts";
import { testWebhook } from "../../domain/webhooks/test.ts";
import { webhook } from "../../domain/webhooks/webhook.ts";
import type { AppEnv, C } from "../../http/app-env.ts";
import { attempting } from "../../http/form.ts";
import { newKey } from "../../http/own-form.ts";
import { allow } from "../../http/session.ts";
import { frameOf } from "../frame.ts";
import { postMoves } from "../moves.ts";
import { beforeIn } from "../past.ts";
import { seeOther, show } from "../show.ts";

/** Where the county's own software is told what happens. */
export const webhookPages = new Hono<AppEnv>();

webhookPages.get("/webhooks", allow(webhook.rights.view), (c) => listPage(c));

webhookPages.post("/webhooks", allow(addWebhook.right), async (c) => {
  const outcome = await attempting(c, ({ values }) => addWebhook(c.var.ctx, values));
  if ("refused" in outcome) return listPage(c, outcome.refused, outcome.refused.status);
  return seeOther(c, `/webhooks/${outcome.done.id}/secret`, "事件推送已新增，请复制签名密钥");
});

async function listPage(c: C, refused?: Attempt, status: 200 | 409 | 422 = 200) {
  const page = await webhooksPage(c.var.ctx);
  const props = { frame: frameOf(c, "事件推送"), page, idempotencyKey: c.var.submitted?.key ?? newKey(c) };
  return show(c, <WebhooksView {...props} attempt={refused ?? attempt()} />, status);
}

webhookPages.get("/webhooks/:webhookId", allow(webhook.rights.view), (c) => page(c));

webhookPages.get("/webhooks/:webhookId/secret", allow(webhook.rights.view), async (c) => {
  const page = await webhookSecret(c.var.ctx, c.req.param("webhookId"));
  return show(c, <WebhookSecretView frame={frameOf(c, "签名密钥")} now={c.var.now} page={page} />);
});

webhookPages.post("/webhooks/:webhookId/setting", allow(editWebhook.right), async (c) => {
  const webhookId = c.req.param("webhookId");
  const outcome = await attempting(c, ({ values }) => editWebhook(c.var.ctx, { ...values, webhookId }));
  if ("done" in outcome) return seeOther(c, `/webhooks/${webhookId}`, "事件推送已修改");
  return page(c, { form: "setting", attempt: outcome.refused }, outcome.refused.status);
});

webhookPages.post("/webhooks/:webhookId/test", allow(testWebhook.right), async (c) => {
  const webhookId = c.req.param("webhookId");
  const outcome = await attempting(c, ({ values }) => testWebhook(c.var.ctx, { ...values, webhookId }));
  if ("refused" in outcome)
    return page(c, { form: "test", attempt: outcome.refused }, outcome.refused.status);
  return seeOther(c, `/webhooks/${webhookId}`, outcome.done.delivered ? "测试推送已送达" : undefined);
});

webhookPages.post("/webhooks/:webhookId/rotation", allow(rotateSecret.right), async (c) => {
  const webhookId = c.req.param("webhookId");
  const outcome = await attempting(c, ({ values }) => rotateSecret(c.var.ctx, { ...values, webhookId }));
  if ("done" in outcome) return seeOther(c, `/webhooks/${webhookId}/secret`, "已更换，请复制新的签名密钥");
  return page(c, { form: "rotation", attempt: outcome.refused }, outcome.refused.status);
});

webhookPages.post(
  "/webhooks/:webhookId/deliveries/:deliveryId/replay",
  allow(resendDelivery.right),
  async (c) => {
    const { webhookId, deliveryId } = c.req.param();
    const sent = { webhookId, deliveryId };
    const outcome = await attempting(c, ({ values }) => resendDelivery(c.var.ctx, { ...values, ...sent }));
    if ("done" in outcome) return seeOther(c, `/webhooks/${webhookId}`, "已安排重发，十分钟左右发出");
    const form = `deliveries/${deliveryId}/replay`;
    return page(c, { form, attempt: outcome.refused }, outcome.refused.status);
  },
);

postMoves(webhookPages, webhookMoves, page);

async function page(c: C, failed?: Failed<string>, status: 200 | 409 | 422 = 200) {
  const { unreceived, before } = c.req.query();
  const shown = await webhookPage(c.var.ctx, c.req.param("webhookId") ?? "", {
    earlier: beforeIn(c),
    unreceived: unreceived === "1",
    before: before !== undefined && /^[0-9a-f-]{36}$/.test(before) ? before : undefined,
  });
  const frame = frameOf(c, shown.name);
  const props = { frame, now: c.var.now, page: shown, failed, idempotencyKey: newKey(c) };
  return show(c, <WebhookView {...props} />, status);
}
