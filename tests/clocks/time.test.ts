import { eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { county as counties } from "../../db/tenant/schema/county.ts";
import { clocks } from "../../db/tenant/schema/work.ts";
import type { Context } from "../../worker/domain/kernel/context.ts";
import { reportMatter } from "../../worker/domain/matters/report.ts";
import { resolveMatter } from "../../worker/domain/matters/resolve.ts";
import { actOnTime } from "../../worker/domain/time.ts";
import { workCalendar } from "../../worker/rules/engine/calendar.ts";
import { stateCouncilNotices } from "../../worker/rules/engine/notices.ts";
import { changesBetween, everythingIn } from "../kernel/everything.ts";
import { clocksOf, type Filed, move, rowOf, rulesSince2025, timelineOf } from "../matters/stages.ts";
import { type County, newCounty } from "../support/county.ts";
import { calendarWith, noticeOf, systemAt } from "./acting.ts";

const reported = "2026-12-30T02:00:00.000Z";
const now = "2026-12-31T02:00:00.000Z";
const later = "2027-01-02T02:00:00.000Z";
const longer = calendarWith(noticeOf(2027, "01-01", "01-04"));

let county: County;
beforeEach(async () => {
  county = await newCounty();
  await rulesSince2025(county);
});

const everything = () => everythingIn(county.db);
const report = (ctx: Context) =>
  reportMatter(ctx, { orgUnitId: county.org.grid, category: "drainage", body: "井盖破损", place: "路口" });

const calendarOf = async () => {
  const { rows } = await county.db.read({ rows: county.db.orm.select().from(counties) });
  return rows[0]?.calendar;
};
const duesOf = async ({ id }: Filed) =>
  (await clocksOf(county, `matter:${id}`)).map(({ kind, dueAt, caution }) => [kind, dueAt, caution]);

/** How many round trips some work takes. */
async function tripsOf(work: () => Promise<unknown>): Promise<number> {
  const start = county.db.meter.trips;
  await work();
  return county.db.meter.trips - start;
}

describe("what is uncertain", () => {
  let matter: Filed;
  beforeEach(async () => {
    matter = await report(county.as(null, reported));
  });

  test("is reckoned once the calendar knows more, all clocks of the county in one run", async () => {
    const other = await report(county.as(null, reported));
    await actOnTime(systemAt(county, now, longer));
    for (const each of [matter, other]) {
      expect(await duesOf(each)).toEqual([
        ["overall", "2027-02-12T10:00:00.000Z", null],
        ["step", "2027-01-06T10:00:00.000Z", null],
      ]);
      const told = (await timelineOf(county, `matter:${each.id}`)).map(({ kind }) => kind);
      expect(told).toEqual(["reported", "clockMoved", "clockMoved"]);
    }
    expect(await calendarOf()).toBe(String(longer.revision));
  });

  test("is reckoned once for each state of the calendar, however often and when a job comes", async () => {
    await actOnTime(systemAt(county, now));
    const known = await everything();
    for (const at of [now, later, reported]) await actOnTime(systemAt(county, at));
    expect(await everything()).toEqual(known);
    // What is due is asked for in any case; clocks are not.
    expect(await tripsOf(() => actOnTime(systemAt(county, now)))).toBe(2);

    await actOnTime(systemAt(county, now, longer));
    const reckoned = await everything();
    await actOnTime(systemAt(county, later, longer));
    expect(await everything()).toEqual(reckoned);
  });

  test("while the year is still unknown keeps caution and time, and says nothing in the timeline", async () => {
    const before = await duesOf(matter);
    await actOnTime(systemAt(county, now));
    expect(await duesOf(matter)).toEqual(before);
    expect((await timelineOf(county, `matter:${matter.id}`)).map(({ kind }) => kind)).toEqual(["reported"]);
    await actOnTime(systemAt(county, later, longer));
    expect((await duesOf(matter)).map(([, , caution]) => caution)).toEqual([null, null]);
  });

  test("is reckoned once when two run at the same time", async () => {
    await Promise.all([now, now, later].map((at) => actOnTime(systemAt(county, at, longer))));
    const told = (await timelineOf(county, `matter:${matter.id}`)).map(({ kind }) => kind);
    expect(told).toEqual(["reported", "clockMoved", "clockMoved"]);
    const entries = (await everything()).audit?.filter(({ action }) => action === "clock.reckon");
    expect(entries).toHaveLength(2);
  });

  test("by an older worker that knows less stays as it was reckoned by one that knows more", async () => {
    await actOnTime(systemAt(county, now, longer));
    const dues = await duesOf(matter);
    await actOnTime(systemAt(county, now));
    expect(await duesOf(matter)).toEqual(dues);
    await actOnTime(systemAt(county, now, longer));
    expect(await duesOf(matter)).toEqual(dues);
  });

  test("is no time that a person set, and what can't be reckoned holds up no other", async () => {
    const [overall, step] = await clocksOf(county, `matter:${matter.id}`);
    const other = await report(county.as(null, reported));
    const { orm } = county.db;
    const change = (id: string | undefined, to: object) =>
      orm
        .update(clocks)
        .set(to)
        .where(eq(clocks.id, id ?? ""));
    const unknown = (await clocksOf(county, `matter:${other.id}`)).map(({ id }) =>
      change(id, { kind: "consent" }),
    );
    const set = { setBy: "person" as const, reason: "等待鉴定结论" };
    await county.db.write([change(overall?.id, set), ...unknown]);
    await actOnTime(systemAt(county, now, longer));
    expect(await clocksOf(county, `matter:${matter.id}`)).toEqual([
      { ...overall, ...set, caution: null, revision: 2 },
      expect.objectContaining({
        id: step?.id,
        dueAt: "2027-01-06T10:00:00.000Z",
        caution: null,
        revision: 2,
      }),
    ]);
    for (const { caution } of await clocksOf(county, `matter:${other.id}`)) expect(caution).not.toBeNull();
  });

  test("that has ended is not touched", async () => {
    await move(county, matter, "decline", "gridWorker", reported);
    const before = await clocksOf(county, `matter:${matter.id}`);
    await actOnTime(systemAt(county, now, longer));
    expect(await clocksOf(county, `matter:${matter.id}`)).toEqual(before);
  });

  test("is reckoned in chunks of fifty, three round trips each, as many as there are", async () => {
    const [, step] = await clocksOf(county, `matter:${matter.id}`);
    if (!step) throw new Error("no clock");
    const copies = Array.from({ length: 118 }, (_, index) => ({ ...step, id: `copy-${1000 + index}` }));
    await county.db.write(copies.map((copy) => county.db.orm.insert(clocks).values(copy)));
    // Which state the calendar has, three chunks, that it is done, and what is due.
    expect(await tripsOf(() => actOnTime(systemAt(county, now, longer)))).toBe(1 + 3 * 3 + 1 + 1);
    const after = await clocksOf(county, `matter:${matter.id}`);
    expect(after.filter(({ caution, revision }) => caution === null && revision === 2)).toHaveLength(120);
  });
});

describe("what is due", () => {
  const friday = "2026-02-13T02:00:00.000Z";
  /** Nothing of 2026 is announced: seven days from the 13th end on Friday 20, which is in the festival. */
  const guess = workCalendar(
    stateCouncilNotices.filter(({ year }) => year < 2026),
    -1,
  );

  beforeEach(async () => {
    await county.db.write([county.db.orm.update(counties).set({ calendar: String(guess.revision) })]);
  });

  const resolved = async (): Promise<Filed> => {
    const matter = await report({ ...county.as(null, friday), calendar: guess });
    await move(county, matter, "accept", "gridWorker", friday);
    const ctx = { ...county.as("gridWorker", friday), calendar: guess };
    await resolveMatter(ctx, { matterId: matter.id, outcome: "修好了" });
    return matter;
  };

  test("is reckoned anew before it is acted on: nothing happens on a day that turned out to be off", async () => {
    const matter = await resolved();
    const [clock] = (await clocksOf(county, `matter:${matter.id}`)).filter(
      ({ kind }) => kind === "evaluation",
    );
    expect(clock).toMatchObject({ dueAt: "2026-02-20T10:00:00.000Z", actsAt: "2026-02-20T10:00:00.000Z" });
    await actOnTime(systemAt(county, "2026-02-21T02:00:00.000Z"));
    expect(await rowOf(county, matter.id)).toMatchObject({ state: "resolved", closure: null });
    const due = "2026-02-24T10:00:00.000Z";
    await actOnTime(systemAt(county, "2026-02-25T02:00:00.000Z"));
    expect(await rowOf(county, matter.id)).toMatchObject({ closure: "unevaluated", closedAt: due });
    const told = (await timelineOf(county, `matter:${matter.id}`)).map(({ kind }) => kind);
    expect(told.slice(3)).toEqual(["clockMoved", "lapsed"]);
  });

  test("is done for all, in chunks, and what can't be done is left to be looked into and holds up no other", async () => {
    const matter = await resolved();
    await actOnTime(systemAt(county, "2026-02-14T02:00:00.000Z"));
    const [clock] = (await clocksOf(county, `matter:${matter.id}`)).filter(
      ({ kind }) => kind === "evaluation",
    );
    if (!clock) throw new Error("no clock");
    // Sixty that belong to no matter, due before it.
    const strays = Array.from({ length: 60 }, (_, index) => ({
      ...clock,
      id: `stray-${100 + index}`,
      record: `nothing-${index}`,
      actsAt: "2026-02-23T10:00:00.000Z",
    }));
    await county.db.write(strays.map((stray) => county.db.orm.insert(clocks).values(stray)));
    const before = await everything();
    const said = vi.spyOn(console, "warn").mockImplementation(() => {});
    onTestFinished(() => said.mockRestore());
    await actOnTime(systemAt(county, "2026-02-25T02:00:00.000Z"));
    expect(said).toHaveBeenCalledTimes(60);
    expect(JSON.parse(String(said.mock.calls[0]?.[0]))).toMatchObject({
      realm: county.slug,
      what: "matter.evaluation",
      key: `stray-100 ${clock.dueAt}`,
    });
    expect((await rowOf(county, matter.id)).closure).toBe("unevaluated");
    const changes = changesBetween(before, await everything());
    expect(changes.clocks).toMatchObject([{ id: clock.id, state: "lapsed" }]);
    expect(changes.audit).toHaveLength(1);
  });
});

describe("a quarter of jobs", () => {
  /** Matters of four weeks, each resolved a day after it was reported; some are evaluated in time, the others never. */
  async function quarter(own: County): Promise<void> {
    await rulesSince2025(own);
    for (let day = 1; day <= 27; day += 2) {
      const at = (offset: number) => `2026-07-${String(day + offset).padStart(2, "0")}T02:00:00.000Z`;
      const filed = await reportMatter(own.as(null, at(0)), {
        orgUnitId: own.org.grid,
        category: "drainage",
        body: `第 ${day} 天`,
        place: "路口",
      });
      await move(own, filed, "accept", "gridWorker", at(0));
      await move(own, filed, "resolve", "gridWorker", at(1));
      if (day % 3 === 0) await move(own, filed, "confirm", "gridWorker", at(2));
    }
  }

  /** What stands in the end, without ids and without when a run came. */
  async function standing(own: County) {
    const { matters, clocks: all, events, listings } = await everythingIn(own.db);
    const name = new Map(matters?.map(({ id, body }) => [id, body]));
    const inOrder = (rows: readonly object[] = []) => rows.map((row) => JSON.stringify(row)).sort();
    return {
      matters: inOrder(
        matters?.map(({ body, state, closure, closedAt, revision }) => [
          body,
          state,
          closure,
          closedAt,
          revision,
        ]),
      ),
      clocks: inOrder(
        all?.map(({ record, kind, state, dueAt, endedAt, revision }) => [
          name.get(record),
          kind,
          state,
          dueAt,
          endedAt,
          revision,
        ]),
      ),
      events: inOrder(events?.map(({ record, kind, at, detail }) => [name.get(record), kind, at, detail])),
      listings: inOrder(listings?.map(({ record, active }) => [name.get(record), active])),
    };
  }

  const days = Array.from({ length: 92 }, (_, day) =>
    new Date(Date.parse("2026-07-01T01:00:00.000Z") + day * 24 * 60 * 60 * 1000).toISOString(),
  );

  let inOrder: Awaited<ReturnType<typeof standing>>;
  beforeAll(async () => {
    const own = await newCounty();
    await quarter(own);
    for (const day of days) await actOnTime(systemAt(own, day));
    inOrder = await standing(own);
  });

  test("closes what was never evaluated, each as of its own time", () => {
    const closures = inOrder.matters.map((row) => JSON.parse(row)[2]);
    expect(closures.filter((closure) => closure === "solved")).toHaveLength(5);
    expect(closures.filter((closure) => closure === "unevaluated")).toHaveLength(9);
  });

  test("run out of order, with repeats and gaps, ends the same", async () => {
    const own = await newCounty();
    await quarter(own);
    // Every seventh day first, then backwards with every third day twice and every fourth left out; the last comes last.
    const shuffled = [
      ...days.filter((_, index) => index % 7 === 0),
      ...days
        .toReversed()
        .flatMap((day, index) => (index % 4 === 0 ? [] : index % 3 === 0 ? [day, day] : [day])),
      ...days.slice(-1),
    ];
    for (const day of shuffled) await actOnTime(systemAt(own, day));
    expect(await standing(own)).toEqual(inOrder);
  });
});
