import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { adminOf, keysFrom } from "../../bin/keys.ts";
import { block, isBlocked, recordOf } from "../../bin/moves/fence.ts";
import { moveCounty } from "../../bin/moves/move.ts";
import { MOVING } from "../../bin/runtime/folder.ts";
import { tenants } from "../../db/catalog/schema.ts";
import { openDatabase } from "../../db/client.ts";
import { verifyAudit } from "../../worker/domain/audit/verify.ts";
import { addressOf } from "../../worker/domain/tenants/access.ts";
import type { TenantRow } from "../../worker/domain/tenants/directory.ts";
import { serverOf } from "../../worker/domain/tenants/places.ts";
import { type County, newCounty, provisionerOf } from "../support/county.ts";
import { catalog, startWorld, stopEverything, type World } from "../support/stack.ts";
import { headersFor } from "../support/template.ts";
import { newVisitor, type Visitor } from "../support/visitor.ts";
import { auditOf, entry, newSlug, operatorVisit, tenantRow } from "./operator.ts";

let world: World;
let county: County;
beforeAll(async () => {
  world = await startWorld({}, { servers: 2 });
  county = await newCounty({ vars: world.vars, url: world.url });
});
afterAll(stopEverything);

const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), "lianzhi-move-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

const rowOf = async (slug: string): Promise<TenantRow> => {
  const row = await tenantRow(slug, world.vars);
  if (!row) throw new Error(`there is no ${slug}`);
  return row;
};

/** Moves the county; nobody has to be waited for who isn't there. Answers what was said. */
async function move(server: number, slug = county.slug): Promise<string> {
  const folder = newFolder();
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  await moveCounty({ vars: world.vars, folder, slug, server, say, remembered: 0 });
  // An isolate that still remembers the old place finds it gone, and looks again.
  await newVisitor(world.url).get(`/t/${slug}`);
  expect(existsSync(join(folder, MOVING, `${(await rowOf(slug)).databaseName}.sql`))).toBe(false);
  return said.join("\n");
}

/** On which servers there is a database of the county's name. */
async function lyingOn(slug = county.slug): Promise<number[]> {
  const row = await rowOf(slug);
  const at = (server: number) => recordOf(world.vars, { ...row, databaseUrl: `sqld:${server}` });
  const found = await Promise.all([1, 2].map(at));
  return [1, 2].filter((_, index) => found[index] !== null);
}

async function auditFault(slug = county.slug): Promise<string | null> {
  const keys = await keysFrom(world.vars);
  const db = openDatabase(await addressOf(keys, await rowOf(slug)));
  return (await verifyAudit(db, await keys.secrets.sealers(slug), [])).reason;
}

const report = (browser = newVisitor(world.url)) =>
  browser.post(`${county.base}/matters?unit=${county.org.community}`, {
    orgUnitId: county.org.grid,
    category: "lighting",
    body: "路口的路灯三天不亮了",
    place: "劳动街路口",
    reporterName: "李女士",
    reporterPhone: "13812345678",
    _key: crypto.randomUUID(),
  });

describe("opening", () => {
  const opened = async (operator: Visitor, slug: string) =>
    (await operator.post("/operator/tenants", { ...entry({ slug }), _key: crypto.randomUUID() })).status;

  test("puts each county where there are fewest", async () => {
    const operator = await operatorVisit(world.url, world.vars);
    // This file's own lies on the first.
    for (const server of [2, 1]) {
      const slug = newSlug();
      expect(await opened(operator, slug)).toBe(303);
      expect([(await rowOf(slug)).databaseUrl, await lyingOn(slug)]).toEqual([`sqld:${server}`, [server]]);
      expect((await newVisitor(world.url).get(`/t/${slug}`)).status).toBe(200);
    }
  });

  test("that failed is taken up again where it was begun", async () => {
    const operator = await operatorVisit(world.url, world.vars);
    const slug = newSlug();
    await world.further[0]?.kill();
    expect(await opened(operator, slug)).toBe(503);
    await world.further[0]?.restart();
    expect(await rowOf(slug)).toMatchObject({ state: "failed", databaseUrl: "sqld:2" });
    const again = `/operator/tenants/${slug}/provisioning`;
    expect((await operator.post(again, { _key: crypto.randomUUID() })).status).toBe(303);
    expect([(await rowOf(slug)).databaseUrl, await lyingOn(slug)]).toEqual(["sqld:2", [2]]);
  });
});

describe("a move", () => {
  test("brings everything over and leaves nothing behind, and so back", async () => {
    const { receiptCode } = await county.matter();
    const receipt = `${county.base}/receipts/${receiptCode}`;
    for (const server of [2, 1]) {
      const said = await move(server);
      expect(said).toContain("内容与原库一致");
      expect((await rowOf(county.slug)).databaseUrl).toBe(`sqld:${server}`);
      expect(await lyingOn()).toEqual([server]);
      expect(await auditFault()).toBeNull();
      expect((await report()).status).toBe(303);
      expect(await (await newVisitor(world.url).get(receipt)).text()).toContain("水管漏水");
    }
    const recorded = await auditOf(catalog(world.vars), `tenant:${county.slug}`);
    expect(recorded).toContainEqual({
      action: "tenant.manage",
      actorName: "命令行",
      detail: { movedFrom: "sqld:1", movedTo: "sqld:2" },
    });
  });

  test("to where the county is does nothing but tidy up", async () => {
    const before = await rowOf(county.slug);
    await provisionerOf(world.vars).create(before.databaseName, "sqld:2");
    await block(world.vars, before);
    await move(1);
    expect([await lyingOn(), await isBlocked(world.vars, before)]).toEqual([[1], false]);
    expect((await rowOf(county.slug)).databaseUrl).toBe("sqld:1");
  });

  test("refuses what can't be", async () => {
    await expect(move(3)).rejects.toThrow("第 3 个数据库服务没有在运行");
    await expect(move(1, "nothing-here")).rejects.toThrow("没有 nothing-here 这个县");
    const vars = { ...world.vars, PROVISIONER: "turso" as const };
    const asked = { vars, folder: newFolder(), slug: county.slug, server: 1, say: () => {} };
    await expect(moveCounty(asked)).rejects.toThrow("Turso");
  });

  test("of a county whose log isn't whole is taken back", async () => {
    const before = await rowOf(county.slug);
    const { orm, write } = catalog(world.vars);
    const set = (auditHead: string | null) =>
      write([orm.update(tenants).set({ auditHead }).where(eq(tenants.slug, county.slug))]);
    await set(null);
    await expect(move(2)).rejects.toThrow("它仍在原处，照常使用");
    await set(before.auditHead);
    expect([await lyingOn(), (await rowOf(county.slug)).databaseUrl]).toEqual([[1], "sqld:1"]);
    expect((await report()).status).toBe(303);
  });

  test("that was killed anywhere is finished by the next try", async () => {
    const { vars } = world;
    const before = await rowOf(county.slug);
    // Blocked, and half of it loaded.
    await block(vars, before);
    await provisionerOf(vars).create(before.databaseName, "sqld:2");
    await move(2);
    expect([await lyingOn(), (await rowOf(county.slug)).databaseUrl]).toEqual([[2], "sqld:2"]);
    expect(await auditFault()).toBeNull();
  });
});

describe("what was begun before the block", () => {
  interface Answer {
    baton: string;
    results: { type: string; response?: { result: { step_errors?: unknown[] } } }[];
  }

  /** How to send requests to the county's database, where it lies now. */
  async function asking() {
    const keys = await keysFrom(world.vars);
    const { url, token = "", namespace = "" } = await addressOf(keys, await rowOf(county.slug));
    return async (requests: object[], baton?: string): Promise<Answer> => {
      const body = JSON.stringify({ baton, requests });
      const headers = headersFor(namespace, token);
      return (await (await fetch(`${url}/v2/pipeline`, { method: "POST", headers, body })).json()) as Answer;
    };
  }

  const execute = (sql: string) => ({ type: "execute", stmt: { sql } });
  const counting = (name: string) => `INSERT INTO counters VALUES ('${name}', 1)`;
  const whole = (name: string) => {
    const steps = ["BEGIN IMMEDIATE", counting(name), "COMMIT"].map((sql, at) => ({
      stmt: { sql },
      ...(at > 0 && { condition: { type: "ok", step: at - 1 } }),
    }));
    return { type: "batch", batch: { steps } };
  };

  test("and acknowledged is in the county afterwards: an open transaction, and those who waited for their turn", async () => {
    const ask = await asking();
    const { baton } = await ask([execute("BEGIN IMMEDIATE"), execute(counting("held"))]);
    const names = Array.from({ length: 8 }, (_, at) => `waited-${at}`);
    const waiting = names.map(async (name) => {
      const { results } = await ask([whole(name), { type: "close" }]);
      const errors = results[0]?.response?.result.step_errors ?? [true];
      return errors.every((error) => error === null) ? [name] : [];
    });
    const before = await rowOf(county.slug);
    const to = 3 - serverOf(before.databaseUrl);
    const moving = move(to);
    await expect.poll(() => isBlocked(world.vars, before)).toBe(true);
    const { results } = await ask([execute("COMMIT"), { type: "close" }], baton);
    expect(results[0]?.type).toBe("ok");
    const acknowledged = ["held", ...(await Promise.all(waiting)).flat()];
    await moving;

    const there = await (await asking())([execute("SELECT name FROM counters"), { type: "close" }]);
    const found = JSON.stringify(there);
    expect(acknowledged.filter((name) => !found.includes(`"${name}"`))).toEqual([]);
    await move(1);
  });
});

describe("while a county is being moved", () => {
  test("it can be read, and what is sent is kept and taken in a moment", async () => {
    const row = await rowOf(county.slug);
    await block(world.vars, row);
    expect((await newVisitor(world.url).get(county.base)).status).toBe(200);
    const refused = await report();
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "60"]);
    const page = await refused.text();
    expect(page).toContain("数据正在转移，暂时不能保存");
    expect(page).toContain("路口的路灯三天不亮了");
    await move(1);
    expect((await report()).status).toBe(303);
  });
});

describe("a further server that is gone", () => {
  test("takes its own counties with it and no others, and that is said", async () => {
    const far = await newCounty({ vars: world.vars, url: world.url, place: "sqld:2" });
    const pages = async () => {
      const visitor = newVisitor(world.url);
      return [(await visitor.get(far.base)).status, (await visitor.get(county.base)).status];
    };
    const readiness = async () => {
      const answer = await fetch(`${world.url}/readyz`);
      return [answer.status, await answer.json()];
    };
    expect(await pages()).toEqual([200, 200]);
    expect(await readiness()).toMatchObject([200, { status: "ready", wrong: [] }]);
    await world.further[0]?.kill();
    expect(await pages()).toEqual([503, 200]);
    expect(await readiness()).toMatchObject([200, { status: "degraded", wrong: ["servers"] }]);
    const status = await (await operatorVisit(world.url, world.vars)).get("/operator/status");
    expect(await status.text()).toContain("第 2 个没有运行");
    await world.further[0]?.restart();
    expect(await pages()).toEqual([200, 200]);
    expect(await readiness()).toMatchObject([200, { status: "ready", wrong: [] }]);
  });

  test("that can be read and not be written is said, too", async () => {
    const ask = adminOf(world.vars, "sqld:2");
    const set = (block_writes: boolean) =>
      ask("POST", "/v1/namespaces/pulse/config", { block_reads: false, block_writes });
    const wrong = async () =>
      ((await (await fetch(`${world.url}/readyz`)).json()) as { wrong: string[] }).wrong;
    await set(true);
    expect(await wrong()).toEqual(["servers"]);
    await set(false);
    expect(await wrong()).toEqual([]);
  });
});
