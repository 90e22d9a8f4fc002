import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tenants } from "../../db/catalog/schema.ts";
import { newMeter } from "../../db/client.ts";
import { tenantMigrations } from "../../db/tenant/migrations.ts";
import { endingTokens } from "../../worker/domain/tenants/access.ts";
import { dueBy } from "../../worker/domain/tenants/due.ts";
import { instant } from "../../worker/time/instants.ts";
import { catalog, startWorld, stopEverything, type World } from "../support/stack.ts";
import { costOf, newVisitor, type Visitor } from "../support/visitor.ts";
import { operatorBearer, operatorVisit } from "./operator.ts";

// An installation of its own, whose counties are known by number; none of them has a database.
let world: World;
let operator: Visitor;
let headers: { authorization: string };
const start = Date.parse("2026-01-01T00:00:00.000Z");

beforeAll(async () => {
  world = await startWorld();
  [operator, headers] = await Promise.all([
    operatorVisit(world.url, world.vars),
    operatorBearer(world.url, world.vars),
  ]);
  await add(0, 60);
});
afterAll(stopEverything);

/** The seventh of ten has failed, the eighth couldn't be migrated, the ninth is gone. */
async function add(from: number, count: number): Promise<void> {
  const { orm, write } = catalog(world.vars);
  const numbers = Array.from({ length: count }, (_, at) => from + at);
  await write(
    numbers.map((number) =>
      orm.insert(tenants).values({
        slug: slugOf(number),
        name: `${number % 2 === 0 ? "新" : "玉"}${number}县`,
        divisionCode: String(410_000 + number),
        preset: "xinye",
        state: number % 10 === 7 ? "failed" : number % 10 === 9 ? "removed" : "ready",
        migrationError: number % 10 === 8 ? "no such table" : null,
        sample: false,
        databaseName: slugOf(number),
        schemaVersion: tenantMigrations.length,
        adminName: "管理员",
        createdAt: instant(start + number * 1000),
        dueAt: "2030-01-01T00:00:00.000Z",
        tokenExpiresAt: "2030-01-01T00:00:00.000Z",
      }),
    ),
  );
}

const slugOf = (number: number) => `c-${String(number).padStart(4, "0")}`;
const there = (count: number) =>
  Array.from({ length: count }, (_, number) => number).filter((number) => number % 10 !== 9);
const inCare = (number: number) => number % 10 === 7 || number % 10 === 8;

interface Answer {
  status: number;
  slugs: string[];
  next: string | null;
  rows: number;
}

async function ask(query: Record<string, string> = {}): Promise<Answer> {
  const address = `/api/v1/tenants?${new URLSearchParams(query)}`;
  const answer = await newVisitor(world.url).json("GET", address, undefined, { headers });
  const { tenants: list = [], next = null } = (await answer.json()) as {
    tenants?: { slug: string }[];
    next?: string | null;
  };
  return { status: answer.status, slugs: list.map(({ slug }) => slug), next, rows: costOf(answer).rowsRead };
}

async function all(query: Record<string, string> = {}): Promise<string[]> {
  const slugs = [];
  for (let next: string | null = ""; next !== null; ) {
    const page = await ask({ ...query, ...(next && { before: next }) });
    expect(page.slugs.length).toBeLessThanOrEqual(20);
    slugs.push(...page.slugs);
    next = page.next;
  }
  return slugs;
}

test("page by page every county comes once, those that need care first, then the youngest", async () => {
  const wanted = there(60).reverse();
  const ordered = [...wanted.filter(inCare), ...wanted.filter((number) => !inCare(number))];
  expect(await all()).toEqual(ordered.map(slugOf));
  expect(await all({ care: "true" })).toEqual(wanted.filter(inCare).map(slugOf));
});

describe("a county is found by how it begins", () => {
  test.each([
    ["its name", "新4", [4, 40, 42, 44, 46, 48]],
    ["its slug", "C-003", there(60).filter((number) => number >= 30 && number < 40)],
    ["its division code", "41005", there(60).filter((number) => number >= 50)],
    ["nothing", "县", []],
    ["a pattern of SQL's", "%", []],
    ["a quote", "' or 1=1 --", []],
  ])("%s", async (_, search, found) => {
    expect((await all({ search })).sort()).toEqual(found.map(slugOf));
  });

  test("among those that need care", async () => {
    expect(await all({ search: "玉", care: "true" })).toEqual([57, 47, 37, 27, 17, 7].map(slugOf));
  });
});

test("a place that no answer of the same list gave is refused", async () => {
  const { next } = await ask({ search: "4100" });
  expect(next).not.toBeNull();
  expect((await ask({ search: "4100", before: next ?? "" })).status).toBe(200);
  expect((await ask({ before: next ?? "" })).status).toBe(422);
  expect((await ask({ before: "MSAyMDI2" })).status).toBe(422);
});

test("people see the same, with a way to the rest, and nothing odd breaks the page", async () => {
  const page = await (await operator.get("/operator/tenants?search=4100")).text();
  expect(page).toContain("c-0058");
  expect(page).toContain("更多");
  expect(page).not.toContain("c-0059");
  for (const odd of ["before=x", "before=1%20%20", "search=%F0%9F%98%80%00", "care=yes&before=%EF%BF%BD"])
    expect((await operator.get(`/operator/tenants?${odd}`)).status).toBe(200);
  const home = await newVisitor(world.url).get("/?search=%E6%96%B04&after=zzz");
  expect(home.status).toBe(200);
  const found = await (await newVisitor(world.url).get("/?search=%E6%96%B04")).text();
  expect(found).toContain("/t/c-0042");
  expect(found).not.toContain("/t/c-0041");
});

test("no list reads more because there are more counties", async () => {
  const lists = [{}, { care: "true" }, { search: "新4" }];
  const rows = async () => {
    const api = await Promise.all(lists.map(async (query) => (await ask(query)).rows));
    const pages = ["/operator/tenants", "/operator/tenants?care=1"].map((path) => operator.get(path));
    const home = newVisitor(world.url).get("/?search=41000");
    return [...api, ...(await Promise.all([...pages, home])).map((answer) => costOf(answer).rowsRead)];
  };
  const before = await rows();
  await add(1000, 400);
  const after = await rows();
  for (const [at, read] of after.entries()) expect(read).toBeLessThanOrEqual((before[at] ?? 0) + 25);
  expect(Math.max(...after)).toBeLessThan(150);
});

test("planning reads what there is to do, however many counties are idle", async () => {
  await add(2000, 400);
  const meter = newMeter(true);
  const { orm, read } = catalog(world.vars, meter);
  const now = Date.now();
  const { due, ending } = await read({ due: dueBy(orm, instant(now)), ending: endingTokens(orm, now) });
  expect([due, ending]).toEqual([[], []]);
  expect(meter.rowsRead).toBeLessThan(10);
});
