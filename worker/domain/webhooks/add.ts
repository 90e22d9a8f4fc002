import { count, ne, sql } from "drizzle-orm";
import * as z from "zod";
import { webhooks } from "../../../db/tenant/schema/webhooks.ts";
import { toMs } from "../../time/instants.ts";
import { Conflict } from "../errors.ts";
import { assert, insert } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import { happening } from "../kernel/happenings.ts";
import { right } from "../kernel/rights.ts";
import { newId } from "../kernel/secrets.ts";
import { rootScope, theRoot } from "../org/root.ts";
import { checked, facts } from "./facts.ts";
import { newSecret } from "./seal.ts";
import { keepers, refOf, webhook } from "./webhook.ts";

/** So many a county has at most: each is written and sent a message for an event. */
export const mostWebhooks = 10;

/** Sets an address that is told from now on; its secret can be read for a while. */
export const addWebhook = command({
  right: right("webhook.add", "新增事件推送", keepers, webhook.rights.view),
  input: z.strictObject(facts),
  operation: {
    resource: "/webhooks",
    summary: "新增一个事件推送；签名密钥随后十分钟内从 /webhooks/{webhookId}/secret 读取",
    creates: "/webhooks/{id}",
  },
  events: { added: happening<{ host: string }>(({ host }) => ({ title: "新增", note: host })) },
  load: (orm) => ({
    root: theRoot(orm),
    others: orm.select({ n: count() }).from(webhooks).where(ne(webhooks.state, "removed")),
  }),
  state: ({ root, others: [others] }) => ({ root, others: others?.n ?? 0 }),
  scopes: ({ root }) => rootScope(root),
  prepare: async (input, ctx) => {
    const id = newId(toMs(ctx.now));
    return { id, ...checked(input, ctx), secret: await newSecret(ctx, id) };
  },
  decide: ({ others }, { name }, { now, prepared }) => {
    if (others >= mostWebhooks) throw new Conflict(`最多 ${mostWebhooks} 个事件推送，先删除不用的`);
    const { id, address, nouns } = prepared;
    const { host } = new URL(address);
    return {
      result: { id },
      on: refOf(id),
      detail: { name, host, nouns },
      says: { added: { host } },
      rows: [
        insert(webhooks, { ...prepared, name, state: "on", secretSetAt: now }),
        assert(sql`(select count(*) from webhooks where state <> 'removed') <= ${mostWebhooks}`),
      ],
    };
  },
});
