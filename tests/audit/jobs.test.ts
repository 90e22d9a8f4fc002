import { eq, like } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tenants } from "../../db/catalog/schema.ts";
import { audit, idempotency, sessions, signInFailures } from "../../db/kernel/schema.ts";
import { counters } from "../../db/tenant/schema/work.ts";
import { anchorIn } from "../../worker/domain/audit/anchor.ts";
import { verifyAudit } from "../../worker/domain/audit/verify.ts";
import type { JobMessage } from "../../worker/env.ts";
import { handleJobs, planJobs } from "../../worker/jobs/jobs.ts";
import { instant } from "../../worker/time/instants.ts";
import type { World as WorkerWorld } from "../../worker/world.ts";
import { everythingIn, sessionsOf } from "../accounts/people.ts";
import { type County, newCounty } from "../support/county.ts";
import { catalog, startWorld, stopEverything, type World, workerWorld } from "../support/stack.ts";
import { tenantRow } from "../tenants/operator.ts";
import { anchorOf, logOf, verify, write } from "./records.ts";

// An installation of its own: the jobs look after all counties at once.
let world: World;
let worker: WorkerWorld;
let county: County;

beforeAll(async () => {
  world = await startWorld();
  worker = await workerWorld(world.vars, world.site);
  county = await newCounty({ vars: world.vars, url: world.url });
});
afterAll(stopEverything);

const day = 24 * 60 * 60 * 1000;
const row = async (of = county) => {
  const found = await tenantRow(of.slug, world.vars);
  if (!found) throw new Error("no such county");
  return found;
};
const setRow = (slug: string, set: Partial<typeof tenants.$inferSelect>) => {
  const db = catalog(world.vars);
  return db.write([db.orm.update(tenants).set(set).where(eq(tenants.slug, slug))]);
};

/** The moment that a job comes with. */
const moment = () => instant(Date.now());

type Upkeep = Extract<JobMessage, { kind: "upkeep" }>;

/** What planning puts into the queue. */
async function planned(): Promise<Upkeep[]> {
  const sent: Upkeep[] = [];
  const queue = {
    send: async (body: JobMessage) => {
      expect(body.kind).toBe("pulse");
    },
    sendBatch: async (messages: Iterable<{ body: Upkeep }>) => {
      const batch = [...messages];
      expect(batch.length).toBeLessThanOrEqual(100);
      sent.push(...batch.map(({ body }) => body));
    },
  };
  await planJobs(worker, queue as unknown as Queue<JobMessage>, moment());
  return sent;
}

/** Handles messages as the queue delivers them; gives each one's fate. */
async function handled(...bodies: Upkeep[]): Promise<Record<string, "ack" | "retry">> {
  const fates: Record<string, "ack" | "retry"> = {};
  const messages = bodies.map((body) => ({
    body,
    ack: () => {
      fates[body.slug] = "ack";
    },
    retry: () => {
      fates[body.slug] = "retry";
    },
  }));
  const batch = { queue: "lianzhi-jobs", messages };
  await handleJobs(worker, batch as unknown as MessageBatch<JobMessage>);
  return fates;
}

/** As the cron has it done. */
async function upkeep(of = county) {
  await setRow(of.slug, { dueAt: "" });
  return handled({ kind: "upkeep", slug: of.slug, now: moment() });
}

test("one message goes out for each county that is ready, and none for others", async () => {
  const [failed, opening] = [
    await newCounty({ vars: world.vars, url: world.url }),
    await newCounty({ vars: world.vars, url: world.url }),
  ];
  await setRow(failed.slug, { state: "failed" });
  await setRow(opening.slug, { state: "provisioning" });
  expect(await planned()).toEqual([{ kind: "upkeep", slug: county.slug, now: expect.any(String) }]);
  await setRow(failed.slug, { state: "ready" });
  await setRow(opening.slug, { state: "ready" });
  expect((await planned()).map(({ slug }) => slug).sort()).toEqual(
    [county.slug, failed.slug, opening.slug].sort(),
  );
});

test("a county in trouble is tried again later and holds up no other", async () => {
  const broken = await newCounty({ vars: world.vars, url: world.url });
  const { tokenCipher } = await row(broken);
  await setRow(broken.slug, { tokenCipher: "nonsense" });
  await setRow(county.slug, { dueAt: "" });
  const all = [broken.slug, county.slug].map((slug) => ({ kind: "upkeep", slug, now: moment() }) as const);
  expect(await handled(...all)).toEqual({ [broken.slug]: "retry", [county.slug]: "ack" });
  await setRow(broken.slug, { tokenCipher });
  expect(await upkeep(broken)).toEqual({ [broken.slug]: "ack" });
});

test("a message for a county that is gone is done with", async () => {
  expect(await handled({ kind: "upkeep", slug: "gone-for-good", now: moment() })).toEqual({
    "gone-for-good": "ack",
  });
});

test("upkeep done twice changes nothing more", async () => {
  await write(county.db, 5);
  await upkeep();
  const before = { county: await everythingIn(county.db), entry: await row() };
  await upkeep();
  expect({ county: await everythingIn(county.db), entry: await row() }).toEqual(before);
});

test("done at the same time by two, it ends the same", async () => {
  await write(county.db, 300);
  await Promise.all([upkeep(), upkeep()]);
  expect(await verify(county, [await anchorOf(county)])).toMatchObject({ brokenAt: null });
});

describe("the anchor", () => {
  test("is the newest sealed row, and moves on with the log", async () => {
    const own = await newCounty({ vars: world.vars, url: world.url });
    expect(await anchorOf(own)).toMatchObject({ seq: 0 });
    await upkeep(own);
    const anchored = async () => {
      const last = (await logOf(own.db)).at(-1);
      expect(await anchorOf(own)).toMatchObject({ seq: last?.seq, hash: last?.hash });
    };
    await anchored();
    await write(own.db, 3);
    await upkeep(own);
    await anchored();
  });

  test("stays where it is once the row it names was rewritten, so that verifying still finds it", async () => {
    const own = await newCounty({ vars: world.vars, url: world.url });
    await write(own.db, 5);
    await upkeep(own);
    const { auditHead } = await row(own);
    const victim = (await logOf(own.db)).length - 3;
    await own.db.write([
      own.db.orm.update(audit).set({ actorName: "别人" }).where(eq(audit.seq, victim)),
      own.db.orm.update(audit).set({ hash: null }),
    ]);
    await write(own.db, 2);
    expect(await upkeep(own)).toEqual({ [own.slug]: "ack" });
    expect((await row(own)).auditHead).toBe(auditHead);
    expect((await logOf(own.db)).every(({ hash }) => hash === null)).toBe(true);
    expect(await verify(own, [await anchorOf(own)])).toMatchObject({ brokenAt: 1 });
  });

  test("stays where it is once its row was cut off", async () => {
    const own = await newCounty({ vars: world.vars, url: world.url });
    await write(own.db, 5);
    await upkeep(own);
    const { auditHead } = await row(own);
    const last = (await logOf(own.db)).at(-1)?.seq ?? 0;
    await own.db.write([own.db.orm.delete(audit).where(eq(audit.seq, last))]);
    await upkeep(own);
    expect((await row(own)).auditHead).toBe(auditHead);
    expect(await verify(own, [await anchorOf(own)])).toMatchObject({ brokenAt: last });
  });
});

describe("tidying", () => {
  test("forgets sessions that ended, old answers and old failures, and nothing else", async () => {
    const now = Date.now();
    const { orm } = county.db;
    const session = (id: string, expiresAt: number) =>
      orm
        .insert(sessions)
        .values({ id, accountId: "a", kind: "browser", device: "", createdAt: instant(now), expiresAt });
    const answer = (key: string, at: number) =>
      orm
        .insert(idempotency)
        .values({ actor: "a", key, action: "x", requestHash: "h", result: {}, at: instant(at) });
    const failure = (bucket: string, since: number) =>
      orm.insert(signInFailures).values({ bucket, failures: 3, since: instant(since) });
    await county.db.write([
      session("ended", now - 1000),
      session("open", now + day),
      answer("old", now - 2 * day - 1000),
      answer("young", now - 2 * day + 60_000),
      failure("old", now - day - 1000),
      failure("young", now - day + 60_000),
      orm.insert(counters).values({ name: "reports 2025-01-01 10.1.2", value: 3 }),
    ]);
    await upkeep();
    const left = await county.db.read({
      answers: orm.select().from(idempotency).where(eq(idempotency.actor, "a")),
      failures: orm.select().from(signInFailures),
      counts: orm.select().from(counters).where(like(counters.name, "reports%")),
    });
    expect(left.counts).toEqual([]);
    expect((await sessionsOf(county.db, "a")).map(({ id }) => id)).toEqual(["open"]);
    expect(left.answers.map(({ key }) => key)).toEqual(["young"]);
    expect(left.failures.map(({ bucket }) => bucket)).toEqual(["young"]);
  });

  test("is done for the catalog, too, when the work is planned", async () => {
    const db = catalog(world.vars);
    const now = Date.now();
    const ended = {
      id: "ended",
      accountId: "a",
      kind: "browser",
      device: "",
      createdAt: instant(now),
      expiresAt: now - 1,
    } as const;
    await db.write([db.orm.insert(sessions).values(ended)]);
    await planned();
    expect(await sessionsOf(db, "a")).toEqual([]);
    const sealers = await worker.secrets.sealers("platform");
    const anchor = await anchorIn((await worker.outside("platform").read()) ?? "", sealers);
    expect(anchor).toMatchObject({ seq: (await logOf(db)).length });
    expect(await verifyAudit(db, sealers, [])).toMatchObject({ brokenAt: null });
    expect((await logOf(db)).every(({ hash }) => hash !== null)).toBe(true);
  });
});

test("a token near its end is renewed in time", async () => {
  await setRow(county.slug, { tokenExpiresAt: instant(Date.now() + 9 * day) });
  const { tokenCipher } = await row();
  await upkeep();
  const after = await row();
  expect(after.tokenCipher).not.toBe(tokenCipher);
  expect(Date.parse(after.tokenExpiresAt ?? "") - Date.now()).toBeGreaterThan(29 * day);
  expect(await upkeep()).toEqual({ [county.slug]: "ack" });
});

test("a county that is a version behind is brought up to date", async () => {
  await setRow(county.slug, { schemaVersion: 0 });
  await upkeep();
  expect(await row()).toMatchObject({ schemaVersion: expect.any(Number), migrationError: null });
  expect((await row()).schemaVersion).toBeGreaterThan(0);
});

test("the cron of the worker itself leads through the queue to every county", async () => {
  const own = await newCounty({ vars: world.vars, url: world.url });
  await write(own.db, 2);
  const [cron = ""] = world.site.workerd.crons;
  expect(await world.site.workerd.scheduled(cron, new Date())).toBe("ok");
  // The queue delivers when it likes, after two seconds at most: there is nothing to await but its effect.
  await expect
    .poll(async () => (await anchorOf(own)).seq, { timeout: 120_000, interval: 200 })
    .toBeGreaterThan(0);
  expect(await verify(own, [await anchorOf(own)])).toMatchObject({ brokenAt: null });
});
