import { and, count, desc, isNotNull, isNull, lt, sql } from "drizzle-orm";
import type { Builder, Results } from "../../../db/client.ts";
import { outbox } from "../../../db/tenant/schema/work.ts";
import type { Instant } from "../../time/instants.ts";
import { type RowChange, updateWhere } from "../kernel/changes.ts";
import type { DeliveryState } from "./states.ts";
import type { Told } from "./told.ts";

/** In the words of the indexes: what a webhook was to be sent, or of that what it hasn't got. */
export const ofWebhook = (id: string) => sql`channel = 'webhook' and body ->> '$.webhook' = ${id}`;
export const unreceived = (id: string) =>
  sql`channel = 'webhook' and delivered_at is null and body ->> '$.webhook' = ${id}`;

/** By the event that a message tells of, which is also what it goes by. */
export const keyOf = (webhook: string, event: string): string => `webhook ${webhook} ${event}`;

/** For a decision: what waits is never sent; nor what is being sent at this moment, should it fail. */
export const endWaiting = (id: string, why: string): RowChange =>
  updateWhere(outbox, sql`${unreceived(id)} and ${outbox.nextAt} is not null`, {
    nextAt: null,
    failure: why,
    attempts: sql`${outbox.attempts} + 1`,
  });

/** As it was before its first try, due now. */
export const anew = (now: Instant) => ({ nextAt: now, attempts: 0, deliveredAt: null, failure: null });

/** How many stand on a page, and up to how many that wait are counted. */
export const deliveriesAtOnce = 20;
const mostCounted = 100;

/** Of which messages somebody asks: before an event, or only those that weren't received. */
export interface AskedDeliveries {
  readonly before?: string | undefined;
  readonly unreceived?: boolean | undefined;
}

/** For a read batch: what a webhook was sent, the newest first, and one more than is shown. */
export const deliveriesIn = (orm: Builder, id: string, { before, unreceived: only }: AskedDeliveries) =>
  orm
    .select({
      body: outbox.body,
      attempts: outbox.attempts,
      nextAt: outbox.nextAt,
      deliveredAt: outbox.deliveredAt,
      failure: outbox.failure,
    })
    .from(outbox)
    .where(and(only ? unreceived(id) : ofWebhook(id), before ? lt(outbox.id, before) : undefined))
    .orderBy(desc(outbox.id))
    .limit(deliveriesAtOnce + 1);

/** For a read batch: how many messages wait; 100 stands for that many or more. */
export function waitingIn(orm: Builder, id: string) {
  const some = orm
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(unreceived(id), isNotNull(outbox.nextAt)))
    .limit(mostCounted)
    .as("waiting");
  return orm.select({ n: count() }).from(some);
}

/** What doesn't wait: it was received, or won't be sent any more. */
export const ended = isNull(outbox.nextAt);

/** A message as people see it. */
export interface Delivery {
  /** `webhook-id`. */
  readonly id: string;
  readonly type: string;
  readonly at: Instant;
  /** `/matters/…`. */
  readonly path: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly nextAt: Instant | null;
  readonly deliveredAt: Instant | null;
  readonly failure: string | null;
}

export function deliveriesFrom(rows: Results<{ d: ReturnType<typeof deliveriesIn> }>["d"]) {
  const deliveries = rows.slice(0, deliveriesAtOnce).map(({ body, ...row }): Delivery => {
    const { event, type, at, noun, record } = body as Told;
    const nextAt = row.nextAt as Instant | null;
    const deliveredAt = row.deliveredAt as Instant | null;
    const state = nextAt !== null ? "waiting" : deliveredAt !== null ? "received" : "ended";
    return {
      ...row,
      id: event,
      type,
      at: at as Instant,
      path: `/${noun}s/${record}`,
      state,
      nextAt,
      deliveredAt,
    };
  });
  return { deliveries, next: rows.length > deliveries.length ? (deliveries.at(-1)?.id ?? null) : null };
}
