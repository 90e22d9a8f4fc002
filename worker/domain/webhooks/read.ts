import { asc, ne } from "drizzle-orm";
import type { Builder, Results } from "../../../db/client.ts";
import { webhooks } from "../../../db/tenant/schema/webhooks.ts";
import { type Instant, instant, MINUTE, toMs } from "../../time/instants.ts";
import type { Context } from "../kernel/context.ts";
import { eventsOf, pastOf, toldToStaff } from "../kernel/happenings.ts";
import { offersOf } from "../kernel/offers.ts";
import { authorise } from "../kernel/rights.ts";
import { rootScope, theRoot } from "../org/root.ts";
import { mostWebhooks } from "./add.ts";
import { type AskedDeliveries, deliveriesFrom, deliveriesIn, waitingIn } from "./deliveries.ts";
import { webhookEvents, webhookMoves } from "./moves.ts";
import { loadedWebhook, wholeWebhook } from "./on-webhook.ts";
import { isAnywhere } from "./places.ts";
import { openSecret } from "./seal.ts";
import { webhook as noun } from "./webhook.ts";

/** Of a webhook all but its secrets. */
const seen = {
  id: webhooks.id,
  name: webhooks.name,
  address: webhooks.address,
  nouns: webhooks.nouns,
  state: webhooks.state,
  stopped: webhooks.stopped,
  secretSetAt: webhooks.secretSetAt,
  formerUntil: webhooks.formerUntil,
  deliveredAt: webhooks.deliveredAt,
  failure: webhooks.failure,
  failedAt: webhooks.failedAt,
  failingSince: webhooks.failingSince,
  revision: webhooks.revision,
};

const seenIn = (orm: Builder) => orm.select(seen).from(webhooks);

const shown = (row: Results<{ rows: ReturnType<typeof seenIn> }>["rows"][number], now: Instant) => ({
  ...row,
  secretSetAt: row.secretSetAt as Instant,
  /** Until when the secret before signs, too; null where it doesn't. */
  formerUntil: row.formerUntil !== null && row.formerUntil > now ? (row.formerUntil as Instant) : null,
  deliveredAt: row.deliveredAt as Instant | null,
  failedAt: row.failedAt as Instant | null,
  failingSince: row.failingSince as Instant | null,
});

export type ShownWebhook = ReturnType<typeof shown>;

/** Those of the county, the oldest first, and whether another may be added. */
export async function webhooksPage(ctx: Context) {
  const { rows, root } = await ctx.db.read({
    rows: seenIn(ctx.db.orm).where(ne(webhooks.state, "removed")).orderBy(asc(webhooks.id)),
    root: theRoot(ctx.db.orm),
  });
  authorise(ctx.actor, noun.rights.view, rootScope(root));
  return {
    webhooks: rows.map((row) => shown(row, ctx.now)),
    mayAdd: rows.length < mostWebhooks && isAnywhere(ctx.webhooks),
    isAnywhere: isAnywhere(ctx.webhooks),
  };
}

export type WebhooksPage = Awaited<ReturnType<typeof webhooksPage>>;

/** A webhook with what it was sent, what became of it and what may be made of it. */
export async function webhookPage(
  ctx: Context,
  webhookId: string,
  { before, ...asked }: AskedDeliveries & { earlier?: string | undefined },
) {
  const { orm } = ctx.db;
  const { earlier, unreceived } = asked;
  const { events, deliveries, waiting, ...rows } = await ctx.db.read({
    ...wholeWebhook(orm, webhookId),
    deliveries: deliveriesIn(orm, webhookId, { before, unreceived }),
    waiting: waitingIn(orm, webhookId),
    events: eventsOf(orm, noun.noun, webhookId, earlier),
  });
  const loaded = loadedWebhook(rows);
  authorise(ctx.actor, noun.rights.view, loaded.scopes);
  const { secret: _, formerSecret: __, ...told } = loaded.webhook;
  return {
    ...shown(told, ctx.now),
    isSecretShown: isShown(told, ctx.now),
    /** 100 stands for that many or more. */
    waiting: waiting[0]?.n ?? 0,
    ...deliveriesFrom(deliveries),
    isFiltered: unreceived === true,
    ...pastOf(events, earlier, (some) => toldToStaff(webhookEvents, some, ctx.now)),
    offers: offersOf(webhookMoves, loaded, ctx),
  };
}

export type WebhookPage = Awaited<ReturnType<typeof webhookPage>>;

/** How long a secret can be read after it was made, in milliseconds: a lost answer costs nobody a secret. */
const shownFor = 10 * MINUTE;

const isShown = ({ state, secretSetAt }: { state: string; secretSetAt: string }, now: Instant): boolean =>
  state !== "removed" && toMs(now) - toMs(secretSetAt as Instant) < shownFor;

/** A webhook's secret, shortly after it was made; null later. */
export async function webhookSecret(ctx: Context, webhookId: string) {
  const { webhook, scopes } = loadedWebhook(await ctx.db.read(wholeWebhook(ctx.db.orm, webhookId)));
  authorise(ctx.actor, noun.rights.view, scopes);
  const { id, name, secret, secretSetAt } = webhook;
  return {
    id,
    name,
    secret: isShown(webhook, ctx.now) ? await openSecret(ctx, id, secret) : null,
    until: instant(toMs(secretSetAt as Instant) + shownFor),
  };
}

/** What a webhook was sent, as programs read it. */
export async function webhookDeliveries(ctx: Context, webhookId: string, asked: AskedDeliveries) {
  const { orm } = ctx.db;
  const { deliveries, ...rows } = await ctx.db.read({
    ...wholeWebhook(orm, webhookId),
    deliveries: deliveriesIn(orm, webhookId, asked),
  });
  authorise(ctx.actor, noun.rights.view, loadedWebhook(rows).scopes);
  return deliveriesFrom(deliveries);
}
