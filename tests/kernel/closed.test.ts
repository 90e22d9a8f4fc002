import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { expect, onTestFinished, test } from "vitest";
import { newSecrets } from "../../bin/runtime/secrets.ts";
import { startSqld } from "../../bin/runtime/sqld.ts";
import { DatabaseUnavailable, openDatabase } from "../../db/client.ts";
import { counters } from "../../db/tenant/schema/work.ts";
import { several } from "../../worker/domain/kernel/several.ts";
import { sqldProvisioner } from "../../worker/domain/tenants/provisioner.ts";
import { isFull } from "../support/sample.ts";
import { stack } from "../support/stack.ts";

/** A server that keeps few databases open, and several times as many in it. */
async function crowd(openAtOnce: number, count: number) {
  const folder = mkdtempSync(join(tmpdir(), "lianzhi-crowd-"));
  const secrets = newSecrets();
  const server = { folder: join(folder, "sqld"), log: join(folder, "sqld.log"), secrets, openAtOnce };
  const sqld = await startSqld(server);
  onTestFinished(async () => {
    await sqld.kill();
    rmSync(folder, { recursive: true, force: true });
  });
  const { SQLD_ADMIN_KEY: adminKey, SQLD_SIGNING_KEY: signingKey } = secrets;
  const provisioner = sqldProvisioner({ ...sqld, adminKey, signingKey });
  return several([...Array(count).keys()], 4, async (number) => {
    const { url } = await provisioner.create(`n-${number}`);
    const { token } = await provisioner.mintToken(`n-${number}`, 1);
    const db = openDatabase(provisioner.address(`n-${number}`, url, token));
    await db.script(["CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER)"]);
    return db;
  });
}

test("databases that the server closes for others are open again with the next request, and nothing is lost", async () => {
  const [open, there, times] = isFull ? [6, 24, 100] : [3, 9, 8];
  const databases = await crowd(open, there);
  const writes = Array.from({ length: there * times }, (_, at) => at);
  await several(writes, 8, (at) => {
    const db = databases[(at * 7) % there];
    if (!db) throw new Error("no database");
    return db.write([db.orm.insert(counters).values({ name: String(at), value: 1 })]);
  });
  const counted = await several(databases, 8, async (db) => {
    const { rows } = await db.read({ rows: db.orm.select({ count: sql<number>`count(*)` }).from(counters) });
    return rows[0]?.count;
  });
  expect(counted).toEqual(databases.map(() => times));
});

test("one that isn't there is said to be away", async () => {
  const provisioner = sqldProvisioner({
    url: stack.vars.SQLD_URL,
    adminUrl: stack.vars.SQLD_ADMIN_URL,
    signingKey: stack.vars.SQLD_SIGNING_KEY,
  });
  const { token } = await provisioner.mintToken("nowhere", 1);
  const db = openDatabase(provisioner.address("nowhere", stack.vars.SQLD_URL, token));
  await expect(db.read({ rows: db.orm.select().from(counters) })).rejects.toThrow(DatabaseUnavailable);
});
