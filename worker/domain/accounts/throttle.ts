import { inArray, sql } from "drizzle-orm";
import type { Database, Query } from "../../../db/client.ts";
import { signInFailures } from "../../../db/kernel/schema.ts";
import { type Instant, instant, toMs } from "../../rules/time.ts";
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

/** The counters an attempt is held against. */
export function bucketsOf({ username, network, device }: Attempt): { kind: Kind; bucket: string }[] {
  if (device) return [{ kind: "device", bucket: `device:${device}` }];
  return [
    { kind: "network", bucket: `network:${username}:${network}` },
    { kind: "account", bucket: `account:${username}` },
  ];
}

export const failuresOf = (db: Database, attempt: Attempt) =>
  db.orm
    .select()
    .from(signInFailures)
    .where(
      inArray(
        signInFailures.bucket,
        bucketsOf(attempt).map(({ bucket }) => bucket),
      ),
    );

type Failures = typeof signInFailures.$inferSelect;

/** @throws TooMany when any counter of this attempt is used up, with the seconds until it starts afresh. */
export function mustBeAllowed(attempt: Attempt, failures: readonly Failures[], now: Instant): void {
  for (const { kind, bucket } of bucketsOf(attempt)) {
    const counted = failures.find((row) => row.bucket === bucket);
    if (!counted || counted.failures < allowance[kind].failures) continue;
    const left = toMs(counted.since as Instant) + allowance[kind].window - toMs(now);
    if (left > 0) throw new TooMany(Math.ceil(left / 1000), "登录失败次数过多，请稍后再试");
  }
}

/** Counts a failure in every counter of the attempt; a counter whose window has passed starts again at one. */
export function countFailure(db: Database, attempt: Attempt, now: Instant): Query[] {
  return bucketsOf(attempt).map(({ kind, bucket }) => {
    const fresh = sql`${signInFailures.since} <= ${instant(toMs(now) - allowance[kind].window)}`;
    return db.orm
      .insert(signInFailures)
      .values({ bucket, failures: 1, since: now })
      .onConflictDoUpdate({
        target: signInFailures.bucket,
        set: {
          failures: sql`case when ${fresh} then 1 else ${signInFailures.failures} + 1 end`,
          since: sql`case when ${fresh} then ${now} else ${signInFailures.since} end`,
        },
      });
  });
}

/** After a success: what this network or device failed before no longer counts. */
export function forgetFailures(db: Database, attempt: Attempt): Query {
  const own = bucketsOf(attempt).filter(({ kind }) => kind !== "account");
  return db.orm.delete(signInFailures).where(
    inArray(
      signInFailures.bucket,
      own.map(({ bucket }) => bucket),
    ),
  );
}
