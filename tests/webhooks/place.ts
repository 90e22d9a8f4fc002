import { asc, eq } from "drizzle-orm";
import { audit } from "../../db/kernel/schema.ts";
import { webhooks } from "../../db/tenant/schema/webhooks.ts";
import { outbox } from "../../db/tenant/schema/work.ts";
import { addWebhook } from "../../worker/domain/webhooks/add.ts";
import { webhookSecret } from "../../worker/domain/webhooks/read.ts";
import type { World as WorkerWorld } from "../../worker/world.ts";
import { newCounty } from "../support/county.ts";
import { startWorld, workerWorld } from "../support/stack.ts";
import { upkeep } from "../support/upkeep.ts";
import { receiver } from "./receiver.ts";

/** An installation that lets counties send to one receiver on loopback. */
export async function installation() {
  const there = await receiver();
  const world = await startWorld({
    WEBHOOK_PLACES: there.origin,
    PUBLIC_URL: "https://zhili.example.gov.cn",
  });
  const worker = await workerWorld(world.vars, world.site);
  return { there, world, worker };
}

export type Installation = Awaited<ReturnType<typeof installation>>;

/** A county there, and what tests ask of it. */
export async function place({ there, world, worker }: Installation) {
  const county = await newCounty({ vars: world.vars, url: world.url });
  const { db } = county;
  const admin = (at?: string) => ({ ...county.as("admin", at), webhooks: worker.webhooks });
  return {
    county,
    admin,
    /** One that is told of matters, and its secret. */
    async webhook(more: object = {}) {
      const set = { name: "12345平台", address: there.address, nouns: ["matter"], ...more };
      const { id } = await addWebhook(admin(), set);
      const { secret } = await webhookSecret(admin(), id);
      return { webhookId: id, secret: secret ?? "" };
    },
    upkeep: (at?: number, changes?: Partial<WorkerWorld["robots"]>) =>
      upkeep({ world, worker, county }, at, changes),
    entries: async () =>
      (
        await db.read({
          rows: db.orm.select().from(outbox).where(eq(outbox.channel, "webhook")).orderBy(asc(outbox.id)),
        })
      ).rows,
    row: async (id: string) =>
      (await db.read({ rows: db.orm.select().from(webhooks).where(eq(webhooks.id, id)) })).rows[0],
    acts: async () =>
      (await db.read({ rows: db.orm.select().from(audit).orderBy(asc(audit.seq)) })).rows.filter(
        ({ action }) => action.startsWith("webhook."),
      ),
  };
}

export type Place = Awaited<ReturnType<typeof place>>;
