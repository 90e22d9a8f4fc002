import { eq } from "drizzle-orm";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { nodePasswords } from "../../bin/passwords.ts";
import { accounts, sessions } from "../../db/kernel/schema.ts";
import { createApp } from "../../worker/app.ts";
import type { Env } from "../../worker/env.ts";
import { type World, worldFrom } from "../../worker/world.ts";
import { type County, newCounty } from "../support/county.ts";
import { sessionOf } from "../support/sessions.ts";
import { stack } from "../support/stack.ts";
import { tenantRow } from "../tenants/operator.ts";

/** The application in the test's own hands, so that what it asks the database and what it logs can be counted. */
const app = createApp();
let world: World;
let county: County;
let token: string;
beforeAll(async () => {
  world = await worldFrom(stack.vars as unknown as Env, nodePasswords);
  county = await newCounty();
  token = await sessionOf(county.as("secretary"), "api");
});
afterEach(() => void vi.restoreAllMocks());

/** What is answered, and everything that was put off until then done. */
async function ask(): Promise<Response> {
  const later: Promise<unknown>[] = [];
  const ctx = { waitUntil: (work: Promise<unknown>) => void later.push(work) };
  const headers = { authorization: `Bearer ${token}` };
  const request = new Request(`${stack.url}${county.base}/api/v1/meetings`, { headers });
  const answer = await app.fetch(
    request,
    { ...stack.vars, world, mapped: null } as never,
    ctx as unknown as ExecutionContext,
  );
  await Promise.all(later);
  return answer;
}

const own = () => eq(sessions.accountId, county.people.secretary.actor.accountId ?? "");

test("a database that is away is asked once, not again for each who waits for the session", async () => {
  await ask();
  const asked = vi.spyOn(globalThis, "fetch").mockRejectedValue(new TypeError("gone"));
  expect((await ask()).status).toBe(503);
  expect(asked.mock.calls.length).toBe(1);
});

test("nothing that a discarded attempt put off is tried, or logged as a failure", async () => {
  const { orm, write } = county.db;
  await ask();
  await write([
    orm.update(sessions).set({ usedAt: "2020-01-01T00:00:00.000Z" }).where(own()),
    orm.update(accounts).set({ name: "李改名" }),
  ]);
  const failures = vi.spyOn(console, "error");
  expect((await ask()).status).toBe(200);
  expect(failures.mock.calls).toEqual([]);
  const { rows } = await county.db.read({ rows: orm.select().from(sessions).where(own()) });
  expect(rows.map(({ usedAt }) => usedAt > "2021")).toEqual([true]);
});

test("a table that is missing is no missing county, though the session was asked for with it", async () => {
  await ask();
  await county.db.script(["ALTER TABLE meetings RENAME TO meetings_gone"]);
  expect((await ask()).status).toBe(500);
  await county.db.script(["ALTER TABLE meetings_gone RENAME TO meetings"]);
  expect(await tenantRow(county.slug)).toMatchObject({ migrationError: null });
  expect((await ask()).status).toBe(200);
});
