import { asc, eq, gt } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { acceptLog } from "../../bin/audits/accept.ts";
import { examine } from "../../bin/audits/examine.ts";
import { newSecrets } from "../../bin/runtime/secrets.ts";
import { tenants } from "../../db/catalog/schema.ts";
import type { Database } from "../../db/client.ts";
import { audit } from "../../db/kernel/schema.ts";
import { type Anchors, anchorIn, anchorObject } from "../../worker/domain/audit/anchor.ts";
import { genesis, plainSealOf } from "../../worker/domain/audit/chain.ts";
import { keepLog, noteOutside } from "../../worker/domain/audit/keep.ts";
import { ChainBroken, sealAudit } from "../../worker/domain/audit/seal.ts";
import type { Sealer } from "../../worker/domain/kernel/secrets.ts";
import type { World as WorkerWorld } from "../../worker/world.ts";
import { type County, newCounty } from "../support/county.ts";
import { catalog, startWorld, stopEverything, type World, workerWorld } from "../support/stack.ts";
import { runCommand } from "../tenants/commands.ts";
import { auditOf } from "../tenants/operator.ts";
import { anchorOf, logOf, rewrite, verify, write } from "./records.ts";

// An installation of its own, with its own files: here the catalog is put back as well.
let world: World;
let worker: WorkerWorld;
let platform: Database;
beforeAll(async () => {
  world = await startWorld();
  worker = await workerWorld(world.vars, world.site);
  platform = catalog(world.vars);
  await ofPlatform();
});
afterAll(stopEverything);

const county = () => newCounty({ vars: world.vars, url: world.url });
const logIn = (db: Database, realm: string) => ({ ...worker, db, realm });
const ofPlatform = () => keepLog(logIn(platform, "platform"));
const bucket = () => world.site.workerd.files();

/** What the job does for a county's log. */
async function upkeep({ db, slug }: County): Promise<void> {
  await keepLog(logIn(db, slug));
  await noteOutside(logIn(db, slug), worker.outside);
}

const rowOf = async (slug: string) => {
  const { rows } = await platform.read({
    rows: platform.orm.select().from(tenants).where(eq(tenants.slug, slug)),
  });
  return rows[0];
};

/** What a file of anchors holds. */
const noted = async (realm: string): Promise<string> =>
  (await (await (await bucket()).get(anchorObject(realm)))?.text()) ?? "";

/** What `npm run audit:verify` finds wrong with a county's log, or with the catalog's. */
async function faultsOf(realm: string, db: Database): Promise<string[]> {
  const inCatalog = realm === "platform" ? undefined : ((await rowOf(realm))?.auditHead ?? null);
  const outside = async () => (await noted(realm)).split("\n").filter(Boolean);
  const log = { realm, db, outside: async () => ((await outside()).length > 0 ? outside() : null) };
  const found = await examine({ ...log, ...(inCatalog !== undefined && { inCatalog }) }, worker.secrets);
  return [...found.faults, ...found.gaps];
}

test("npm run audit:verify says for each log whether it is whole, and where it isn't", async () => {
  const [whole, broken] = [await county(), await county()];
  for (const each of [whole, broken]) await upkeep(each);
  await ofPlatform();
  const log = await logOf(broken.db);
  const good = await runCommand(world, "bin/audit.ts", "verify");
  expect(good.complaints).toBe("");
  expect(good.code).toBe(0);
  expect(good.out).toContain(`${whole.slug}\t${log.length} 行完好\t${log.length}:`);
  expect(good.out).toMatch(/^平台\t\d+ 行完好\t/m);

  const seq = log.length - 2;
  await broken.db.write([
    broken.db.orm.update(audit).set({ subject: "matter:other" }).where(eq(audit.seq, seq)),
  ]);
  const found = await runCommand(world, "bin/audit.ts", "verify", whole.slug, broken.slug);
  expect(found.code).toBe(1);
  expect(found.complaints).toContain(`${broken.slug}\t第 ${seq} 行有问题：内容与封存时不同`);
  expect(found.complaints).toContain("怎么办");
  expect(found.out).toContain(`${whole.slug}\t`);
  await rewrite(broken.db, log);
});

test("catalog and county put back to an older state together are found out by the files", async () => {
  const own = await county();
  await upkeep(own);
  const old = { rows: await logOf(own.db), anchor: (await rowOf(own.slug))?.auditHead };
  await write(own.db, 4);
  await upkeep(own);
  await rewrite(own.db, old.rows);
  await platform.write([
    platform.orm.update(tenants).set({ auditHead: old.anchor }).where(eq(tenants.slug, own.slug)),
  ]);
  expect(await verify(own, [await anchorOf(own)])).toMatchObject({ brokenAt: null });

  const noted = await worker.outside(own.slug).read();
  await write(own.db, 9, "matter.view");
  await upkeep(own);
  expect(await worker.outside(own.slug).read()).toBe(noted);
  const [fault] = await faultsOf(own.slug, own.db);
  expect(fault).toContain(`第 ${old.rows.length + 4} 行有问题：与库外的锚点不同`);
});

test("what was put back together with the files is not found out: only what was kept elsewhere tells", async () => {
  const own = await county();
  await upkeep(own);
  const files = await bucket();
  const old = { rows: await logOf(own.db), row: await rowOf(own.slug), text: await noted(own.slug) };
  await write(own.db, 4);
  await upkeep(own);
  const before = await anchorOf(own);
  await rewrite(own.db, old.rows);
  await platform.write([
    platform.orm.update(tenants).set({ auditHead: old.row?.auditHead }).where(eq(tenants.slug, own.slug)),
  ]);
  await files.put(anchorObject(own.slug), old.text);
  expect(await faultsOf(own.slug, own.db)).toEqual([]);
  expect(await anchorOf(own)).not.toEqual(before);
});

test("the catalog's own log put back to an older state is found out, and sealed no further", async () => {
  const { orm } = platform;
  await write(platform, 3);
  await ofPlatform();
  const { rows } = await platform.read({ rows: orm.select().from(audit).orderBy(asc(audit.seq)) });
  const cut = rows.length - 2;
  await platform.write([orm.delete(audit).where(gt(audit.seq, cut))]);
  const [fault] = await faultsOf("platform", platform);
  expect(fault).toContain(`第 ${cut + 1} 行有问题：末尾的记录被删除（库外的锚点`);
  await platform.write([
    orm.insert(audit).values({ ...(rows[cut] ?? rows[0]), seq: undefined, hash: null } as never),
  ]);
  await expect(sealAudit(logIn(platform, "platform"))).rejects.toThrow(ChainBroken);
  await rewrite(platform, rows);
  await ofPlatform();
  expect(await faultsOf("platform", platform)).toEqual([]);
});

test("anchors that are gone from the files, or are not ours, are said", async () => {
  const own = await county();
  await upkeep(own);
  const text = await noted(own.slug);
  const files = await bucket();
  await files.delete(anchorObject(own.slug));
  expect((await faultsOf(own.slug, own.db))[0]).toContain("库外没有锚点");
  const foreign = await county();
  await upkeep(foreign);
  await files.put(anchorObject(own.slug), await noted(foreign.slug));
  expect(await faultsOf(own.slug, own.db)).toEqual(["库外的锚点不是用本系统的密钥签的"]);
  await write(own.db, 1);
  await upkeep(own);
  expect(await noted(own.slug)).toBe(await noted(foreign.slug));
  await files.put(anchorObject(own.slug), text);
  expect(await faultsOf(own.slug, own.db)).toEqual([]);
});

test("a log that was put back is accepted with a reason, on record; one that was changed is not", async () => {
  const own = await county();
  await upkeep(own);
  const old = await logOf(own.db);
  await write(own.db, 4);
  await upkeep(own);
  const given = (await rowOf(own.slug))?.auditHead;
  await rewrite(own.db, old);
  expect((await faultsOf(own.slug, own.db))[0]).toContain("末尾的记录被删除");
  await platform.write([
    platform.orm.update(tenants).set({ dueAt: "2030-01-01T00:00:00.000Z" }).where(eq(tenants.slug, own.slug)),
  ]);
  await acceptLog(world.vars, own.slug, "换回了备份");
  // The next job copies the new anchor into the files, where the old one was taken out.
  expect(await rowOf(own.slug)).toMatchObject({ dueAt: "" });
  await (await bucket()).delete(anchorObject(own.slug));
  await write(own.db, 1, "matter.view");
  await upkeep(own);
  expect(await faultsOf(own.slug, own.db)).toEqual([]);
  const [entry] = (await auditOf(platform, `tenant:${own.slug}`)).slice(-1);
  expect(entry?.detail).toMatchObject({ instead: given, why: "换回了备份" });

  await own.db.write([own.db.orm.update(audit).set({ actorName: "别人" }).where(eq(audit.seq, 2))]);
  await expect(acceptLog(world.vars, own.slug, "x")).rejects.toThrow("第 2 行有问题");
  await rewrite(own.db, await plainly(await logOf(own.db)));
  await expect(acceptLog(world.vars, own.slug, "x")).rejects.toThrow("没有用密钥封存");
});

/** The same rows, sealed without a key. */
async function plainly(rows: Awaited<ReturnType<typeof logOf>>) {
  const sealed = [];
  let previous = genesis;
  for (const row of rows) {
    previous = await plainSealOf(previous, row);
    sealed.push({ ...row, hash: previous });
  }
  return sealed;
}

test("while the files are away a county is sealed and its job done again, and the catalog's log waits", async () => {
  const own = await county();
  await write(own.db, 2);
  await write(platform, 1);
  const away = async () => {
    throw new Error("R2 is away");
  };
  const outside = () => ({ begins: true, read: away, move: away });
  const anchors: Anchors = (realm) => (realm === "platform" ? outside() : worker.anchors(realm));
  const alone = { ...worker, outside, anchors };
  const log = { ...alone, db: own.db, realm: own.slug };
  await keepLog(log);
  await expect(noteOutside(log, outside)).rejects.toThrow("R2 is away");
  expect(await anchorOf(own)).toMatchObject({ seq: (await logOf(own.db)).length });
  await expect(keepLog({ ...alone, db: platform, realm: "platform" })).rejects.toThrow("R2 is away");
  expect((await logOf(platform)).at(-1)?.hash).toBeNull();
  const read = { realm: own.slug, db: own.db, inCatalog: (await rowOf(own.slug))?.auditHead ?? null };
  expect(await examine({ ...read, outside: away }, worker.secrets)).toMatchObject({
    faults: [],
    gaps: ["库外的锚点读不出来，没有核对：R2 is away"],
  });
  await upkeep(own);
  await ofPlatform();
  expect(await faultsOf(own.slug, own.db)).toEqual([]);
});

test("of two that move an anchor in the files the second is told, and the last fifty stay", async () => {
  const place = worker.outside("nowhere");
  expect(await place.read()).toBeNull();
  const first = await Promise.all([place.move(null, "1"), place.move(null, "2")]);
  expect(first.filter(Boolean)).toHaveLength(1);
  expect(await place.move("3", "4")).toBe(false);
  let held = (await place.read()) ?? "";
  for (let turn = 0; turn < 60; turn++) {
    expect(await place.move(held, `turn ${turn}`)).toBe(true);
    held = `turn ${turn}`;
  }
  expect((await noted("nowhere")).split("\n")).toEqual(
    Array.from({ length: 50 }, (_, index) => `turn ${index + 10}`),
  );
});

test("the catalog's log and its anchor go on under a new key", async () => {
  await ofPlatform();
  const old = await noted("platform");
  const { SECRETS_KEY } = newSecrets();
  const vars = { ...world.vars, SECRETS_KEY, SECRETS_KEY_PREVIOUS: world.vars.SECRETS_KEY };
  const changed = await workerWorld(vars, world.site);
  await sealAudit({ ...changed, db: platform, realm: "platform" });
  const [current, previous] = await changed.secrets.sealers("platform");
  const now = (await noted("platform")).split("\n").at(-1) ?? "";
  expect(await anchorIn(now, [current])).toEqual(
    await anchorIn(old.split("\n").at(-1) ?? "", [previous as Sealer]),
  );
  await write(platform, 2);
  await sealAudit({ ...changed, db: platform, realm: "platform" });
  const seals = (await logOf(platform)).slice(-3).map(({ hash }) => hash?.slice(0, 8));
  expect(seals).toEqual([previous?.id, current.id, current.id]);
  // Whoever still has the old key only can't go on with it.
  await expect(sealAudit(logIn(platform, "platform"))).rejects.toThrow(ChainBroken);
  const log = { realm: "platform", db: platform, outside: async () => (await noted("platform")).split("\n") };
  expect((await examine(log, changed.secrets)).faults).toEqual([]);
});
