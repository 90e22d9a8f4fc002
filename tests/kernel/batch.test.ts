import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "../../db/client.ts";
import { matters } from "../../db/tenant/schema/matters.ts";
import { memberUnits } from "../../db/tenant/schema/org.ts";
import { Conflict, Forbidden, Invalid, NotFound } from "../../worker/domain/errors.ts";
import { type BatchRow, inBatches } from "../../worker/domain/kernel/batch.ts";
import type { Context } from "../../worker/domain/kernel/context.ts";
import { acceptMatter } from "../../worker/domain/matters/accept.ts";
import { reportMatter } from "../../worker/domain/matters/report.ts";
import { addUnit } from "../../worker/domain/units/units.ts";
import { type County, newCounty } from "../support/county.ts";
import { meanwhile } from "../support/meanwhile.ts";
import { NOWHERE } from "../support/stack.ts";
import { changesBetween, everythingIn } from "./everything.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
});

const everything = () => everythingIn(county.db);
const report = (body: string, more: object = {}) => ({
  orgUnitId: county.org.grid,
  category: "lighting",
  body,
  place: "路口",
  ...more,
});

/** As many rows as asked for, each with a key of its own. */
const rowsOf = (many: number, inputOf: (index: number) => unknown): BatchRow[] => {
  const batch = crypto.randomUUID();
  return Array.from({ length: many }, (_, index) => ({ key: `${batch} ${index}`, input: inputOf(index) }));
};

/** How many round trips some work takes, and what it gives. */
async function metered<T>(work: () => Promise<T>): Promise<{ trips: number; done: T }> {
  const start = county.db.meter.trips;
  const done = await work();
  return { trips: county.db.meter.trips - start, done };
}

const refusals = (outcomes: readonly object[]) =>
  outcomes.flatMap((outcome, index) => ("refused" in outcome ? [[index, outcome.refused]] : []));

const mattersOf = async (many: number) => {
  const outcomes = await inBatches(
    county.as(null),
    reportMatter,
    rowsOf(many, (index) => report(`第 ${index} 盏路灯`)),
  );
  return outcomes.map((outcome) => ("result" in outcome ? outcome.result.id : ""));
};

const stateOf = async (id: string) => {
  const { found } = await county.db.read({
    found: county.db.orm.select().from(matters).where(eq(matters.id, id)),
  });
  return found[0]?.state;
};

describe("many rows", () => {
  test.each([
    [0, 0],
    [1, 2],
    [50, 2],
    [51, 4],
    [120, 6],
  ])("%i take %i round trips: one to read and one to write for each fifty", async (many, wanted) => {
    const before = await everything();
    const rows = rowsOf(many, (index) => report(`第 ${index} 件`));
    const { trips, done } = await metered(() => inBatches(county.as(null), reportMatter, rows));
    expect(trips).toBe(wanted);
    expect(done.map(({ key }) => key)).toEqual(rows.map(({ key }) => key));
    const changes = changesBetween(before, await everything());
    const made = changes.matters ?? [];
    expect(made.map(({ body }) => body).sort()).toEqual(
      rows.map(({ input }) => (input as { body: string }).body).sort(),
    );
    expect(done.map((outcome) => "result" in outcome && outcome.result.id).sort()).toEqual(
      made.map(({ id }) => id).sort(),
    );
    // Each is a write like any other: numbered, told, on record, and known by its key.
    expect(new Set(made.map(({ number }) => number)).size).toBe(many);
    for (const table of ["events", "audit", "idempotency"]) expect(changes[table] ?? []).toHaveLength(many);
  });

  test("are done as far as they can be; each that isn't comes back with its reason, and writes nothing", async () => {
    const [first = "", second = "", third = ""] = await mattersOf(3);
    await acceptMatter(county.as("gridWorker"), { matterId: second });
    const { id: far } = await reportMatter(
      county.as(null),
      report("远处", { orgUnitId: county.org.otherGrid }),
    );
    const rows = rowsOf(6, (index) => ({ matterId: [first, second, far, "no-such", "", third][index] }));
    const before = await everything();
    const { trips, done } = await metered(() => inBatches(county.as("gridWorker"), acceptMatter, rows));
    expect(trips).toBe(2);
    expect(done.map(({ key }) => key)).toEqual(rows.map(({ key }) => key));
    expect(done[0]).toEqual({ key: rows[0]?.key, result: { id: first } });
    expect(done[5]).toEqual({ key: rows[5]?.key, result: { id: third } });
    expect(refusals(done)).toEqual([
      [1, expect.any(Conflict)],
      [2, expect.any(NotFound)],
      [3, expect.any(NotFound)],
      [4, expect.any(Invalid)],
    ]);
    const changes = changesBetween(before, await everything());
    expect(changes.matters?.map(({ id }) => id).sort()).toEqual([first, third].sort());
    for (const table of ["events", "audit", "idempotency"]) expect(changes[table]).toHaveLength(2);
  });

  test("are refused one by one to whoever may see them and not do it", async () => {
    const ids = await mattersOf(2);
    const rows = rowsOf(2, (index) => ({ matterId: ids[index] }));
    const before = await everything();
    const done = await inBatches(county.as("inspector"), acceptMatter, rows);
    expect(refusals(done)).toEqual([
      [0, expect.any(Forbidden)],
      [1, expect.any(Forbidden)],
    ]);
    expect(await everything()).toEqual(before);
  });

  test("all refused cost one round trip", async () => {
    const rows = rowsOf(60, () => ({ matterId: "no-such" }));
    const { trips, done } = await metered(() => inBatches(county.as("gridWorker"), acceptMatter, rows));
    expect([trips, refusals(done).length]).toEqual([2, 60]);
    const wrong = rowsOf(3, () => ({}));
    expect((await metered(() => inBatches(county.as("gridWorker"), acceptMatter, wrong))).trips).toBe(0);
  });
});

describe("begun again with the same keys", () => {
  test("it answers alike and writes nothing, for one round trip each fifty", async () => {
    const rows = rowsOf(60, (index) => report(index % 20 === 7 ? "" : `第 ${index} 件`));
    const first = await inBatches(county.as(null), reportMatter, rows);
    expect(refusals(first)).toHaveLength(3);
    const before = await everything();
    const { trips, done } = await metered(() => inBatches(county.as(null), reportMatter, rows));
    expect(trips).toBe(2);
    expect(done).toEqual(first);
    expect(await everything()).toEqual(before);
  });

  test("it goes on where it stopped", async () => {
    const rows = rowsOf(80, (index) => report(`第 ${index} 件`));
    const ctx = county.as(null);
    let reads = 0;
    const cutOff: Context["db"]["read"] = (queries) => {
      reads += 1;
      return reads === 1 ? ctx.db.read(queries) : openDatabase({ url: NOWHERE }).read(queries);
    };
    const broken = { ...ctx, db: { ...ctx.db, read: cutOff } };
    const before = await everything();
    await expect(inBatches(broken, reportMatter, rows)).rejects.toThrow("no answer from the database");
    expect(changesBetween(before, await everything()).matters).toHaveLength(50);
    expect(refusals(await inBatches(ctx, reportMatter, rows))).toEqual([]);
    expect(changesBetween(before, await everything()).matters).toHaveLength(80);
  });

  test("another content under a known key is refused, and the rest is done", async () => {
    const rows = rowsOf(3, (index) => report(`第 ${index} 件`));
    await inBatches(county.as(null), reportMatter, rows.slice(0, 1));
    const altered = [{ key: rows[0]?.key ?? "", input: report("别的") }, ...rows.slice(1)];
    const done = await inBatches(county.as(null), reportMatter, altered);
    expect(refusals(done)).toEqual([[0, expect.any(Invalid)]]);
    expect(String(refusals(done)[0]?.[1])).toContain("已经提交过");
  });
});

describe("a chunk that loses a race goes row by row", () => {
  test("only the row that somebody else was faster at is refused", async () => {
    const ids = await mattersOf(5);
    const rows = rowsOf(5, (index) => ({ matterId: ids[index] }));
    const rival = () => acceptMatter(county.as("communityOfficer"), { matterId: ids[2] });
    const before = await everything();
    const done = await inBatches(meanwhile(county.as("gridWorker"), rival), acceptMatter, rows);
    expect(refusals(done)).toEqual([[2, expect.any(Conflict)]]);
    const changes = changesBetween(before, await everything());
    const by = (who: "gridWorker" | "communityOfficer") =>
      changes.matters?.filter(({ handlerName }) => handlerName === county.people[who].actor.name).length;
    expect([by("gridWorker"), by("communityOfficer")]).toEqual([4, 1]);
    for (const table of ["events", "audit", "idempotency"]) expect(changes[table]).toHaveLength(5);
  });

  test("a row that can be decided anew on what stands then is done", async () => {
    const [id = "", other = ""] = await mattersOf(2);
    const touch = () => {
      const { orm } = county.db;
      const set = { place: "另一路口", revision: sql`${matters.revision} + 1` };
      return county.db.write([orm.update(matters).set(set).where(eq(matters.id, id))]);
    };
    const rows = rowsOf(2, (index) => ({ matterId: [id, other][index] }));
    const done = await inBatches(meanwhile(county.as("gridWorker"), touch), acceptMatter, rows);
    expect(refusals(done)).toEqual([]);
    expect([await stateOf(id), await stateOf(other)]).toEqual(["accepted", "accepted"]);
  });

  test("of two rows on the same record the first is done, the second refused", async () => {
    const [id = ""] = await mattersOf(1);
    const rows = rowsOf(2, () => ({ matterId: id }));
    const done = await inBatches(county.as("gridWorker"), acceptMatter, rows);
    expect(refusals(done)).toEqual([[1, expect.any(Conflict)]]);
  });

  test("the same row twice is done once, and answered twice", async () => {
    const [row] = rowsOf(1, () => report("只有一件"));
    if (!row) throw new Error("no row");
    const before = await everything();
    const [first, second] = await inBatches(county.as(null), reportMatter, [row, row]);
    expect(second).toEqual(first);
    expect(changesBetween(before, await everything()).matters).toHaveLength(1);
  });

  test("what is taken already is the row's own fault, told at its field", async () => {
    const unit = (name: string) => ({ name, kind: "localUnit", orgUnitId: county.org.root });
    const names = ["第一小学", "自来水公司", "第二小学", "第一小学"];
    const rows = rowsOf(4, (index) => unit(names[index] ?? ""));
    const done = await inBatches(county.as("admin"), addUnit, rows);
    const taken = [{ path: "name", message: expect.any(String), links: [expect.anything()] }];
    expect(refusals(done)).toEqual([
      [1, expect.objectContaining({ problems: taken })],
      [3, expect.objectContaining({ problems: taken })],
    ]);
    const { units } = await county.db.read({ units: county.db.orm.select().from(memberUnits) });
    expect(units.map(({ name }) => name)).toEqual(expect.arrayContaining(["第一小学", "第二小学"]));
  });

  test("the other chunks are written as a whole all the same", async () => {
    const ids = await mattersOf(60);
    const rows = rowsOf(60, (index) => ({ matterId: ids[index] }));
    const rival = () => acceptMatter(county.as("communityOfficer"), { matterId: ids[0] });
    const slow = meanwhile(county.as("gridWorker"), rival);
    const { trips, done } = await metered(() => inBatches(slow, acceptMatter, rows));
    expect(refusals(done)).toHaveLength(1);
    // The chunk's read and vain write, the rival's two, fifty rows of which one is only read; then ten rows in two.
    expect(trips).toBe(2 + 2 + (49 * 2 + 1) + 2);
  });
});

test("what is no row's own fault stops the batch", async () => {
  const ctx = county.as(null);
  const gone = { ...ctx, db: { ...ctx.db, write: openDatabase({ url: NOWHERE }).write } };
  const rows = rowsOf(3, (index) => report(`第 ${index} 件`));
  const before = await everything();
  await expect(inBatches(gone, reportMatter, rows)).rejects.toThrow("no answer from the database");
  expect(await everything()).toEqual(before);
});
