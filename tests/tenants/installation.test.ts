import { count, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { migrateEverything } from "../../bin/migrate.ts";
import { hosts, tenants } from "../../db/catalog/schema.ts";
import { type Database, openDatabase } from "../../db/client.ts";
import { migrate } from "../../db/migrate.ts";
import { tenantMigrations } from "../../db/tenant/migrations.ts";
import { matters } from "../../db/tenant/schema/matters.ts";
import { sha256 } from "../../worker/domain/kernel/secrets.ts";
import { registerTenant } from "../../worker/domain/tenants/open.ts";
import { provisionTenant } from "../../worker/domain/tenants/provision.ts";
import type { Provisioner } from "../../worker/domain/tenants/provisioner.ts";
import { removeSamples } from "../../worker/domain/tenants/samples.ts";
import { newCounty, newOperator, operatorContext, provisionerOf } from "../support/county.ts";
import { catalog, NOWHERE, startSite, startWorld, stopEverything, type World } from "../support/stack.ts";
import { newVisitor, type Visitor } from "../support/visitor.ts";
import { runCommand } from "./commands.ts";
import {
  auditOf,
  building,
  databaseOf,
  entry,
  namespaceExists,
  newSlug,
  operatorVisit,
  tenantRow,
} from "./operator.ts";

// A whole installation of its own: what is tried here concerns all counties at once.
let world: World;
let provisioner: Provisioner;
let operator: Visitor;
const latest = tenantMigrations.length;

beforeAll(async () => {
  world = await startWorld();
  provisioner = provisionerOf(world.vars);
  operator = await operatorVisit(world.url, world.vars);
});
afterAll(stopEverything);

async function open(sample: boolean): Promise<string> {
  const ctx = await operatorContext(world.vars);
  const form = entry({ slug: newSlug() });
  await registerTenant(ctx, { ...form, sample, tokenHash: await sha256("") });
  await provisionTenant(ctx, form.slug, building(ctx, provisioner));
  return form.slug;
}

const row = (slug: string) => tenantRow(slug, world.vars);
const nameOf = async (slug: string) => (await row(slug))?.databaseName ?? "";
const health = async (url = world.url) => {
  const answer = await newVisitor(url).json("GET", "/healthz");
  return { status: answer.status, retry: answer.headers.get("retry-after"), said: await answer.json() };
};

/** A county's database as its first version left it; `statements` then stand in it, too. */
async function unmigrate(slug: string, statements: readonly string[] = []): Promise<void> {
  const db = await emptied(slug);
  await migrate(db, tenantMigrations.slice(0, 1), new Date().toISOString());
  await db.script([ownRow(slug), ...statements]);
  await setRow(slug, { schemaVersion: 1 });
}

/** A database of the same name with nothing in it, as the server makes one where files are missing. */
async function emptied(slug: string): Promise<Database> {
  const name = await nameOf(slug);
  await provisioner.destroy(name, null);
  await provisioner.create(name);
  const { token } = await provisioner.mintToken(name, 1);
  return openDatabase(provisioner.address(name, world.vars.SQLD_URL, token));
}

const ownRow = (slug: string) =>
  `INSERT INTO county (id, slug, name, division_code, sample, opened_at)
   VALUES (1, '${slug}', '测试县', '411329', 0, '2026-01-01T00:00:00.000Z')`;

async function setRow(slug: string, set: Partial<typeof tenants.$inferSelect>): Promise<void> {
  const db = catalog(world.vars);
  await db.write([db.orm.update(tenants).set(set).where(eq(tenants.slug, slug))]);
}

const ours = <T extends { slug: string }>(all: readonly T[], slugs: readonly string[]): T[] =>
  all.filter(({ slug }) => slugs.includes(slug));

describe("migrating all counties", () => {
  test("one county that fails is recorded and stops no other; mended, it catches up", async () => {
    const slugs = [await open(false), await open(false), await open(false)];
    const [first = "", broken = "", last = ""] = slugs.sort();
    await unmigrate(first);
    await unmigrate(broken, ["CREATE TABLE rule_drafts (left_behind TEXT)"]);
    await unmigrate(last);

    const { outcomes, failed } = await migrateEverything(world.vars);
    expect(failed).toEqual([
      { slug: broken, reason: expect.stringContaining("`rule_drafts` already exists") },
    ]);
    expect(
      ours(outcomes, slugs).map(({ slug, schemaVersion, reason }) => [slug, schemaVersion, reason === null]),
    ).toEqual([
      [first, latest, true],
      [broken, 1, false],
      [last, latest, true],
    ]);
    expect(await row(first)).toMatchObject({ schemaVersion: latest, migrationError: null });
    expect(await row(last)).toMatchObject({ schemaVersion: latest, migrationError: null });
    expect(await row(broken)).toMatchObject({
      state: "ready",
      schemaVersion: 1,
      migrationError: expect.stringContaining("`rule_drafts` already exists"),
    });
    for (const slug of [first, last]) {
      const db = await databaseOf(slug, world.vars);
      expect((await db.read({ found: db.orm.select({ count: count() }).from(matters) })).found).toEqual([
        { count: 0 },
      ]);
    }

    const { status, said } = await health();
    expect(status).toBe(200);
    expect(said).toMatchObject({ status: "degraded", schemaVersion: latest });
    const { counties } = said as { counties: { all: number; well: number } };
    expect(counties.well).toBe(counties.all - 1);
    const page = await (await operator.get(`/operator/tenants/${broken}`)).text();
    expect(page).toContain("升级没有完成");
    expect(page).toContain("already exists");

    const told = await runCommand(world.vars, "bin/tenants.ts", "status");
    expect(told.code).toBe(1);
    const lines = told.out.split("\n");
    expect(lines).toContain(`${first}\t测试县\tready\t${latest}/${latest}\t`);
    expect(lines.find((line) => line.startsWith(`${broken}\t`))).toContain(`\tready\t1/${latest}\t`);

    const again = await runCommand(world.vars, "bin/tenants.ts", "migrate");
    expect(again.code).toBe(1);
    expect(again.out).toContain("1 个失败");

    const token = (await provisioner.mintToken(await nameOf(broken), 1)).token;
    const db = openDatabase(provisioner.address(await nameOf(broken), world.vars.SQLD_URL, token));
    await db.script(["DROP TABLE rule_drafts"]);
    const mended = await runCommand(world.vars, "bin/tenants.ts", "migrate");
    expect(mended).toMatchObject({ code: 0, out: expect.stringContaining("，0 个失败") });
    expect(mended.out).toContain(`${broken}\t${latest}\tok`);
    expect(await row(broken)).toMatchObject({ schemaVersion: latest, migrationError: null });
    expect((await health()).said).toMatchObject({ status: "ok" });
    expect(await runCommand(world.vars, "bin/tenants.ts", "status")).toMatchObject({ code: 0 });
  });

  test("a county whose token can't be opened is recorded and stops no other", async () => {
    const slugs = [await open(false), await open(false)];
    const [broken = "", other = ""] = slugs.sort();
    const { tokenCipher } = (await row(broken)) ?? {};
    await setRow(broken, { tokenCipher: "nonsense", schemaVersion: 1 });
    await setRow(other, { schemaVersion: 0 });
    const { failed } = await migrateEverything(world.vars);
    expect(failed.map(({ slug }) => slug)).toEqual([broken]);
    expect(await row(other)).toMatchObject({ schemaVersion: latest, migrationError: null });
    await setRow(broken, { tokenCipher: tokenCipher ?? null });
    expect((await migrateEverything(world.vars)).failed).toEqual([]);
  });

  const lostCounties: [string, (slug: string) => Promise<void>, string][] = [
    ["is empty", async (slug) => void (await emptied(slug)), "数据库不见了，或者是空的"],
    [
      "is another county's",
      async (slug) => (await databaseOf(slug, world.vars)).script(["UPDATE county SET slug = 'elsewhere'"]),
      "另一个县（elsewhere）",
    ],
  ];

  test("those that are up to date are taken at the catalog's word", async () => {
    const [slug, behind] = [await open(false), await open(false)];
    await unmigrate(behind);
    await emptied(slug);
    const { outcomes } = await migrateEverything(world.vars);
    expect(outcomes.map((outcome) => outcome.slug)).toEqual([behind]);
    await setRow(slug, { state: "removed" });
  });

  test.each(lostCounties)(
    "a ready county whose database %s is refused with its first page, and said",
    async (_, lose, reason) => {
      const slug = await open(false);
      await lose(slug);
      expect((await newVisitor(world.url).get(`/t/${slug}`)).status).toBe(503);
      expect(await row(slug)).toMatchObject({ state: "ready", schemaVersion: 0 });
      expect((await migrateEverything(world.vars)).failed).toEqual([
        { slug, reason: expect.stringContaining(reason) },
      ]);
      expect((await health()).said).toMatchObject({ status: "degraded" });
      const page = await (await operator.get(`/operator/tenants/${slug}`)).text();
      expect(page).toContain("数据库不能用");
      expect(page).toContain(reason);
      expect(await runCommand(world.vars, "bin/tenants.ts", "status")).toMatchObject({ code: 1 });
      await setRow(slug, { state: "removed" });
    },
  );

  test("a county whose database is lost while it runs answers nothing more, and that goes on record", async () => {
    const slug = await open(false);
    const visitor = newVisitor(world.url);
    expect((await visitor.get(`/t/${slug}`)).status).toBe(200);
    await (await databaseOf(slug, world.vars)).script(["DROP TABLE county", "DROP TABLE org_units"]);
    // What was seen of the database before counts until a table is missed.
    expect((await visitor.get(`/t/${slug}`)).status).toBe(503);
    expect(await row(slug)).toMatchObject({ state: "ready", schemaVersion: 0 });
    await setRow(slug, { state: "removed" });
  });

  test("one that nobody visits is put on record by its upkeep", async () => {
    const slug = await open(false);
    await emptied(slug);
    expect(await world.site.workerd.scheduled("*/10 * * * *", new Date())).toBe("ok");
    await expect.poll(async () => (await row(slug))?.migrationError, { timeout: 60_000 }).not.toBeNull();
    expect(await row(slug)).toMatchObject({ state: "ready", schemaVersion: 0 });
    await setRow(slug, { state: "removed" });
  });

  test("two runs at the same time end with every county whole", async () => {
    const slugs = [await open(false), await open(false)];
    for (const slug of slugs) await unmigrate(slug);
    const [one, other] = await Promise.all([migrateEverything(world.vars), migrateEverything(world.vars)]);
    expect([one.failed, other.failed]).toEqual([[], []]);
    for (const slug of slugs)
      expect(await row(slug)).toMatchObject({ schemaVersion: latest, migrationError: null });
  });

  test("a token that has ended is renewed on the way", async () => {
    const slug = await open(false);
    await setRow(slug, { tokenExpiresAt: new Date(Date.now() - 1000).toISOString() });
    await migrateEverything(world.vars);
    const { tokenExpiresAt = "" } = (await row(slug)) ?? {};
    expect(Date.parse(tokenExpiresAt ?? "") - Date.now()).toBeGreaterThan(29 * 24 * 60 * 60 * 1000);
    await databaseOf(slug, world.vars);
  });
});

describe("/healthz", () => {
  test("says ok when every county is ready and current", async () => {
    const slug = await open(false);
    const { status, said } = await health();
    expect(status).toBe(200);
    expect(said).toMatchObject({ status: "ok", catalog: "ok", schemaVersion: latest });
    expect(JSON.stringify(said)).not.toContain(slug);
  });

  test.each(["provisioning", "failed"] as const)("says degraded while a county is %s", async (state) => {
    const slug = await open(false);
    await setRow(slug, { state });
    const { counties } = (await health()).said as { counties: { all: number; well: number } };
    expect((await health()).said).toMatchObject({ status: "degraded", catalog: "ok" });
    expect(counties.well).toBe(counties.all - 1);
    await setRow(slug, { state: "ready" });
    expect((await health()).said).toMatchObject({ status: "ok" });
  });

  test("says down, with 503, when the catalog is away", async () => {
    const site = await startSite({ ...world.vars, PUBLIC_URL: "", CATALOG_URL: NOWHERE });
    expect(await health(site.url)).toEqual({
      status: 503,
      retry: "30",
      said: { status: "down", catalog: "unreachable" },
    });
  });

  test("tells strangers nothing but states and counts; names are for operators", async () => {
    const slug = await open(false);
    const { said } = await health();
    expect(said).toEqual({
      status: "ok",
      catalog: "ok",
      schemaVersion: latest,
      counties: { all: expect.any(Number), well: expect.any(Number) },
    });
    const visitor = newVisitor(world.url);
    const opened = await visitor.json("POST", "/api/v1/sessions", await newOperator(world.vars));
    const { token } = (await opened.json()) as { token: string };
    const headers = { authorization: `Bearer ${token}` };
    const named = await visitor.json("GET", "/api/v1/tenants", undefined, { headers });
    const { tenants: listed } = (await named.json()) as { tenants: object[] };
    expect(listed).toContainEqual(expect.objectContaining({ slug, state: "ready", schemaVersion: latest }));
  });
});

describe("removing the sample counties", () => {
  test("takes their databases, hostnames and entries, and nothing of any other county", async () => {
    const [sample, second] = [await open(true), await open(true)];
    const kept = await newCounty({ vars: world.vars, url: world.url });
    const filed = await kept.matter();
    for (const slug of [sample, kept.slug])
      expect(
        (await operator.post(`/operator/tenants/${slug}/hosts`, { host: `${slug}.example` })).status,
      ).toBe(303);
    const names = [await nameOf(sample), await nameOf(second)];
    const before = await row(kept.slug);

    const page = await (await operator.get("/operator/sample-removal")).text();
    expect(page).toContain(sample);
    expect(page).not.toContain(kept.slug);
    expect((await operator.post("/operator/sample-removal")).status).toBe(303);

    for (const slug of [sample, second]) expect(await row(slug)).toBeUndefined();
    for (const name of names) expect(await namespaceExists(name, world.vars)).toBe(false);
    expect((await newVisitor(world.url).get(`/t/${sample}`)).status).toBe(404);
    const db = catalog(world.vars);
    const { mapped } = await db.read({ mapped: db.orm.select().from(hosts) });
    expect(mapped.map(({ slug }) => slug)).toEqual([kept.slug]);
    expect(await row(kept.slug)).toEqual(before);
    const own = await kept.db.read({ found: kept.db.orm.select().from(matters) });
    expect(own.found.map(({ id }) => id)).toEqual([filed.id]);
    expect((await newVisitor(world.url).get(kept.base)).status).toBe(200);
    const both = expect.arrayContaining([sample, second]);
    const trace = { action: "tenant.remove", actorName: "运维", detail: { slugs: both } };
    expect(await auditOf(db, "tenant:samples")).toEqual([trace]);
  });

  test("without samples there is nothing to remove, and no county is touched", async () => {
    const slug = await open(false);
    const answer = await operator.post("/operator/sample-removal");
    expect(answer.status).toBe(409);
    expect(await row(slug)).toMatchObject({ state: "ready" });
  });

  test("broken off half way, no sample is open any more, and a second try removes the rest", async () => {
    const [sample, second] = [await open(true), await open(true)];
    const ctx = await operatorContext(world.vars);
    let calls = 0;
    const failing: Provisioner = {
      ...provisioner,
      destroy: async (name, url) => {
        calls += 1;
        if (calls === 2) throw new Error("the admin API is away");
        await provisioner.destroy(name, url);
      },
    };
    await expect(removeSamples(ctx, failing)).rejects.toThrow("admin API");
    const rows = await Promise.all([sample, second].map(row));
    expect(rows.filter((each) => each !== undefined)).toMatchObject([{ state: "removed" }]);
    for (const slug of [sample, second])
      expect((await newVisitor(world.url).get(`/t/${slug}`)).status).toBe(404);

    expect((await operator.post("/operator/sample-removal")).status).toBe(303);
    for (const slug of [sample, second]) expect(await row(slug)).toBeUndefined();
  });

  test("only an operator may", async () => {
    const sample = await open(true);
    const answer = await newVisitor(world.url).post("/operator/sample-removal");
    expect(answer.status).toBe(401);
    expect(await row(sample)).toMatchObject({ state: "ready" });
    await operator.post("/operator/sample-removal");
  });
});

describe("the first operator", () => {
  test("gets in by the link that the command prints, once", async () => {
    const { code, out } = await runCommand(world.vars, "bin/operator.ts", "赵运维");
    expect(code).toBe(0);
    const path = /\/invitations\/[\w-]{43}/.exec(out)?.[0] ?? "";
    const browser = newVisitor(world.url);
    expect(await (await browser.get(path)).text()).toContain("赵运维");
    const joined = await browser.post(path, {
      username: "zhao",
      password: "一句自己记得住的话 correct horse",
    });
    expect(joined.status).toBe(303);
    expect((await browser.follow(joined)).status).toBe(200);
    const again = await newVisitor(world.url).post(path, {
      username: "eve",
      password: "another long passphrase 42",
    });
    expect(again.status).toBe(422);
  });
});
