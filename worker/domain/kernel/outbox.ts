import { and, asc, eq, gt, lte, type SQL } from "drizzle-orm";
import type { Builder, Database, Query } from "../../../db/client.ts";
import { outbox } from "../../../db/tenant/schema/work.ts";
import { DAY, type Instant, instant, MINUTE, toMs } from "../../time/instants.ts";
import type { Told } from "../webhooks/told.ts";
import { insert, type RowChange } from "./changes.ts";
import type { Given } from "./context.ts";

/** What each channel carries. */
export interface Sendings {
  /** A county's first admin has used their link: the platform need not show it any more. */
  adminLinkUsed: { invitation: string };
  /** Posts ended, and more matters were in hand than one batch hands over: ids of accounts, and the name of who did it. */
  handOver: { from: string; to: string | null; by: string };
  /**
   * To the group of an org unit or a member unit (`scope`); `href`: pages of the county. Nothing is sent at night unless it is
   * urgent, and nothing from `until` on: what it says isn't so any more.
   */
  robot: {
    scope: string;
    title: string;
    lines: readonly { text: string; href: string }[];
    urgent: boolean;
    until?: Instant;
  };
  /** To the bucket of files: photos of which no row tells any more are deleted. */
  photos: { objects: readonly string[] };
  /** To an address of the county's own software; the trigger on `events` writes it. */
  webhook: Told;
}

/** Thrown by a channel: not now, but then, which counts as no attempt; without a moment, with the next run. */
export class NotYet extends Error {
  readonly until: Instant | null;
  constructor(until: Instant | null) {
    super("not yet");
    this.until = until;
  }
}

/** Thrown by a channel: nothing more of this lane with this run. */
export class LaneFull extends NotYet {
  constructor() {
    super(null);
  }
}

/** Thrown by a channel: never, for this reason, which people read. */
export class GivenUp extends Error {
  override readonly name = "";
}

/** How each channel delivers. Whatever else it throws is tried again; what it is given twice must do no more than once. */
export type Channels = { readonly [C in keyof Sendings]: (body: Sendings[C], key: string) => Promise<void> };

/**
 * For a decision: what is to be sent with it, from `nextAt` on. It is delivered at least once if, and only if, the change is
 * committed.
 */
export const send = <C extends keyof Sendings>(
  { now, newId }: Pick<Given, "now" | "newId">,
  channel: C,
  key: string,
  body: Sendings[C],
  nextAt = now,
): RowChange =>
  insert(outbox, { id: newId(), channel, key: `${channel} ${key}`, body, writtenAt: now, nextAt });

/** For a write batch outside decisions: the same, once for each key as long as it is kept. */
export const sendOnce = <C extends keyof Sendings>(
  orm: Builder,
  { now, newId }: Pick<Given, "now" | "newId">,
  channel: C,
  key: string,
  body: Sendings[C],
  nextAt = now,
): Query =>
  orm
    .insert(outbox)
    .values({ id: newId(), channel, key: `${channel} ${key}`, body, writtenAt: now, nextAt })
    .onConflictDoNothing({ target: outbox.key });

const page = 50;

/** An hour after the sixth failure, and every hour from then on, for three days. */
const mostAttempts = 78;
const longestWait = 3 * DAY;
const pause = (attempts: number): number => Math.min(2 ** attempts, 60) * MINUTE;

/**
 * Delivers what waits, lane by lane, the oldest of each first. One that fails holds up no other; one that keeps failing is given up,
 * and stays. `lanes`: which entries; all by default.
 */
export async function deliverOutbox(
  db: Database,
  now: Instant,
  channels: Channels,
  lanes: readonly (SQL | undefined)[] = [undefined],
): Promise<void> {
  for (const lane of lanes) await deliverLane(db, now, channels, lane);
}

async function deliverLane(
  db: Database,
  now: Instant,
  channels: Channels,
  lane: SQL | undefined,
): Promise<void> {
  let last = "";
  for (;;) {
    const waiting = and(lane, lte(outbox.nextAt, now), gt(outbox.id, last));
    const { rows } = await db.read({
      rows: db.orm.select().from(outbox).where(waiting).orderBy(asc(outbox.id)).limit(page),
    });
    for (const row of rows) if (!(await deliver(db, now, channels, row))) return;
    last = rows.at(-1)?.id ?? last;
    if (rows.length < page) return;
  }
}

type Entry = typeof outbox.$inferSelect;

/** Whether its lane goes on. */
async function deliver(db: Database, now: Instant, channels: Channels, entry: Entry): Promise<boolean> {
  const { id, attempts } = entry;
  const failure = await failureOf(channels, entry);
  if (failure instanceof LaneFull) return false;
  const outcome = outcomeOf(entry, now, failure);
  if (outcome === null) return true;
  // Whoever delivered it meanwhile has the last word.
  const open = and(eq(outbox.id, id), eq(outbox.attempts, attempts));
  await db.write([db.orm.update(outbox).set(outcome).where(open)]);
  return true;
}

/** What becomes of an entry after an attempt; null: nothing, it is due as before. */
function outcomeOf(entry: Entry, now: Instant, failure: unknown): Partial<Entry> | null {
  if (failure instanceof NotYet) return waiting(entry, now, failure);
  const attempts = entry.attempts + 1;
  if (failure === null) return { attempts, deliveredAt: now, nextAt: null, failure: null };
  const isOver = failure instanceof GivenUp || attempts >= mostAttempts;
  return {
    attempts,
    nextAt: isOver ? null : instant(toMs(now) + pause(attempts)),
    failure: String(failure),
  };
}

/** One that is told to wait again and again is given up as well: what it says is long past. */
const waiting = ({ writtenAt }: Entry, now: Instant, { until }: NotYet): Partial<Entry> | null => {
  if (until === null) return null;
  const isLong = toMs(now) - toMs(writtenAt as Instant) > longestWait;
  return isLong ? { nextAt: null, failure: "等了三天也没有轮到，不再发送" } : { nextAt: until };
};

/** Why an entry couldn't be delivered; null when it was. A newer version's entry may name a channel unknown to this one. */
async function failureOf(channels: Channels, { channel, key, body }: Entry): Promise<unknown> {
  if (!Object.hasOwn(channels, channel)) return `no channel ${channel}`;
  try {
    await channels[channel as keyof Sendings](body as never, key);
    return null;
  } catch (error) {
    return error ?? "nothing said";
  }
}
