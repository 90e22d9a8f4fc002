import * as z from "zod";
import { webhooks } from "../../../db/tenant/schema/webhooks.ts";
import { Conflict } from "../errors.ts";
import { update } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import { happening } from "../kernel/happenings.ts";
import { revision } from "../kernel/input.ts";
import { right } from "../kernel/rights.ts";
import { checked, facts } from "./facts.ts";
import { loadedWebhook, overtaken, webhookId, wholeWebhook } from "./on-webhook.ts";
import { keepers, refOf, webhook } from "./webhook.ts";

/** Says anew what a webhook is called, where it is and what it is told of. What waits goes to the new address. */
export const editWebhook = command({
  right: right("webhook.edit", "修改事件推送", keepers, webhook.rights.view),
  input: z.strictObject({ webhookId, revision, ...facts }),
  operation: { resource: "/webhooks/{webhookId}", summary: "修改一个事件推送", method: "put" },
  events: { edited: happening<{ host: string }>(({ host }) => ({ title: "修改", note: host })) },
  load: (orm, { webhookId }) => wholeWebhook(orm, webhookId),
  state: (rows) => loadedWebhook(rows),
  scopes: ({ scopes }) => scopes,
  revision: ({ webhook }) => webhook.revision,
  prepare: async (input, ctx) => checked(input, ctx),
  decide: (state, { revision, name }, { prepared }) => {
    const { webhook } = state;
    if (webhook.state === "removed") throw overtaken(state);
    if (webhook.revision !== revision) throw new Conflict("您打开之后，别人先修改了这个事件推送");
    const { host } = new URL(prepared.address);
    const moved =
      prepared.address === webhook.address ? {} : { failure: null, failedAt: null, failingSince: null };
    return {
      result: { id: webhook.id },
      on: refOf(webhook.id),
      detail: { name, host, nouns: prepared.nouns },
      says: { edited: { host } },
      rows: [update(webhooks, webhook, { ...prepared, name, ...moved })],
    };
  },
});
