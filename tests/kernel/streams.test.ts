import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { mintToken } from "../../bin/runtime/secrets.ts";
import { type DatabaseAddress, DatabaseUnavailable, newMeter, openDatabase } from "../../db/client.ts";
import { counters } from "../../db/tenant/schema/work.ts";
import { sqldProvisioner } from "../../worker/domain/tenants/provisioner.ts";
import { type OwnSqld, sqld } from "../support/stack.ts";

/** Two databases of one server, each knowing its own name. */
async function twoDatabases(server: OwnSqld): Promise<[DatabaseAddress, DatabaseAddress]> {
  const { SQLD_ADMIN_KEY: adminKey, SQLD_SIGNING_KEY: signingKey } = server.secrets;
  const provisioner = sqldProvisioner({ ...server, adminKey, signingKey });
  const made = ["one", "two"].map(async (namespace) => {
    await provisioner.create(namespace);
    const address = { url: server.url, namespace, token: mintToken(server.secrets, namespace) };
    await openDatabase(address).script([
      "CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL)",
      `INSERT INTO counters VALUES ('${namespace}', 0)`,
    ]);
    return address;
  });
  return Promise.all(made) as Promise<[DatabaseAddress, DatabaseAddress]>;
}

const namesIn = async (address: DatabaseAddress, meter = newMeter()) => {
  const db = openDatabase(address, meter);
  const { rows } = await db.read({ rows: db.orm.select().from(counters) });
  return rows.map(({ name }) => name);
};

describe("connections that the server keeps between batches", () => {
  test("serve one database each, however many ask at once", async () => {
    const server = await sqld();
    const [one, two] = await twoDatabases(server);
    const asked = Array.from({ length: 80 }, (_, at) => (at % 3 === 0 ? two : one));
    const answers = await Promise.all(asked.map((address) => namesIn(address)));
    expect(answers).toEqual(asked.map(({ namespace }) => [namespace]));
  });

  test("serve one token each: what may only read stays so", async () => {
    const server = await sqld();
    const [one] = await twoDatabases(server);
    await namesIn(one);
    const token = mintToken(server.secrets, "one", { access: "ro" });
    const readOnly = openDatabase({ ...one, token });
    expect(await namesIn({ ...one, token })).toEqual(["one"]);
    const write = readOnly.write([readOnly.orm.insert(counters).values({ name: "no", value: 1 })]);
    await expect(write).rejects.toThrow();
    expect(await namesIn(one)).toEqual(["one"]);
  });

  test("are opened anew after the server was restarted, and nothing is done twice", async () => {
    const server = await sqld();
    const [one] = await twoDatabases(server);
    const db = openDatabase(one);
    const add = () => db.write([db.orm.update(counters).set({ value: sql`value + 1` })]);
    await add();
    await server.kill();
    await server.restart();
    await add();
    const { rows } = await db.read({ rows: db.orm.select().from(counters) });
    expect(rows).toEqual([{ name: "one", value: 2 }]);
  });

  test("go on after a refused batch, which leaves nothing behind", async () => {
    const server = await sqld();
    const [one] = await twoDatabases(server);
    const db = openDatabase(one);
    const row = (name: string) => db.orm.insert(counters).values({ name, value: 1 });
    await expect(db.write([row("new"), row("one")])).rejects.toMatchObject({ constraint: "counters.name" });
    await db.write([row("later")]);
    expect(await namesIn(one)).toEqual(["one", "later"]);
  });

  test("are not used again once their database was deleted: a new one of that name is empty", async () => {
    const server = await sqld();
    const [one] = await twoDatabases(server);
    const { SQLD_ADMIN_KEY: adminKey, SQLD_SIGNING_KEY: signingKey } = server.secrets;
    const provisioner = sqldProvisioner({ ...server, adminKey, signingKey });
    await namesIn(one);
    await provisioner.destroy("one", null);
    await provisioner.create("one");
    await openDatabase(one).script(["CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL)"]);
    expect(await namesIn(one)).toEqual([]);
  });

  test("cost one trip for each batch", async () => {
    const server = await sqld();
    const [one] = await twoDatabases(server);
    const meter = newMeter();
    await namesIn(one, meter);
    await namesIn(one, meter);
    expect(meter.trips).toBe(2);
  });

  test("a database that isn't there is unavailable", async () => {
    const server = await sqld();
    const nowhere = { url: server.url, namespace: "three", token: mintToken(server.secrets, "three") };
    await expect(namesIn(nowhere)).rejects.toThrow(DatabaseUnavailable);
  });
});
