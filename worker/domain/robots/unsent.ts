import { and, count, desc, inArray, isNotNull, isNull, lt, type SQL, sql } from "drizzle-orm";
import type { Builder, Query, Results } from "../../../db/client.ts";
import { outbox } from "../../../db/tenant/schema/work.ts";
import { type Instant, toMs } from "../../time/instants.ts";
import { type RowChange, updateWhere } from "../kernel/changes.ts";
import { keptFor } from "../kernel/kept-for.ts";
import type { Sendings } from "../kernel/outbox.ts";
import { newId } from "../kernel/secrets.ts";

/** In the words of the index: what a unit's group hasn't got. */
const ofScope = (scope: string | SQL) =>
  sql`channel = 'robot' and delivered_at is null and body ->> '$.scope' = ${scope}`;

/** For a decision: what waits for a unit's group is never sent; nor what is being sent at this moment, should it fail. */
export const endUnsent = (scope: string, why: string): RowChange =>
  updateWhere(outbox, sql`${ofScope(scope)} and ${outbox.nextAt} is not null`, {
    nextAt: null,
    failure: why,
    attempts: sql`${outbox.attempts} + 1`,
  });

/** How many are listed, and up to how many are counted. */
const most = { listed: 10, counted: 100 };

/** For a read batch: what waits for a unit's group, and what will never be sent, the newest first. */
export const unsentOf = (orm: Builder, scope: string | SQL) => {
  const waiting = orm
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(ofScope(scope), isNotNull(outbox.nextAt)))
    .limit(most.counted)
    .as("waiting");
  return {
    waiting: orm.select({ n: count() }).from(waiting),
    unsent: orm
      .select({
        body: outbox.body,
        writtenAt: outbox.writtenAt,
        nextAt: outbox.nextAt,
        failure: outbox.failure,
      })
      .from(outbox)
      .where(and(ofScope(scope), isNotNull(outbox.failure)))
      .orderBy(desc(outbox.id))
      .limit(most.listed),
  };
};

export type UnsentRows = Results<ReturnType<typeof unsentOf>>;

/** A message that was not received: tried again at `nextAt`, or never. */
export interface Unsent {
  readonly title: string;
  readonly writtenAt: Instant;
  readonly nextAt: Instant | null;
  readonly why: string;
}

export const unsentFrom = ({ waiting, unsent }: UnsentRows) => ({
  /** 100 stands for that many or more. */
  waiting: waiting[0]?.n ?? 0,
  unsent: unsent.map(
    ({ body, writtenAt, nextAt, failure }): Unsent => ({
      title: (body as Sendings["robot"]).title,
      writtenAt: writtenAt as Instant,
      nextAt: nextAt as Instant | null,
      why: failure ?? "",
    }),
  ),
});

/** For a write batch: forgets messages, to webhooks too, that were sent, or given up, long ago. Ids tell when a row was written. */
export function forgetMessages(orm: Builder, now: Instant): Query {
  const old = lt(outbox.id, newId(toMs(now) - keptFor.messages));
  const outside = inArray(outbox.channel, ["robot", "webhook"]);
  return orm.delete(outbox).where(and(old, outside, isNull(outbox.nextAt)));
}
