import { and, eq, isNull } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { clocks } from "../../db/tenant/schema/work.ts";
import { Forbidden, NotFound } from "../../worker/domain/errors.ts";
import { raiseMatter } from "../../worker/domain/matters/raise.ts";
import { raiseDue } from "../../worker/domain/matters/raise-due.ts";
import { matterPage, mattersPage } from "../../worker/domain/matters/read.ts";
import { reportMatter } from "../../worker/domain/matters/report.ts";
import { actOnTime } from "../../worker/domain/time.ts";
import type { RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { systemAt } from "../clocks/acting.ts";
import { changesBetween, everythingIn } from "../kernel/everything.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { newVisitor } from "../support/visitor.ts";
import { clocksOf, type Filed, move, publishRules, rowOf, rulesSince2025, timelineOf } from "./stages.ts";

/** A Monday of an ordinary week, 10:00 in Shanghai; by Xinye's rules the grid has until Thursday 18:00. */
const monday = "2026-08-24T02:00:00.000Z";
const thursday = "2026-08-27T10:00:00.000Z";
const before = "2026-08-27T09:59:59.000Z";

let county: County;
const opened = async (change: (rules: RuleSet) => void = () => {}) => {
  county = await newCounty();
  await rulesSince2025(county, change);
};
beforeEach(() => opened());

const report = (at = monday): Promise<Filed> => {
  const words = { category: "drainage", body: "井盖破损，车辆绕行", place: "北关路口" };
  return reportMatter(county.as(null, at), { orgUnitId: county.org.grid, ...words });
};
const raise = ({ id }: Filed, who: Who, at: string, reason = "要挖开主管道，网格没有设备") =>
  raiseMatter(county.as(who, at), { matterId: id, reason });
const due = (at: string) => actOnTime(systemAt(county, at));
const toldOf = async ({ id }: Filed) =>
  (await timelineOf(county, `matter:${id}`)).map(({ kind, detail }) => [kind, detail.cause]);
const runningOf = async ({ id }: Filed) =>
  (await clocksOf(county, `matter:${id}`))
    .filter(({ state }) => state === "running")
    .map(({ kind, owner, startedAt }) => ({ kind, owner, startedAt }));
const levels = (rules: RuleSet) => rules.handling.levels;

describe("passing a matter up", () => {
  const at = "2026-08-25T02:00:00.000Z";

  test("gives it to the level above, to be accepted there, with that level's clock from now on", async () => {
    const matter = await report();
    await move(county, matter, "accept", "gridWorker", monday);
    await raise(matter, "gridWorker", at);
    const { community } = county.org;
    expect(await rowOf(county, matter.id)).toMatchObject({
      state: "reported",
      level: "community",
      levelPath: expect.stringMatching(new RegExp(`/${community}/$`)),
      handlerId: null,
      handlerName: null,
    });
    expect(await runningOf(matter)).toEqual([
      { kind: "overall", owner: community, startedAt: monday },
      { kind: "step", owner: community, startedAt: at },
    ]);
    const ended = (await clocksOf(county, `matter:${matter.id}`)).filter(
      ({ state }) => state === "cancelled",
    );
    expect(ended.map(({ kind, endedAt }) => [kind, endedAt])).toEqual([["step", at]]);
    await expect(move(county, matter, "accept", "gridWorker", at)).rejects.toBeInstanceOf(Forbidden);
    await move(county, matter, "accept", "communityOfficer", at);
    await move(county, matter, "resolve", "communityOfficer", at);
    expect((await rowOf(county, matter.id)).state).toBe("resolved");
  });

  test("is read by staff with its reason, by its resident without; who passed it on still finds it", async () => {
    const matter = await report();
    await raise(matter, "gridWorker", at);
    const { timeline } = await matterPage(county.as("gridWorker", at), matter.id);
    expect(timeline[0]).toMatchObject({ note: "要挖开主管道，网格没有设备" });
    expect(timeline[0]?.title).toMatch(/^上报上一级，转到.*，应于.*办理$/);
    const { matters } = await mattersPage(county.as("gridWorker", at), {});
    expect(matters.map(({ id }) => id)).toEqual([matter.id]);
    const worker = await county.visit("gridWorker");
    const list = await (await worker.get(`${county.base}/matters`)).text();
    expect(list).toContain(matter.id);
    expect(list).not.toContain("受理所选");
    const address = `/receipts/${matter.receiptCode}`;
    const page = await newVisitor().get(county.base + address);
    const json = await newVisitor().json("GET", `${county.base}/api/v1${address}`);
    for (const words of [await page.text(), await json.text()]) {
      expect(words).toContain("转到上一级");
      expect(words).not.toContain("没有设备");
      expect(words).not.toContain("gridWorker-");
    }
  });

  test("says before it is done who has it then, and by when instead of when", async () => {
    const matter = await report();
    const { offers } = await matterPage(county.as("gridWorker", at), matter.id);
    const { foretold } = offers.find(({ name }) => name === "raise")?.form ?? {};
    expect(foretold).toMatch(/办理：到期由 后天 18:00 改为 9月1日 18:00，总期限不变。$/);
  });

  test("ends at the highest level, which isn't offered it and is refused", async () => {
    const matter = await report();
    const who = ["gridWorker", "communityOfficer", "streetOfficer"] as const;
    for (const each of who) await raise(matter, each, at);
    expect((await rowOf(county, matter.id)).level).toBe("county");
    const { moves } = await matterPage(county.as("admin", at), matter.id);
    expect(moves).not.toContain("raise");
    await expect(raise(matter, "admin", at)).rejects.toThrow("没有上一级可以上报");
  });

  test("is nothing that a level may whose rules don't let it", async () => {
    await opened((rules) => {
      for (const level of levels(rules)) level.escalateOn = ["overdue"];
    });
    const matter = await report();
    const { moves } = await matterPage(county.as("gridWorker", at), matter.id);
    expect(moves).not.toContain("raise");
    await expect(raise(matter, "gridWorker", at)).rejects.toThrow("这一级不能主动上报");
  });

  test("leaves a matter that was reopened reopened; what waits for its resident can't be passed on", async () => {
    const matter = await report();
    for (const step of ["accept", "resolve"] as const) await move(county, matter, step, "gridWorker", monday);
    await expect(raise(matter, "gridWorker", at)).rejects.toThrow("待评价");
    await move(county, matter, "reject", "gridWorker", at);
    await raise(matter, "communityOfficer", at);
    expect(await rowOf(county, matter.id)).toMatchObject({ state: "reopened", level: "street" });
  });
});

describe("a level's time that is over", () => {
  test("sends a matter up by itself, accepted or not, and not a second before", async () => {
    const [taken, left] = [await report(), await report()];
    await move(county, taken, "accept", "gridWorker", monday);
    await due(before);
    for (const each of [taken, left]) expect((await rowOf(county, each.id)).level).toBe("grid");
    await due(thursday);
    for (const each of [taken, left]) {
      expect(await rowOf(county, each.id)).toMatchObject({
        state: "reported",
        level: "community",
        handlerId: null,
      });
      expect((await toldOf(each)).at(-1)).toEqual(["raised", "overdue"]);
    }
    const steps = (await clocksOf(county, `matter:${left.id}`)).filter(({ kind }) => kind === "step");
    expect(steps.map(({ state }) => state)).toEqual(["lapsed", "running"]);
  });

  test("counts from when the level above learns of it, however late the job came", async () => {
    const matter = await report();
    const late = "2026-09-21T02:00:00.000Z";
    await due(late);
    expect(await runningOf(matter)).toEqual([
      { kind: "overall", owner: county.org.community, startedAt: monday },
      { kind: "step", owner: county.org.community, startedAt: late },
    ]);
  });

  test("happens once, when the job comes twice, or two at once", async () => {
    const matter = await report();
    await Promise.all([due(thursday), due(thursday)]);
    const after = await everythingIn(county.db);
    await due(thursday);
    expect(changesBetween(after, await everythingIn(county.db))).toEqual({});
    expect(await toldOf(matter)).toEqual([
      ["reported", undefined],
      ["raised", "overdue"],
    ]);
  });

  test("because nobody accepted it, where the rules say so, and the level wasn't late with the rest", async () => {
    await opened((rules) => {
      const [grid] = levels(rules);
      if (grid)
        Object.assign(grid, { acceptWithin: { workingHours: 2 }, escalateOn: ["unaccepted", "overdue"] });
    });
    const [matter, taken] = [await report(), await report()];
    await move(county, taken, "accept", "gridWorker", "2026-08-24T03:00:00.000Z");
    const noon = "2026-08-24T04:00:00.000Z";
    await due("2026-08-24T03:59:59.000Z");
    expect((await rowOf(county, matter.id)).level).toBe("grid");
    await Promise.all([due(noon), due(noon)]);
    expect(await rowOf(county, matter.id)).toMatchObject({ level: "community", state: "reported" });
    expect(await toldOf(matter)).toEqual([
      ["reported", undefined],
      ["raised", "unaccepted"],
    ]);
    const ended = (await clocksOf(county, `matter:${matter.id}`)).filter(({ endedAt }) => endedAt !== null);
    expect(ended.map(({ kind, state }) => [kind, state]).sort()).toEqual([
      ["acceptance", "lapsed"],
      ["step", "cancelled"],
    ]);
    expect((await rowOf(county, taken.id)).level).toBe("grid");
  });

  test("goes on to the highest level and ends there, overdue", async () => {
    const matter = await report();
    for (let day = 0; day < 60; day++)
      await due(new Date(Date.parse(monday) + day * 86_400_000).toISOString());
    const row = await rowOf(county, matter.id);
    expect(row).toMatchObject({ state: "reported", level: "county" });
    const [, clock] = await runningOf(matter);
    expect(clock?.owner).toBe(county.org.root);
  });

  test("is nobody's to bring about before it is over", async () => {
    const matter = await report();
    const ctx = systemAt(county, before);
    await expect(raiseDue(ctx, { matterId: matter.id })).rejects.toThrow("还没有到自动上报的时候");
    await expect(raiseDue(county.as("admin", thursday), { matterId: matter.id })).rejects.toBeInstanceOf(
      NotFound,
    );
  });

  test("of what an older version reckoned, without saying what is above, is acted on once it is reckoned anew", async () => {
    const matter = await report();
    const { orm } = county.db;
    const ofStep = and(eq(clocks.record, matter.id), eq(clocks.kind, "step"));
    const inputs = { level: "grid" };
    await county.db.write([orm.update(clocks).set({ inputs, actsAt: null }).where(ofStep)]);
    await due(thursday);
    expect((await rowOf(county, matter.id)).level).toBe("grid");
    await county.db.write([orm.update(clocks).set({ actsAt: thursday }).where(ofStep)]);
    await due(thursday);
    expect((await rowOf(county, matter.id)).level).toBe("community");
    // At the highest level there is nothing to do, once and for all.
    const highest = await report();
    for (const who of ["gridWorker", "communityOfficer", "streetOfficer"] as const)
      await raise(highest, who, monday);
    const ofLast = and(eq(clocks.record, highest.id), eq(clocks.kind, "step"), isNull(clocks.endedAt));
    await county.db.write([orm.update(clocks).set({ actsAt: thursday }).where(ofLast)]);
    await due(thursday);
    const [left] = (await clocksOf(county, `matter:${highest.id}`)).filter(
      ({ kind, state }) => kind === "step" && state === "running",
    );
    expect(left?.actsAt).toBeNull();
  });

  test("that the level had answered by then is over without more", async () => {
    const matter = await report();
    await move(county, matter, "accept", "gridWorker", "2026-08-25T02:00:00.000Z");
    await move(county, matter, "resolve", "gridWorker", "2026-08-26T02:00:00.000Z");
    await due(thursday);
    expect((await toldOf(matter)).map(([kind]) => kind)).toEqual(["reported", "accepted", "resolved"]);
  });

  test("sends nothing up where the rules don't say so", async () => {
    await opened((rules) => {
      for (const level of levels(rules)) level.escalateOn = ["request"];
    });
    const matter = await report();
    await due("2026-11-30T02:00:00.000Z");
    expect((await rowOf(county, matter.id)).level).toBe("grid");
  });

  test("moves with the clock, where new rules are to hold for what runs", async () => {
    const matter = await report();
    const [clock] = (await clocksOf(county, `matter:${matter.id}`)).filter(({ kind }) => kind === "step");
    const longer = (rules: RuleSet) => {
      const [grid] = levels(rules);
      if (grid) grid.limit = { workdays: 5 };
    };
    await publishRules(county, longer, { at: monday, clocks: [clock?.id ?? ""] });
    await due(thursday);
    expect((await rowOf(county, matter.id)).level).toBe("grid");
    await due("2026-08-31T10:00:00.000Z");
    expect((await rowOf(county, matter.id)).level).toBe("community");
  });
});

describe("a window that ends", () => {
  /** As Ninglang does it: the grid by the 10th, the community by the 15th, the street by the 25th. */
  const byWindows = (rules: RuleSet) => {
    const window = (key: string, byDay: number) => ({
      key,
      name: key,
      fromDay: 1,
      byDay,
      dayOff: "after" as const,
    });
    rules.handling.windows = [window("tenth", 10), window("fifteenth", 15), window("twentyFifth", 25)];
    for (const [at, key] of ["tenth", "fifteenth", "twentyFifth"].entries()) {
      const level = levels(rules)[at];
      if (level)
        Object.assign(level, { window: key, limit: undefined, escalateOn: ["request", "windowEnd"] });
    }
  };

  test("sends on what is left, from one window to the next", async () => {
    await opened(byWindows);
    const matter = await report("2026-09-02T02:00:00.000Z");
    const levelAt = async (at: string) => {
      await due(at);
      return (await rowOf(county, matter.id)).level;
    };
    expect(await levelAt("2026-09-10T09:59:00.000Z")).toBe("grid");
    expect(await levelAt("2026-09-10T10:00:00.000Z")).toBe("community");
    expect(await levelAt("2026-09-15T10:00:00.000Z")).toBe("street");
    // The 25th is the first day of National Day's neighbour, Mid-Autumn: off, so the window ends when offices open again.
    expect(await levelAt("2026-09-25T10:00:00.000Z")).toBe("street");
    expect(await levelAt("2026-09-28T10:00:00.000Z")).toBe("county");
    expect((await toldOf(matter)).map(([, cause]) => cause)).toEqual([
      undefined,
      "windowEnd",
      "windowEnd",
      "windowEnd",
    ]);
  });

  test("a limit that is over before it is no reason to go up, where only the window is one", async () => {
    await opened((rules) => {
      byWindows(rules);
      const [grid] = levels(rules);
      if (grid) grid.limit = { workdays: 1 };
    });
    const matter = await report("2026-09-02T02:00:00.000Z");
    await due("2026-09-04T02:00:00.000Z");
    expect((await rowOf(county, matter.id)).level).toBe("grid");
    await due("2026-09-10T10:00:00.000Z");
    expect((await toldOf(matter)).at(-1)).toEqual(["raised", "windowEnd"]);
  });
});

test("its lists are written once for each: from the old time straight to the new one, and none by a state that stays", async () => {
  const { meter } = county.db;
  await report();
  meter.rows = true;
  const written = meter.rowsWritten;
  await due(thursday);
  // 61: by way of no time at all, or where nothing changes, it would be 137.
  expect(meter.rowsWritten - written).toBeGreaterThan(0);
  expect(meter.rowsWritten - written).toBeLessThan(75);
});
