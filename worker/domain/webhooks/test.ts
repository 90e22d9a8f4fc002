import * as z from "zod";
import { webhooks } from "../../../db/tenant/schema/webhooks.ts";
import { toMs } from "../../time/instants.ts";
import { updateExactlyOne } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import type { Context } from "../kernel/context.ts";
import { happening } from "../kernel/happenings.ts";
import { right } from "../kernel/rights.ts";
import { newId } from "../kernel/secrets.ts";
import { type LoadedWebhook, loadedWebhook, overtaken, webhookId, wholeWebhook } from "./on-webhook.ts";
import { noted, sameWebhook, sendTo } from "./sending.ts";
import { messageOf } from "./told.ts";
import { keepers, refOf, webhook } from "./webhook.ts";

/** Somebody waits for it, in milliseconds. */
const time = 5_000;

/** Sends a message at once, also where nothing else is sent. What came of it is answered, and kept with the webhook. */
export const testWebhook = command({
  right: right("webhook.test", "发送测试推送", keepers, webhook.rights.view),
  input: z.strictObject({ webhookId }),
  operation: {
    resource: "/webhooks/{webhookId}/test",
    summary: "立刻推送一条 webhook.test，回答是否送达",
    output: z.object({ id: z.string(), delivered: z.boolean(), failure: z.string().nullable() }),
  },
  events: {
    tested: happening<{ failure: string | null }>(({ failure }) => ({
      title: failure === null ? "测试推送已送达" : "测试推送没有送达",
      note: failure ?? undefined,
      tone: failure === null ? "done" : "waiting",
    })),
  },
  load: (orm, { webhookId }) => wholeWebhook(orm, webhookId),
  state: (rows) => loadedWebhook(rows),
  scopes: ({ scopes }) => scopes,
  prepare: (_input, ctx, state) => tried(ctx, state),
  decide: ({ webhook }, _input, { prepared: { outcome, at } }) => {
    const failure = outcome.kind === "received" ? null : outcome.words;
    return {
      result: { id: webhook.id, delivered: failure === null, failure },
      on: refOf(webhook.id),
      detail: { delivered: failure === null },
      says: { tested: { failure } },
      rows: [updateExactlyOne(webhooks, sameWebhook(webhook), noted(outcome, at))],
    };
  },
});

async function tried(ctx: Context, state: LoadedWebhook) {
  const { webhook } = state;
  if (webhook.state === "removed") throw overtaken(state);
  const event = newId(toMs(ctx.now));
  const { state: stands, revision } = webhook;
  const said = { event, type: "webhook.test", at: ctx.now, noun: "webhook", record: webhook.id } as const;
  const told = { ...said, stands: { state: stands, revision } };
  const body = messageOf(told, { realm: ctx.realm, base: null });
  const at = ctx.robots.clock();
  return { outcome: await sendTo(ctx, webhook, { id: event, body, time }), at };
}
