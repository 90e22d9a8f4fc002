import { eq, like } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { holidayNotices, tenants } from "../../db/catalog/schema.ts";
import { openDatabase } from "../../db/client.ts";
import { sessions } from "../../db/kernel/schema.ts";
import { tenantMigrations } from "../../db/tenant/migrations.ts";
import { clocks, counters, outbox } from "../../db/tenant/schema/work.ts";
import { loadNotice } from "../../worker/domain/notices/load.ts";
import { layDown, nextDue, takeUp, tellBefore, turnOf } from "../../worker/domain/tenants/due.ts";
import type { JobMessage } from "../../worker/env.ts";
import { handleJobs, planJobs } from "../../worker/jobs/jobs.ts";
import type { HolidayNotice } from "../../worker/rules/schema/notice.ts";
import { DAY, type Instant, instant, MINUTE, toMs } from "../../worker/time/instants.ts";
import type { World as WorkerWorld } from "../../worker/world.ts";
import { type County, newCounty, operatorContext } from "../support/county.ts";
import { catalog, NOWHERE, startWorld, stopEverything, type World, workerWorld } from "../support/stack.ts";
import { newVisitor } from "../support/visitor.ts";
import { tenantRow } from "./operator.ts";

// An installation of its own: planning looks at all counties at once.
let world: World;
let worker: WorkerWorld;
let county: County;

beforeAll(async () => {
  world = await startWorld();
  worker = await workerWorld(world.vars, world.site);
  county = await newCounty({ vars: world.vars, url: world.url });
});
afterAll(stopEverything);

/** Nothing is due, and nobody wrote to it lately. */
beforeEach(async () => {
  await setRow({ toldAt: null });
  await upkeep(now());
  expect((await row()).dueAt).not.toBe("");
});

const now = () => instant(Date.now());
const later = (from: Instant, ms: number) => instant(toMs(from) + ms);

async function row(of = county) {
  const found = await tenantRow(of.slug, world.vars);
  if (!found) throw new Error("no such county");
  return found;
}

const setRow = (set: Partial<typeof tenants.$inferInsert>, of = county) => {
  const db = catalog(world.vars);
  return db.write([db.orm.update(tenants).set(set).where(eq(tenants.slug, of.slug))]);
};

let kinds: string[] = [];

async function planned(at: Instant): Promise<string[]> {
  const sent: string[] = [];
  kinds = [];
  const queue = {
    send: async () => {},
    sendBatch: async (messages: Iterable<{ body: { kind: string; slug: string } }>) => {
      for (const { body } of messages) {
        sent.push(body.slug);
        kinds.push(body.kind);
      }
    },
  };
  await planJobs(worker, queue as unknown as Queue<JobMessage>, at);
  return sent;
}

async function handle(body: JobMessage, attempts = 1): Promise<string> {
  let fate = "";
  const message = {
    body,
    attempts,
    ack: () => {
      fate = "ack";
    },
    retry: () => {
      fate = "retry";
    },
  };
  const batch = { queue: "lianzhi-jobs", messages: [message] };
  await handleJobs(worker, batch as unknown as MessageBatch<JobMessage>);
  return fate;
}

/** As the cron has it done. */
async function upkeep(at: Instant, of = county): Promise<string> {
  await setRow({ dueAt: "" }, of);
  return handle({ kind: "upkeep", slug: of.slug, now: at });
}

test("a message that comes again, or after a later one, finds the work done", async () => {
  const at = now();
  const { orm, read, write } = county.db;
  const left = async () =>
    (await read({ left: orm.select().from(counters).where(like(counters.name, "reports%")) })).left.length;
  await write([orm.insert(counters).values({ name: "reports 2026-11-01 10.1.2", value: 1 })]);
  const before = await row();
  expect(await handle({ kind: "upkeep", slug: county.slug, now: at })).toBe("ack");
  expect([await left(), await row()]).toEqual([1, before]);
  await upkeep(at);
  expect(await left()).toBe(0);
});

test("an idle county gets no message for months, but one at some time", async () => {
  const at = now();
  expect(await planned(later(at, 15 * DAY))).toEqual([]);
  const { dueAt } = await row();
  expect(toMs(dueAt as Instant) - toMs(at)).toBeLessThanOrEqual(90 * DAY);
  expect(await planned(dueAt as Instant)).toContain(county.slug);
});

test("where an open database costs nothing, it has its turn every day", async () => {
  const at = now();
  expect(await nextDue(county.db, county.slug, at, 1)).toBe(turnOf(county.slug, at));
});

test("the daily turns of many counties are spread over the day", () => {
  const at = "2026-11-21T09:00:00.000Z" as Instant;
  const hours = new Map<number, number>();
  for (let number = 0; number < 2843; number++) {
    const turn = toMs(turnOf(`c-${String(number).padStart(4, "0")}`, at)) - toMs(at);
    expect(turn).toBeGreaterThan(0);
    expect(turn).toBeLessThanOrEqual(DAY);
    const hour = Math.floor((turn - 1) / (DAY / 24));
    hours.set(hour, (hours.get(hour) ?? 0) + 1);
  }
  expect(hours.size).toBe(24);
  expect(Math.max(...hours.values())).toBeLessThan(3 * (2843 / 24));
});

test("whoever means to write makes it due first, and reading doesn't", async () => {
  const visitor = newVisitor(world.url);
  expect((await visitor.get(county.base)).status).toBe(200);
  expect((await row()).dueAt).not.toBe("");
  const path = `${county.base}/api/v1/matters`;
  expect((await visitor.json("POST", path, {})).status).toBe(422);
  expect((await row()).dueAt).not.toBe("");
  // Read what it stands on, and refused: nobody said anything after that.
  const nowhere = { orgUnitId: "nowhere", category: "drainage", body: "井盖破损", place: "路口" };
  expect((await visitor.json("POST", path, nowhere)).status).toBeGreaterThanOrEqual(404);
  expect(await row()).toMatchObject({ dueAt: "", toldAt: expect.any(String) });
  expect(await planned(now())).toEqual([county.slug]);
});

describe("what is due next is read from the county", () => {
  const clock = (actsAt: string | null) =>
    county.db.orm.insert(clocks).values({
      id: `c-${actsAt}`,
      noun: "matter",
      record: "none",
      kind: "unheard-of",
      title: "x",
      startedAt: now(),
      dueAt: actsAt ?? now(),
      actsAt,
      state: "running",
      ruleVersion: 1,
      rulePath: "handling.overall",
      inputs: {},
      setBy: "rules",
    });

  test("a clock that acts before its turn", async () => {
    const at = now();
    const acts = later(at, 3 * MINUTE);
    await county.db.write([clock(acts), clock(null)]);
    await upkeep(at);
    expect((await row()).dueAt).toBe(acts);
    expect(await planned(later(acts, -1))).toEqual([]);
    expect(await planned(acts)).toEqual([county.slug]);
    await county.db.write([county.db.orm.delete(clocks).where(eq(clocks.record, "none"))]);
  });

  test("what the outbox tries again", async () => {
    const at = now();
    const sent = { id: "o", channel: "unheard-of", key: "k", body: {}, writtenAt: at, nextAt: at };
    await county.db.write([county.db.orm.insert(outbox).values(sent)]);
    await upkeep(at);
    expect((await row()).dueAt).toBe(later(at, 2 * MINUTE));
    await county.db.write([county.db.orm.delete(outbox)]);
  });

  test("what is to be forgotten, with its turn in the day after", async () => {
    const { orm } = county.db;
    const at = now();
    const ends = later(at, 5 * DAY);
    const session = { id: "s", accountId: "a", kind: "api", device: "", createdAt: at } as const;
    await county.db.write([orm.insert(sessions).values({ ...session, expiresAt: toMs(ends) })]);
    await upkeep(at);
    expect((await row()).dueAt).toBe(turnOf(county.slug, ends));
    await county.db.write([orm.insert(counters).values({ name: "reports 2026-11-01 10.1.2", value: 1 })]);
    expect(await nextDue(county.db, county.slug, at, 90)).toBe(turnOf(county.slug, at));
    await county.db.write([
      orm.delete(sessions),
      orm.delete(counters).where(like(counters.name, "reports%")),
    ]);
  });
});

test("a token near its end is renewed by itself, without opening the county's database", async () => {
  const tokenExpiresAt = later(now(), 9 * DAY);
  const { databaseName, tokenCipher } = await row();
  await setRow({ tokenExpiresAt, databaseName: "nowhere" });
  expect(await planned(now())).toEqual([county.slug]);
  expect(kinds).toEqual(["token"]);
  expect(await handle({ kind: "token", slug: county.slug, now: now() })).toBe("ack");
  expect(toMs((await row()).tokenExpiresAt as Instant)).toBeGreaterThan(toMs(now()) + 29 * DAY);
  await setRow({ databaseName, tokenCipher });
});

describe("counties that need more than time", () => {
  test("one that is behind, by the version alone", async () => {
    await setRow({ schemaVersion: tenantMigrations.length - 1 });
    expect(await planned(now())).toEqual([county.slug]);
  });

  test("one whose migration fails is tried again with each cron", async () => {
    const broken = await newCounty({ vars: world.vars, url: world.url });
    await broken.db.script(["DELETE FROM schema_migrations"]);
    await setRow({ schemaVersion: 0 }, broken);
    await upkeep(now(), broken);
    expect(await row(broken)).toMatchObject({ dueAt: "", migrationError: expect.any(String) });
    expect(await planned(now())).toEqual([broken.slug]);
    await setRow({ state: "removed" }, broken);
  });

  test("one whose upkeep fails", async () => {
    const { tokenCipher } = await row();
    await setRow({ tokenCipher: "nonsense" });
    expect(await upkeep(now())).toBe("retry");
    expect(await planned(now())).toEqual([county.slug]);
    await setRow({ tokenCipher });
  });

  test("all of them, once another holiday notice is in force", async () => {
    const ctx = await operatorContext(world.vars);
    const { rows } = await ctx.db.read({ rows: ctx.db.orm.select().from(holidayNotices) });
    const [last] = rows.slice(-1);
    if (!last) throw new Error("no notice");
    const { year, title, document, daysOff, workdays } = last;
    await loadNotice(ctx, {
      year,
      title,
      document: `${document}（更正）`,
      daysOff,
      workdays,
    } as HolidayNotice);
    expect(await planned(now())).toEqual([county.slug]);
  });
});

describe("a write while the upkeep is at work", () => {
  const far = "2031-01-01T00:00:00.000Z";
  const take = async (run: string) => {
    const { orm, read } = catalog(world.vars);
    return (await read({ taken: takeUp(orm, county.slug, run, now()) })).taken[0];
  };
  const lay = (run: string, since = now()) => {
    const { orm, write } = catalog(world.vars);
    return write([layDown(orm, county.slug, run, far, since)]);
  };
  const told = (toldAt: Instant = now()) => setRow({ dueAt: "", upkeep: null, toldAt });

  test("keeps the county due, whatever the upkeep found", async () => {
    await setRow({ dueAt: "" });
    await take("one");
    await told();
    await lay("one");
    expect((await row()).dueAt).toBe("");
  });

  test("keeps it due also where it was announced before, and may have come after", async () => {
    await told(later(now(), -MINUTE));
    await take("one");
    await lay("one");
    expect((await row()).dueAt).toBe("");
    await told(later(now(), -4 * MINUTE));
    await take("two");
    await lay("two");
    expect((await row()).dueAt).toBe(far);
  });

  test("is not hidden by a slower run that had begun before it", async () => {
    await setRow({ dueAt: "" });
    await take("slow");
    await told(later(now(), -4 * MINUTE));
    await take("fast");
    await lay("slow");
    expect((await row()).dueAt).not.toBe(far);
    await lay("fast");
    expect((await row()).dueAt).toBe(far);
  });

  test("a message whose run died is taken up when it comes again, and tried until it is given up", async () => {
    const at = now();
    const { tokenCipher } = await row();
    const body = { kind: "upkeep", slug: county.slug, now: at } as const;
    await setRow({ dueAt: "", tokenCipher: "nonsense" });
    expect((await take("dead"))?.slug).toBe(county.slug);
    expect(await handle(body)).toBe("ack");
    expect(await handle(body, 2)).toBe("retry");
    await setRow({ tokenCipher });
    expect(await handle(body, 3)).toBe("ack");
    expect(await row()).toMatchObject({ upkeep: null, dueAt: expect.stringMatching(/^2/) });
  });

  test("a run that died makes it due again", async () => {
    const at = now();
    await setRow({ dueAt: "" });
    expect((await take("dead"))?.slug).toBe(county.slug);
    expect(await planned(later(at, 10 * MINUTE))).toEqual([]);
    expect(await planned(later(at, 21 * MINUTE))).toEqual([county.slug]);
  });
});

test("a catalog that is away holds up no write, and is told by the next cron", async () => {
  await tellBefore(openDatabase({ url: NOWHERE }), county.slug);
  expect((await row()).dueAt).not.toBe("");
  expect(await planned(now())).toEqual([county.slug]);
  expect((await row()).dueAt).toBe("");
});
