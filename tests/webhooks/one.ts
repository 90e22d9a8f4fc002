import { desc, eq, sql } from "drizzle-orm";
import { webhooks } from "../../db/tenant/schema/webhooks.ts";
import { outbox } from "../../db/tenant/schema/work.ts";
import { addWebhook } from "../../worker/domain/webhooks/add.ts";
import type { Told } from "../../worker/domain/webhooks/told.ts";
import { NO_WEBHOOKS } from "../support/contexts.ts";
import type { County } from "../support/county.ts";

/** A webhook as a form sends it, where nobody answers. */
export const facts = { name: "12345平台", address: `${NO_WEBHOOKS}/events`, nouns: ["matter", "whistle"] };

/** A webhook of a county, beside the newest few that it has. */
export async function oneWebhook(county: County): Promise<{ webhookId: string }> {
  // There is room for ten.
  const newest = sql`(select id from webhooks order by id desc limit 5)`;
  await county.db.write([county.db.orm.delete(webhooks).where(sql`${webhooks.id} not in ${newest}`)]);
  const { id } = await addWebhook(county.as("admin"), facts);
  return { webhookId: id };
}

/** With a message that it was to be sent, and won't be any more. */
export async function withDelivery(county: County): Promise<{ webhookId: string; deliveryId: string }> {
  const { webhookId } = await oneWebhook(county);
  await county.matter();
  const { orm } = county.db;
  const ofHooks = eq(outbox.channel, "webhook");
  await county.db.write([
    orm.update(outbox).set({ nextAt: null, attempts: 78, failure: "对方回答 HTTP 500" }).where(ofHooks),
  ]);
  const { rows } = await county.db.read({
    rows: orm.select().from(outbox).where(ofHooks).orderBy(desc(outbox.id)).limit(1),
  });
  return { webhookId, deliveryId: (rows[0] as { body: Told }).body.event };
}

/** One that was switched off. */
export async function offWebhook(county: County): Promise<{ webhookId: string }> {
  const found = await oneWebhook(county);
  await county.db.write([
    county.db.orm.update(webhooks).set({ state: "off" }).where(eq(webhooks.id, found.webhookId)),
  ]);
  return found;
}
