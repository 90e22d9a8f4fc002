import { eq } from "drizzle-orm";
import type { Builder, Results } from "../../../db/client.ts";
import { webhooks } from "../../../db/tenant/schema/webhooks.ts";
import { Conflict, NotFound } from "../errors.ts";
import { id } from "../kernel/input.ts";
import type { Movable } from "../kernel/move.ts";
import { rootScope, theRoot } from "../org/root.ts";
import { webhookStates } from "./states.ts";
import { webhook as noun } from "./webhook.ts";

export type Webhook = typeof webhooks.$inferSelect;

export interface LoadedWebhook {
  readonly webhook: Webhook;
  readonly scopes: readonly string[];
}

/** For a read batch. */
export const wholeWebhook = (orm: Builder, webhookId: string) => ({
  webhook: orm.select().from(webhooks).where(eq(webhooks.id, webhookId)),
  root: theRoot(orm),
});

/** @throws NotFound where there is none. */
export function loadedWebhook({
  webhook: [webhook],
  root,
}: Results<ReturnType<typeof wholeWebhook>>): LoadedWebhook {
  if (!webhook) throw new NotFound("webhook");
  return { webhook, scopes: rootScope(root) };
}

export const key = "webhookId";
export const webhookId = id("事件推送");

export const overtaken = ({ webhook: { name, state, revision } }: LoadedWebhook) =>
  new Conflict(`“${name}”现在是“${webhookStates[state]}”，不能这样操作`, { revision });

/** How moves of a webhook find it: by its id. */
export const onWebhook: Movable<ReturnType<typeof wholeWebhook>, LoadedWebhook, typeof webhooks> = {
  noun: noun.noun,
  base: "/webhooks",
  key,
  id: webhookId,
  view: noun.rights.view,
  table: webhooks,
  load: wholeWebhook,
  state: loadedWebhook,
  row: ({ webhook }) => webhook,
  scopes: ({ scopes }) => scopes,
  overtaken,
};
