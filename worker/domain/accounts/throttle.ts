import { eq, type SQL, sql } from "drizzle-orm";
import type { Builder, Database, Query } from "../../../db/client.ts";
import { signInFailures } from "../../../db/kernel/schema.ts";
import { type Instant, instant, toMs } from "../../time/instants.ts";
import { TooMany } from "../errors.ts";

/**
 * Guessing is slowed down per account *and* network, so a stranger's failures never lock the owner out. An attack
 * from many networks at once closes the account to unknown devices only; a device that signed in before keeps a
 * count of its own (OWASP "device cookies").
 */
export interface Attempt {
  username: string;
  /** The network the request came from, coarse: IPv4 /24, IPv6 /48. */
  network: string;
  /** A device that has signed in to this account before, or null. */
  device: string | null;
}

const minute = 60_000;
const allowance = {
  network: { failures: 5, window: 15 * minute },
  device: { failures: 10, window: 15 * minute },
  account: { failures: 60, window: 60 * minute },
  session: { failures: 5, window: 15 * minute },
};

type Kind = keyof typeof allowance;

/** The counter an attempt has for itself: its known device, or the account from its network. */
const ownCounter = ({ username, network, device }: Attempt): { kind: Kind; bucket: string } =>
  device
    ? { kind: "device", bucket: `device:${device}` }
    : { kind: "network", bucket: `network:${username}:${network}` };

const accountBucket = ({ username }: Attempt): string => `account:${username}`;

/**
 * For a batch: counts an attempt before it is known how it ends, so that of many at the same moment each finds the
 * others counted. What is refused for its network anyway doesn't count for the account: one network alone could close
 * it otherwise.
 */
export function countAttempt({ orm }: Database, attempt: Attempt, now: Instant) {
  const { kind, bucket } = ownCounter(attempt);
  const within = sql`(select ${signInFailures.failures} <= ${allowance[kind].failures} from ${signInFailures} where ${signInFailures.bucket} = ${bucket})`;
  return {
    own: counted(orm, bucket, allowance[kind].window, sql`1`, now),
    account: counted(
      orm,
      accountBucket(attempt),
      allowance.account.window,
      attempt.device ? sql`0` : within,
      now,
    ),
  };
}

/** Adds to a counter; one whose window has passed starts afresh. */
function counted(orm: Builder, bucket: string, window: number, by: SQL, now: Instant) {
  const over = sql`${signInFailures.since} <= ${instant(toMs(now) - window)}`;
  return orm
    .insert(signInFailures)
    .values({ bucket, failures: by as never, since: now })
    .onConflictDoUpdate({
      target: signInFailures.bucket,
      set: {
        failures: sql`case when ${over} then excluded.failures else ${signInFailures.failures} + excluded.failures end`,
        since: sql`case when ${over} then excluded.since else ${signInFailures.since} end`,
      },
    })
    .returning();
}

export type Counter = typeof signInFailures.$inferSelect;

/** @throws TooMany when a counter that concerns this attempt is used up, with the seconds until it starts afresh. */
export function mustBeAllowed(
  attempt: Attempt,
  { own, account }: { own: readonly Counter[]; account: readonly Counter[] },
  now: Instant,
): void {
  const { kind } = ownCounter(attempt);
  const refusal = { message: "登录失败次数过多，请稍后再试", account: attempt.username };
  mustBeLeft(own, allowance[kind], now, refusal);
  if (!attempt.device) mustBeLeft(account, allowance.account, now, refusal);
}

function mustBeLeft(
  [counter]: readonly Counter[],
  { failures, window }: (typeof allowance)[Kind],
  now: Instant,
  { message, account }: { message: string; account: string },
) {
  if (!counter || counter.failures <= failures) return;
  const left = toMs(counter.since as Instant) + window - toMs(now);
  throw new TooMany(Math.ceil(left / 1000), message, account);
}

/**
 * Within a session the present password is asked for again, and may be guessed at as at the door. Counted per session:
 * whoever holds one that was left open keeps the owner, in another, from nothing.
 */
const sessionBucket = (sessionId: string): string => `session:${sessionId}`;

/** For a read batch: counts a check of the password within a session before it is known how it ends. */
export const countWithin = (orm: Builder, sessionId: string, now: Instant) =>
  counted(orm, sessionBucket(sessionId), allowance.session.window, sql`1`, now);

/** @throws TooMany when the password was wrong too often in this session. */
export const mustBeAllowedWithin = (counter: readonly Counter[], account: string, now: Instant): void =>
  mustBeLeft(counter, allowance.session, now, { message: "密码错误次数过多，请稍后再试", account });

/** For a write batch: it was right. */
export const forgiveWithin = (orm: Builder, sessionId: string): Query =>
  orm.delete(signInFailures).where(eq(signInFailures.bucket, sessionBucket(sessionId)));

/** After a success: what this network or device failed before no longer counts, nor does this attempt itself. */
export function forgive(db: Database, attempt: Attempt): Query[] {
  const { bucket } = ownCounter(attempt);
  const own = db.orm.delete(signInFailures).where(eq(signInFailures.bucket, bucket));
  if (attempt.device) return [own];
  const account = eq(signInFailures.bucket, accountBucket(attempt));
  const less = sql`max(${signInFailures.failures} - 1, 0)`;
  return [own, db.orm.update(signInFailures).set({ failures: less }).where(account)];
}
