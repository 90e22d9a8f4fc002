import { and, eq, inArray, isNotNull, lt, lte, min, or, sql } from "drizzle-orm";
import { union } from "drizzle-orm/sqlite-core";
import { tenants } from "../../../db/catalog/schema.ts";
import { type Builder, type Database, DatabaseUnavailable } from "../../../db/client.ts";
import { idempotency, sessions, signInFailures } from "../../../db/kernel/schema.ts";
import { tenantMigrations } from "../../../db/tenant/migrations.ts";
import { county } from "../../../db/tenant/schema/county.ts";
import { clocks, outbox } from "../../../db/tenant/schema/work.ts";
import { DAY, type Instant, instant, MINUTE, toMs } from "../../time/instants.ts";
import { keptFor } from "../kernel/kept-for.ts";
import { anyReports } from "../matters/daily.ts";

/** Comes before every moment. */
const atOnce = "";

/** Of a county's row: it is due now, and a run of the upkeep that is at work has no say in when it is due next. */
export const dueAtOnce = { dueAt: atOnce, upkeep: null } as const;

const ready = eq(tenants.state, "ready");
const behind = lt(tenants.schemaVersion, tenantMigrations.length);

/** For a read batch of the catalog: counties with something due, or behind this version's schema; each by its index. */
export const dueBy = (orm: Builder, now: Instant) =>
  union(
    orm
      .select({ slug: tenants.slug })
      .from(tenants)
      .where(and(ready, lte(tenants.dueAt, now))),
    orm.select({ slug: tenants.slug }).from(tenants).where(and(ready, behind)),
  );

/** A run of the upkeep of which nothing was heard for so long is dead: the county is due again. Longer than any takes. */
const lease = 20 * MINUTE;

/**
 * For a batch of the catalog: takes a county up, and answers its row if it is ready and due; a message that was overtaken by
 * another finds it laid down. One that comes `again` was not done: it also takes over from a run that laid nothing down.
 * What the run reads of the county comes after this; whoever means to write from now on says so, and with that ends the
 * run's say.
 */
export function takeUp(orm: Builder, slug: string, upkeep: string, now: Instant, again = false) {
  const due = or(lte(tenants.dueAt, now), behind, again ? isNotNull(tenants.upkeep) : undefined);
  return orm
    .update(tenants)
    .set({ dueAt: instant(toMs(now) + lease), upkeep })
    .where(and(eq(tenants.slug, slug), ready, due))
    .returning();
}

/** Whoever said that they would write has written, or never will, once this much time has passed. */
const settled = 3 * MINUTE;

/**
 * For a write batch of the catalog: when the county is due next, which is at once if somebody may have written too late to
 * be seen. Says nothing if somebody else said anything since this run took it up. `since` is when it did, by the clock.
 */
export function layDown(orm: Builder, slug: string, upkeep: string, next: string, since: Instant) {
  const seen = sql`${tenants.toldAt} is null or ${tenants.toldAt} < ${instant(toMs(since) - settled)}`;
  return orm
    .update(tenants)
    .set({ dueAt: sql`case when ${seen} then ${next} else ${atOnce} end`, upkeep: null })
    .where(and(eq(tenants.slug, slug), eq(tenants.upkeep, upkeep)));
}

/** For a write batch of the catalog: a county's upkeep is to be done, again. */
export const makeDue = (orm: Builder, slug: string) =>
  orm.update(tenants).set(dueAtOnce).where(eq(tenants.slug, slug));

/** When the next thing in a county is due: a clock that acts, something to be sent, a time to remind of what is due, something to be forgotten. */
export async function nextDue(
  db: Database,
  slug: string,
  now: Instant,
  turnDays: number,
  sweepAt: Instant | null = null,
): Promise<string> {
  const { acting, sending, reminding, ...kept } = await db.read({ ...moments(db.orm), ...keptUntil(db.orm) });
  const forgetting = [
    kept.session[0]?.at,
    after(kept.answer[0]?.at, keptFor.answers),
    after(kept.failure[0]?.at, keptFor.failures),
    kept.counted.length > 0 ? toMs(now) : null,
    sweepAt && toMs(sweepAt),
    toMs(now) + (turnDays - 1) * DAY,
  ].filter((at) => at != null);
  // What has served its time waits for the county's turn in the day after.
  const turn = turnOf(slug, instant(Math.max(toMs(now), Math.min(...forgetting))));
  return (
    [turn, acting[0]?.at, sending[0]?.at, reminding[0]?.at].filter((at) => at != null).sort()[0] ?? atOnce
  );
}

const moments = (orm: Builder) => ({
  acting: orm
    .select({ at: min(clocks.actsAt) })
    .from(clocks)
    .where(isNotNull(clocks.actsAt)),
  sending: orm
    .select({ at: min(outbox.nextAt) })
    .from(outbox)
    .where(isNotNull(outbox.nextAt)),
  reminding: orm.select({ at: county.remindAt }).from(county),
});

const keptUntil = (orm: Builder) => ({
  session: orm.select({ at: min(sessions.expiresAt) }).from(sessions),
  answer: orm.select({ at: min(idempotency.at) }).from(idempotency),
  failure: orm.select({ at: min(signInFailures.since) }).from(signInFailures),
  counted: anyReports(orm),
});

const after = (at: string | null | undefined, ms: number): number | null =>
  at ? toMs(at as Instant) + ms : null;

/** The next time of day that is a county's own, by its name (FNV-1a), so that they don't all have their turn at once. */
export function turnOf(slug: string, now: Instant): Instant {
  let hash = 2_166_136_261;
  for (const letter of slug) hash = Math.imul(hash ^ letter.charCodeAt(0), 16_777_619);
  const ofDay = (hash >>> 0) % DAY;
  return instant(ofDay + (Math.floor((toMs(now) - ofDay) / DAY) + 1) * DAY);
}

/** When this isolate last told of a county that somebody was about to write to it. */
const toldOf = new Map<string, number>();

/** How long that holds. With the longest that one write takes it must stay below what the upkeep takes for settled. */
const holds = MINUTE;

/** Counties that were written to while the catalog couldn't be told. */
const untold = new Set<string>();

/** Since when it couldn't; it is left alone for a while then. In milliseconds. */
let deafSince = 0;
const pause = 20_000;

/**
 * Tells the catalog that a county is about to be written to, so that what the write makes due is never overlooked, even if
 * nobody lives to say so afterwards. A catalog that is away holds up no county: it is told once it is back.
 */
export async function tellBefore(catalog: Database, slug: string): Promise<void> {
  if (Date.now() - (toldOf.get(slug) ?? 0) < holds) return;
  untold.add(slug);
  if (Date.now() - deafSince < pause) return;
  await tellUntold(catalog).catch((error: unknown) => {
    if (!(error instanceof DatabaseUnavailable)) throw error;
    deafSince = Date.now();
    console.error(JSON.stringify({ untold: [...untold], error: String(error) }));
  });
}

/** So many are named in one statement. */
const together = 200;
/** Made-up names never get here, so there are as many as counties. */
const capacity = 5_000;

/** Tells of all counties that the catalog hasn't heard of yet. */
export async function tellUntold(catalog: Database): Promise<void> {
  const [slugs, now] = [[...untold], Date.now()];
  const told = [];
  for (let start = 0; start < slugs.length; start += together) {
    const some = inArray(tenants.slug, slugs.slice(start, start + together));
    told.push(
      catalog.orm
        .update(tenants)
        .set({ ...dueAtOnce, toldAt: instant(now) })
        .where(some),
    );
  }
  await catalog.write(told);
  if (toldOf.size > capacity) toldOf.clear();
  for (const slug of slugs) {
    untold.delete(slug);
    toldOf.set(slug, now);
  }
}
