import { and, eq, lt } from "drizzle-orm";
import { tenants } from "../../db/catalog/schema.ts";
import { type Database, openDatabase, type Query } from "../../db/client.ts";
import { idempotency, sessions, signInFailures } from "../../db/kernel/schema.ts";
import { deliverHandOver } from "../domain/accounts/hand-rest.ts";
import { keepLog, noteOutside } from "../domain/audit/keep.ts";
import { failureOf, forgetFailure, noteDeath, noteFailure } from "../domain/installation/failed-jobs.ts";
import { beat } from "../domain/installation/pulses.ts";
import { type Context, type System, systemFor } from "../domain/kernel/context.ts";
import { keptFor } from "../domain/kernel/kept-for.ts";
import { type Channels, deliverOutbox } from "../domain/kernel/outbox.ts";
import { runOf } from "../domain/kernel/run.ts";
import { mergeWords } from "../domain/lists/merge-words.ts";
import { forgetReports } from "../domain/matters/daily.ts";
import { calendarBy, noticesInForce } from "../domain/notices/calendar.ts";
import { sweepPhotos } from "../domain/photos/sweep.ts";
import { remindOnTime } from "../domain/reminders/remind.ts";
import { robotChannel } from "../domain/robots/deliver.ts";
import { forgetMessages } from "../domain/robots/unsent.ts";
import { endingTokens, renewToken, tenantDatabase } from "../domain/tenants/access.ts";
import { countyAddress } from "../domain/tenants/address.ts";
import type { TenantRow } from "../domain/tenants/directory.ts";
import { dueBy, layDown, nextDue, takeUp, tellUntold } from "../domain/tenants/due.ts";
import { isBehind, migrateTenant } from "../domain/tenants/migrate.ts";
import { holdsCounty } from "../domain/tenants/own-row.ts";
import { actOnTime } from "../domain/time.ts";
import { lanesOf, webhookChannel } from "../domain/webhooks/deliver.ts";
import type { JobMessage } from "../env.ts";
import type { WorkCalendar } from "../rules/engine/calendar.ts";
import { type Instant, instant, toMs } from "../time/instants.ts";
import type { World } from "../world.ts";

/**
 * One message per county that has something due, so that a county in trouble holds up no other. The catalog is looked
 * after at once.
 */
export async function planJobs(world: World, queue: Queue<JobMessage>, now: Instant): Promise<void> {
  const catalog = openDatabase(world.catalog);
  await tellUntold(catalog);
  const { due, ending } = await catalog.read({
    due: dueBy(catalog.orm, now),
    ending: endingTokens(catalog.orm, toMs(now)),
  });
  const messages = [
    ...due.map(({ slug }) => ({ body: { kind: "upkeep" as const, slug, now } })),
    ...ending.map(({ slug }) => ({ body: { kind: "token" as const, slug, now } })),
  ];
  for (let start = 0; start < messages.length; start += 100)
    await queue.sendBatch(messages.slice(start, start + 100));
  await queue.send({ kind: "pulse", now });
  await catalog.write([beat(catalog.orm, "cron", now)]);
  await tidy(catalog, now);
  // Last, so that trouble with the catalog's own log keeps no county from its upkeep.
  await keepLog({ ...world, db: catalog, realm: "platform" });
}

/** Each message is acknowledged or retried by itself; doing one twice changes nothing more. */
export async function handleJobs(world: World, batch: MessageBatch<JobMessage>): Promise<void> {
  const catalog = openDatabase(world.catalog);
  if (batch.queue.endsWith("-dead")) return bury(catalog, batch);
  for (const message of batch.messages) {
    const { body } = message;
    try {
      if (body.kind === "pulse") await catalog.write([beat(catalog.orm, "queue", body.now as Instant)]);
      else if (body.kind === "token") await renewed(world, catalog, body.slug, toMs(body.now as Instant));
      else await upkeep(world, catalog, body, message.attempts > 1);
      message.ack();
    } catch (error) {
      console.error(JSON.stringify({ job: body, error: String(error) }));
      await failed(catalog, body, String(error));
      message.retry();
    }
  }
}

/** By itself, where nothing else is due: the county's database isn't opened for it. */
async function renewed(world: World, catalog: Database, slug: string, now: number): Promise<void> {
  const { found } = await catalog.read({
    found: catalog.orm.select().from(tenants).where(eq(tenants.slug, slug)),
  });
  if (found[0]?.state === "ready") await renewToken(world, catalog, found[0], now);
}

type Upkeep = Extract<JobMessage, { kind: "upkeep" }>;

/** What was tried too often. A pulse among it needs no note: its age tells. */
async function bury(catalog: Database, batch: MessageBatch<JobMessage>): Promise<void> {
  const slugs = batch.messages.flatMap(({ body }) => (body.kind === "pulse" ? [] : [body.slug]));
  await noteDeath(catalog, [...new Set(slugs)], instant(Date.now()));
  batch.ackAll();
}

/** While the catalog is away nothing can be noted there; the log has it. */
async function failed(catalog: Database, body: JobMessage, error: string): Promise<void> {
  if (body.kind !== "pulse")
    await noteFailure(catalog, body.slug, error, body.now as Instant).catch(() => {});
}

async function upkeep(
  world: World,
  catalog: Database,
  { slug, now: moment }: Upkeep,
  again: boolean,
): Promise<void> {
  const now = moment as Instant;
  const [run, since] = [crypto.randomUUID(), instant(Date.now())];
  const { found, notices, before } = await catalog.read({
    found: takeUp(catalog.orm, slug, run, now, again),
    notices: noticesInForce(catalog.orm),
    before: failureOf(catalog.orm, slug),
  });
  const [tenant] = found;
  if (!tenant) return;
  const done = await lookAfter(world, catalog, tenant, { now, calendar: calendarBy(notices) });
  if (done) {
    const { turnDays } = world.provisioner;
    const next = await nextDue(await tenantDatabase(world, tenant), slug, now, turnDays, done.sweepAt);
    await catalog.write([layDown(catalog.orm, slug, run, next, since)]);
  }
  if (before.length > 0) await forgetFailure(catalog, slug);
}

/** What one county needs; where that is all it needs for now, when photos are to be looked at next. Each step may be repeated. */
async function lookAfter(
  world: World,
  catalog: Database,
  tenant: TenantRow,
  { now, calendar }: { now: Instant; calendar: WorkCalendar },
): Promise<{ sweepAt: Instant | null } | null> {
  const { slug } = tenant;
  await renewToken(world, catalog, tenant, toMs(now));
  // A failure on record is tried again too, even if all steps were applied: only a success takes it off.
  const outcome = isBehind(tenant) ? await migrateTenant(world, catalog, tenant, now) : null;
  const db = await tenantDatabase(world, tenant);
  if (!(await holdsCounty(catalog, db, slug))) return null;
  const ctx = contextOf(world, { db, slug, now, calendar });
  await actOnTime(ctx);
  await remindOnTime(ctx);
  await deliverOutbox(db, now, channelsOf(world, catalog, ctx), await lanesOf(ctx));
  const log = { ...world, db, realm: slug };
  await keepLog(log);
  await tidy(db, now, [forgetReports(db.orm, now), forgetMessages(db.orm, now), mergeWords(db.orm)]);
  const sweepAt = await sweepPhotos(ctx);
  await noteOutside(log, world.outside);
  return outcome?.reason ? null : { sweepAt };
}

/** In which the system acts in a county, at the moment its message names. */
const contextOf = (
  { secrets, passwords, anchors, robots, webhooks, photos }: World,
  { db, slug, now, calendar }: { db: Database; slug: string; now: Instant; calendar: WorkCalendar },
): Context & { actor: System } => ({
  db,
  now,
  actor: systemFor("due"),
  realm: slug,
  requestId: `job ${now}`,
  idempotencyKey: null,
  calendar,
  secrets,
  passwords,
  anchors,
  robots,
  webhooks,
  photos,
  // The log is sealed once, when everything was done.
  defer: () => {},
});

/** The first admin's link is shown to operators only until it was used. */
function channelsOf({ publicUrl }: World, catalog: Database, ctx: Context & { actor: System }): Channels {
  const run = runOf(ctx.robots);
  const address = () => countyAddress(catalog, publicUrl, ctx.realm);
  return {
    adminLinkUsed: ({ invitation }) =>
      catalog.write([
        catalog.orm
          .update(tenants)
          .set({ adminInvitation: null })
          .where(and(eq(tenants.slug, ctx.realm), eq(tenants.adminInvitation, invitation))),
      ]),
    handOver: (body, key) => deliverHandOver(ctx, body, key),
    photos: ({ objects }) => ctx.photos.remove(ctx.realm, objects),
    robot: robotChannel(ctx, run, address),
    webhook: webhookChannel(ctx, run, address),
  };
}

/** Forgets what has served its time: sessions that ended, answers kept for repeats, old failures. */
async function tidy(db: Database, moment: Instant, more: readonly Query[] = []): Promise<void> {
  const now = toMs(moment);
  await db.write([
    ...more,
    db.orm.delete(sessions).where(lt(sessions.expiresAt, now)),
    db.orm.delete(idempotency).where(lt(idempotency.at, instant(now - keptFor.answers))),
    db.orm.delete(signInFailures).where(lt(signInFailures.since, instant(now - keptFor.failures))),
  ]);
}
