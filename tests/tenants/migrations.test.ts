import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";
import { expect, onTestFinished, test } from "vitest";
import { type Database, openDatabase } from "../../db/client.ts";
import { appliedCount, type Migration, migrate } from "../../db/migrate.ts";
import { provisionerOf } from "../support/county.ts";
import { stack } from "../support/stack.ts";
import { type Cut, wireTo } from "./wire.ts";

const provisioner = provisionerOf(stack.vars);
const now = "2026-11-21T09:00:00.000Z";

const history: readonly Migration[] = [
  {
    tag: "0000_first",
    statements: ["CREATE TABLE things (name TEXT NOT NULL)", "INSERT INTO things (name) VALUES ('first')"],
  },
  {
    tag: "0001_second",
    statements: ["ALTER TABLE things ADD COLUMN size INTEGER", "INSERT INTO things VALUES ('second', 2)"],
  },
  {
    tag: "0002_third",
    statements: ["CREATE INDEX things_name ON things (name)", "INSERT INTO things (name) VALUES ('third')"],
  },
];

/** An empty database of its own; a wire in front of it loses the named round trip. */
async function emptyDatabase() {
  const name = `m-${randomBytes(6).toString("hex")}`;
  const { url: place } = await provisioner.create(name);
  const { token } = await provisioner.mintToken(name, 1);
  onTestFinished(() => provisioner.destroy(name, place));
  const address = provisioner.address(name, place, token);
  const open = (url = address.url): Database => openDatabase({ ...address, url });
  return { open, cutOff: async (cut: Cut) => open((await wireTo(stack.vars.SQLD_URL, cut)).url) };
}

const things = sqliteTable("things", { name: text() });
const ledger = sqliteTable("schema_migrations", { tag: text(), at: text() });

async function contents(db: Database) {
  const { names, tags } = await db.read({
    names: db.orm.select().from(things).orderBy(sql`rowid`),
    tags: db.orm.select().from(ledger).orderBy(sql`rowid`),
  });
  return { names: names.map(({ name }) => name), tags: tags.map(({ tag }) => tag) };
}

const whole = { names: ["first", "second", "third"], tags: ["0000_first", "0001_second", "0002_third"] };

test("a new database goes through all of its history once", async () => {
  const { open } = await emptyDatabase();
  expect(await migrate(open(), history, now)).toBe(3);
  expect(await migrate(open(), history, now)).toBe(3);
  expect(await contents(open())).toEqual(whole);
  expect(await appliedCount(open(), history)).toBe(3);
});

const cutsAt = (...trips: number[]) =>
  trips.flatMap((at) => [{ at, when: "before" } as const, { at, when: "after" } as const]);

test.each(cutsAt(1, 2, 3, 4))(
  "cut off at round trip $at, $when it was carried out, it goes on from there",
  async (cut) => {
    const { open, cutOff } = await emptyDatabase();
    await migrate(open(), history.slice(0, 1), now);
    await expect(migrate(await cutOff(cut), history, now)).rejects.toThrow("no answer");
    // Trips one and two look what is there; each further one is a migration, whole or not at all.
    const applied = 1 + Math.max(0, cut.at - (cut.when === "before" ? 3 : 2));
    expect(await appliedCount(open(), history)).toBe(applied);
    expect(await migrate(open(), history, now)).toBe(3);
    expect(await contents(open())).toEqual(whole);
  },
);

test.each(cutsAt(3))(
  "an empty database takes all of them in one trip, or nothing: cut off $when it",
  async (cut) => {
    const { open, cutOff } = await emptyDatabase();
    await expect(migrate(await cutOff(cut), history, now)).rejects.toThrow("no answer");
    expect(await appliedCount(open(), history)).toBe(cut.when === "before" ? 0 : 3);
    expect(await migrate(open(), history, now)).toBe(3);
    expect(await contents(open())).toEqual(whole);
  },
);

test("beside an older version that does its own first, the others are still taken", async () => {
  const { open } = await emptyDatabase();
  const older = history.slice(0, 2);
  const counts = await Promise.all(
    [older, history, older, history].map((each) => migrate(open(), each, now)),
  );
  expect(counts).toEqual([2, 3, 2, 3]);
  expect(await contents(open())).toEqual(whole);
});

test("five at the same time do each step once", async () => {
  const { open } = await emptyDatabase();
  const counts = await Promise.all([1, 2, 3, 4, 5].map(() => migrate(open(), history, now)));
  expect(counts).toEqual([3, 3, 3, 3, 3]);
  expect(await contents(open())).toEqual(whole);
});

test("a migration that fails in the middle leaves nothing of itself, keeps what came before, and can be mended", async () => {
  const { open } = await emptyDatabase();
  const faulty = {
    tag: "0001_second",
    statements: [...(history[1]?.statements ?? []), "INSERT INTO nowhere VALUES (1)"],
  };
  const broken = [history[0], faulty, history[2]] as Migration[];
  await migrate(open(), history.slice(0, 1), now);
  await expect(migrate(open(), broken, now)).rejects.toThrow("nowhere");
  expect(await contents(open())).toEqual({ names: ["first"], tags: ["0000_first"] });
  await migrate(open(), history, now);
  expect(await contents(open())).toEqual(whole);
});

test("a migration that breaks a constraint of its own is not taken for one done by another", async () => {
  const { open } = await emptyDatabase();
  const twice = ["CREATE TABLE once (id INTEGER PRIMARY KEY)", "INSERT INTO once VALUES (1), (1)"];
  await expect(migrate(open(), [{ tag: "0000_first", statements: twice }], now)).rejects.toThrow();
  expect(await appliedCount(open(), history)).toBe(0);
});

test("a step that was merged late, between others that are done, is still taken", async () => {
  const { open } = await emptyDatabase();
  await migrate(
    open(),
    [history[0], history[2]].filter((each) => each !== undefined),
    now,
  );
  expect(await migrate(open(), history, now)).toBe(3);
  expect((await contents(open())).tags.sort()).toEqual(whole.tags);
});

test("a database that is a step ahead of this version is left alone", async () => {
  const { open } = await emptyDatabase();
  await migrate(open(), history, now);
  expect(await migrate(open(), history.slice(0, 2), now)).toBe(2);
  expect(await contents(open())).toEqual(whole);
});
