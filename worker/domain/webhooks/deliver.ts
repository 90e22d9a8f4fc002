import { asc, eq, ne, type SQL } from "drizzle-orm";
import { webhooks } from "../../../db/tenant/schema/webhooks.ts";
import { outbox } from "../../../db/tenant/schema/work.ts";
import { DAY, type Instant, toMs } from "../../time/instants.ts";
import { Conflict, NotFound } from "../errors.ts";
import type { Context, System } from "../kernel/context.ts";
import { type Channels, GivenUp, LaneFull } from "../kernel/outbox.ts";
import { hasRoom, type Run } from "../kernel/run.ts";
import { unreceived } from "./deliveries.ts";
import type { Webhook } from "./on-webhook.ts";
import { noted, type Outcome, quiet, sameWebhook, sendTo } from "./sending.ts";
import { stopWebhook } from "./stop.ts";
import { messageOf } from "./told.ts";

type Within = Context & { actor: System };

/** In words alone, as people read them. */
class NotReceived extends Error {
  override readonly name = "";
}

/** How long a receiver may take, in milliseconds. */
const time = 10_000;

/** A webhook from which nothing was received for so long is switched off, in days. */
const longestFailing = 7;

/**
 * Tells webhooks in one run of a county's upkeep; `addressOf`: the county's own address. A message is read, sent and noted, and
 * only what was received counts as delivered. Whoever is silent or busy is left alone until the next run.
 */
export function webhookChannel(ctx: Within, run: Run, addressOf: () => Promise<string>): Channels["webhook"] {
  const rooms = new Map<string, Run>();
  let base: Promise<string> | undefined;
  return async (told) => {
    const room = rooms.get(told.webhook) ?? roomOf(ctx);
    rooms.set(told.webhook, room);
    if (!(hasRoom(run, ctx.robots.clock()) && hasRoom(room, ctx.robots.clock()))) throw new LaneFull();
    const webhook = await webhookOf(ctx, told.webhook);
    run.left--;
    room.left--;
    base ??= addressOf();
    const body = messageOf(told, { realm: ctx.realm, base: (await base) || null });
    const outcome = await sendTo(ctx, webhook, { id: told.event, body, time });
    if (outcome.kind === "busy") room.left = 0;
    await note(ctx, webhook, outcome);
    mustBeReceived(outcome);
  };
}

/** How much of a run one webhook may take, in messages and milliseconds: others wait behind it. */
const share = { messages: 100, time: 30_000 } as const;

const roomOf = ({ robots }: Within): Run => ({ left: share.messages, until: robots.clock() + share.time });

/**
 * The lanes in which a county's outbox is delivered: what people wait for, then each webhook by itself, the one that was sent to
 * longest ago first.
 */
export async function lanesOf({ db }: Pick<Context, "db">): Promise<SQL[]> {
  const { all } = await db.read({
    all: db.orm
      .select({ id: webhooks.id })
      .from(webhooks)
      .orderBy(asc(webhooks.deliveredAt), asc(webhooks.id)),
  });
  return [ne(outbox.channel, "webhook"), ...all.map(({ id }) => unreceived(id))];
}

async function webhookOf({ db }: Within, id: string): Promise<Webhook> {
  const { found } = await db.read({ found: db.orm.select().from(webhooks).where(eq(webhooks.id, id)) });
  if (found[0]?.state !== "on") throw new GivenUp("推送已停用，没有发送");
  return found[0];
}

/** How it went; and who has been failing for too long, or says that it is gone, is sent nothing more. */
async function note(ctx: Within, webhook: Webhook, outcome: Outcome): Promise<void> {
  const { db, robots } = ctx;
  const now = robots.clock();
  await db.write([db.orm.update(webhooks).set(noted(outcome, now)).where(sameWebhook(webhook))]);
  if (outcome.kind === "gone") return stop(ctx, webhook, "对方表示这个地址已经不用了（HTTP 410）");
  const { failingSince, failedAt } = webhook;
  const fails = failedAt !== null && now - toMs(failedAt as Instant) < quiet;
  const isOver =
    fails && failingSince !== null && now - toMs(failingSince as Instant) >= longestFailing * DAY;
  if (outcome.kind !== "received" && isOver)
    return stop(ctx, webhook, `连续 ${longestFailing} 天没有一次送达`);
}

/** Unless somebody switched it off, or removed it, meanwhile. */
async function stop(ctx: Within, { id }: Webhook, why: string): Promise<void> {
  try {
    await stopWebhook({ ...ctx, idempotencyKey: null }, { webhookId: id, why });
  } catch (error) {
    if (!(error instanceof Conflict || error instanceof NotFound)) throw error;
  }
}

function mustBeReceived(outcome: Outcome): void {
  if (outcome.kind === "received") return;
  if (outcome.kind === "refused") throw new GivenUp(outcome.words);
  throw new NotReceived(outcome.words);
}
