import { createServer } from "node:http";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { failedJobs, tenants } from "../../db/catalog/schema.ts";
import { DatabaseUnavailable, openDatabase } from "../../db/client.ts";
import { wrongIn } from "../../worker/domain/installation/readiness.ts";
import type { JobMessage } from "../../worker/env.ts";
import { handleJobs } from "../../worker/jobs/jobs.ts";
import { HOUR, instant } from "../../worker/time/instants.ts";
import { type County, newCounty, provisionerOf } from "../support/county.ts";
import {
  catalog,
  NOWHERE,
  startSite,
  startWorld,
  stopEverything,
  type World,
  workerWorld,
} from "../support/stack.ts";
import { newVisitor } from "../support/visitor.ts";
import { auditOf, operatorVisit } from "../tenants/operator.ts";

let world: World;
let county: County;
beforeAll(async () => {
  world = await startWorld();
  county = await newCounty({ vars: world.vars, url: world.url });
});
afterAll(stopEverything);

const readiness = async (url = world.url, at?: string) => {
  const answer = await fetch(`${url}/readyz`, { headers: at ? { "x-test-now": at } : {} });
  return { status: answer.status, said: (await answer.json()) as Record<string, unknown> };
};
const later = (ms: number) => instant(Date.now() + ms);

test("an installation in order is ready, and strangers learn nothing but numbers", async () => {
  const { status, said } = await readiness();
  expect([status, said]).toEqual([
    200,
    {
      status: "ready",
      wrong: [],
      jobs: { cronAge: expect.any(Number), queueAge: expect.any(Number), dead: 0 },
      counties: { current: 1, behind: 0, lost: 0, unopened: 0 },
    },
  ]);
});

test("cron or queue that stand still are said", async () => {
  const at = later(HOUR);
  expect((await readiness(world.url, at)).said).toMatchObject({ status: "degraded", wrong: ["jobs"] });
});

test("cron and queue prove themselves as they run", async () => {
  const at = new Date(Date.now() + 2 * HOUR);
  expect(await world.site.workerd.scheduled("*/10 * * * *", at)).toBe("ok");
  const wrong = async () => (await readiness(world.url, instant(at.getTime() + HOUR / 4))).said.wrong;
  await expect.poll(wrong, { timeout: 60_000 }).toEqual([]);
});

test("a disk that runs short is said, as the door tells it and nobody else", async () => {
  const readings = {
    ...{ writes: true, silent: [], cronAt: later(0), queueAt: later(0), dead: 0, deadJobs: [], troubled: [] },
    counties: { current: 1, behind: 0, lost: 0, unopened: 0 },
  };
  expect(wrongIn(readings, 5e8, later(0))).toEqual(["disk"]);
  expect(wrongIn(readings, 5e9, later(0))).toEqual([]);
  expect(wrongIn(readings, null, later(0))).toEqual([]);
  const forged = await fetch(`${world.url}/readyz`, { headers: { "x-disk-free": "1" } });
  expect(await forged.json()).toMatchObject({ wrong: [] });
});

test("a county that is behind, lost or not opened is counted, and named to operators alone", async () => {
  const db = catalog(world.vars);
  const set = (change: Partial<typeof tenants.$inferSelect>) =>
    db.write([db.orm.update(tenants).set(change).where(eq(tenants.slug, county.slug))]);
  const { rows } = await db.read({
    rows: db.orm.select().from(tenants).where(eq(tenants.slug, county.slug)),
  });
  const { schemaVersion = 0 } = rows[0] ?? {};
  const cases = [
    [{ schemaVersion: schemaVersion - 1 }, "behind"],
    [{ migrationError: "did not work" }, "behind"],
    [{ schemaVersion: 0, migrationError: "数据库不见了" }, "lost"],
    [{ state: "failed" }, "unopened"],
  ] as const;
  const operator = await operatorVisit(world.url, world.vars);
  for (const [change, standing] of cases) {
    await set(change);
    const { status, said } = await readiness();
    expect([status, said]).toMatchObject([
      200,
      { status: "degraded", wrong: ["counties"], counties: { current: 0, [standing]: 1 } },
    ]);
    expect(JSON.stringify(said)).not.toContain(county.slug);
    const page = await (await operator.get("/operator/status")).text();
    expect(page).toContain(`/operator/tenants/${county.slug}`);
    await set({ state: "ready", schemaVersion, migrationError: null });
  }
});

describe("work that the queue gave up", () => {
  const deliver = async (queue: string, body: JobMessage) => {
    const worker = await workerWorld(world.vars, world.site);
    const message = { body, ack: () => {}, retry: () => {} };
    const batch = { queue, messages: [message], ackAll: () => {} };
    await handleJobs(worker, batch as unknown as MessageBatch<JobMessage>);
  };

  test("is on the operators' list with its reason, is done again at a press, and leaves the list then", async () => {
    const db = catalog(world.vars);
    const job = { kind: "upkeep", slug: county.slug, now: later(0) } as const;
    const { rows } = await db.read({
      rows: db.orm.select().from(tenants).where(eq(tenants.slug, county.slug)),
    });
    const { tokenCipher = null } = rows[0] ?? {};
    const seal = (tokenCipher: string | null) =>
      db.write([db.orm.update(tenants).set({ tokenCipher, dueAt: "" }).where(eq(tenants.slug, county.slug))]);

    await seal("nonsense");
    await deliver("lianzhi-jobs", job);
    expect((await readiness()).said).toMatchObject({ wrong: [], jobs: { dead: 0 } });
    await deliver("lianzhi-jobs-dead", job);
    expect((await readiness()).said).toMatchObject({ wrong: ["deadJobs"], jobs: { dead: 1 } });

    const operator = await operatorVisit(world.url, world.vars);
    const page = await (await operator.get("/operator/status")).text();
    expect(page).toContain("放弃");
    expect(page).toMatch(/<code>[^<]*Error/);

    await seal(tokenCipher);
    expect((await operator.post(`/operator/tenants/${county.slug}/upkeep`)).status).toBe(303);
    const left = async () => (await db.read({ rows: db.orm.select().from(failedJobs) })).rows;
    await expect.poll(left, { timeout: 60_000 }).toEqual([]);
    const trace = { action: "tenant.manage", actorName: "运维", detail: { upkeep: "repeated" } };
    expect(await auditOf(db, `tenant:${county.slug}`)).toContainEqual(trace);
    expect((await operator.post(`/operator/tenants/${county.slug}/upkeep`)).status).toBe(404);
  });
});

describe("a database server in trouble", () => {
  test("that takes no writes is 503, while pages can still be read", async () => {
    await blockWrites(true);
    const { status, said } = await readiness();
    expect([status, said]).toMatchObject([503, { status: "down", wrong: ["writes"] }]);
    expect((await newVisitor(world.url).get("/")).status).toBe(200);
    await blockWrites(false);
    expect((await readiness()).status).toBe(200);
  });

  test("that has no room left is unavailable", async () => {
    await administer("full/create", { max_db_size: "64KB" });
    const provisioner = provisionerOf(world.vars);
    const { token } = await provisioner.mintToken("full", 1);
    const db = openDatabase(provisioner.address("full", world.vars.SQLD_URL, token));
    await db.script(["CREATE TABLE large (filling BLOB)"]);
    const full = db.script(["INSERT INTO large VALUES (zeroblob(1000000))"]);
    await expect(full).rejects.toThrow(DatabaseUnavailable);
  });

  test("that is gone is 503", async () => {
    const site = await startSite({ ...world.vars, PUBLIC_URL: "", CATALOG_URL: NOWHERE });
    expect(await readiness(site.url)).toEqual({ status: 503, said: { status: "down", wrong: ["catalog"] } });
  });

  const rubbish: [string, string][] = [
    ["a page of another program", "<html>It works</html>"],
    ["nothing", ""],
    ["an answer that breaks off", '{"baton":null,"base_url":null,"results":[{"type":"ok","resp'],
    ["JSON of another shape", '{"hello":1}'],
    ["no results", '{"baton":null,"base_url":null,"results":[]}'],
    ["results of another kind", '{"baton":null,"base_url":null,"results":[null,{"type":"what"}]}'],
  ];
  test.each(rubbish)("that answers %s is unavailable, to pages and programs too", async (_, body) => {
    const url = await serverSaying(body);
    const db = openDatabase({ url, namespace: "catalog" });
    await expect(db.read({ rows: db.orm.select().from(tenants) })).rejects.toThrow(DatabaseUnavailable);
    await expect(db.write([db.orm.delete(failedJobs)])).rejects.toThrow(DatabaseUnavailable);
  });

  test("that answers rubbish makes pages answer 503", async () => {
    const url = await serverSaying("<html>It works</html>");
    const site = await startSite({ ...world.vars, PUBLIC_URL: "", CATALOG_URL: url });
    for (const path of ["/", county.base, "/readyz"]) {
      const answer = await newVisitor(site.url).get(path);
      expect([path, answer.status]).toEqual([path, 503]);
    }
  });
});

/** A server that says the same to whatever it is asked. */
async function serverSaying(body: string): Promise<string> {
  const server = createServer((incoming, outgoing) => {
    incoming.resume();
    outgoing.writeHead(200, { "content-type": "application/json" }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as { port: number }).port}`;
}

const blockWrites = (block_writes: boolean) =>
  administer("catalog/config", { block_reads: false, block_writes });

async function administer(path: string, body: object): Promise<void> {
  const { SQLD_ADMIN_URL, SQLD_ADMIN_KEY } = world.vars;
  const answer = await fetch(`${SQLD_ADMIN_URL}/v1/namespaces/${path}`, {
    method: "POST",
    headers: { authorization: `Basic ${SQLD_ADMIN_KEY}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(await answer.text());
}
