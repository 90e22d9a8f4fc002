import { eq, type SQL, sql } from "drizzle-orm";
import type { Database, Query } from "../../../db/client.ts";
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
export function countAttempt(db: Database, attempt: Attempt, now: Instant) {
  const { kind, bucket } = ownCounter(attempt);
  const within = sql`(select ${signInFailures.failures} <= ${allowance[kind].failures} from ${signInFailures} where ${signInFailures.bucket} = ${bucket})`;
  return {
    own: counted(db, bucket, allowance[kind].window, sql`1`, now),
    account: counted(
      db,
      accountBucket(attempt),
      allowance.account.window,
      attempt.device ? sql`0` : within,
      now,
    ),
  };
}

/** Adds to a counter; one whose window has passed starts afresh. */
function counted(db: Database, bucket: string, window: number, by: SQL, now: Instant) {
  const over = sql`${signInFailures.since} <= ${instant(toMs(now) - window)}`;
  return db.orm
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

type Counter = typeof signInFailures.$inferSelect;

/** @throws TooMany when a counter that concerns this attempt is used up, with the seconds until it starts afresh. */
export function mustBeAllowed(
  attempt: Attempt,
  { own, account }: { own: readonly Counter[]; account: readonly Counter[] },
  now: Instant,
): void {
  const { kind } = ownCounter(attempt);
  mustBeLeft(own, allowance[kind], now);
  if (!attempt.device) mustBeLeft(account, allowance.account, now);
}

function mustBeLeft(
  [counter]: readonly Counter[],
  { failures, window }: (typeof allowance)[Kind],
  now: Instant,
) {
  if (!counter || counter.failures <= failures) return;
  const left = toMs(counter.since as Instant) + window - toMs(now);
  throw new TooMany(Math.ceil(left / 1000), "登录失败次数过多，请稍后再试");
}

/** After a success: what this network or device failed before no longer counts, nor does this attempt itself. */
export function forgive(db: Database, attempt: Attempt): Query[] {
  const { bucket } = ownCounter(attempt);
  const own = db.orm.delete(signInFailures).where(eq(signInFailures.bucket, bucket));
  if (attempt.device) return [own];
  const account = eq(signInFailures.bucket, accountBucket(attempt));
  const less = sql`max(${signInFailures.failures} - 1, 0)`;
  return [own, db.orm.update(signInFailures).set({ failures: less }).where(account)];
}
