import { beforeAll, describe, expect, test } from "vitest";
import { figures } from "../../db/tenant/schema/figures.ts";
import { NotFound } from "../../worker/domain/errors.ts";
import { monthReport } from "../../worker/domain/figures/report.ts";
import { evaluateMatter } from "../../worker/domain/matters/evaluate.ts";
import { addOrgUnit } from "../../worker/domain/org/org.ts";
import { instant } from "../../worker/time/instants.ts";
import { excluded, withExclusions } from "../matters/exclusions.ts";
import { move, rulesSince2025 } from "../matters/stages.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { signedIn } from "../support/sessions.ts";
import { costOf } from "../support/visitor.ts";

let county: County;
const later = "2026-10-01T02:00:00.000Z";
const row = (scope: string, month: string, more: object) => ({
  ...{ of: "place" as const, facet: "all" as const, value: "", scope, month },
  ...more,
});
const report = (who: Who, month = "2026-09", within?: string, at = later) =>
  monthReport(county.as(who, at), { month, within });

beforeAll(async () => {
  county = await newCounty();
  await rulesSince2025(county);
  const { root, street, community, grid } = county.org;
  const september = {
    reported: 20,
    responded: 18,
    respondedInTime: 17,
    solved: 8,
    unsolved: 2,
    unevaluated: 2,
  };
  const said = { satisfied: 7, dissatisfied: 1, endedInTime: 9, reopened: 3 };
  const out = {
    excludedSolved: 1,
    excludedUnsolved: 2,
    excludedSatisfied: 1,
    excludedEndedInTime: 1,
    excludedReopened: 2,
  };
  await county.db.write([
    county.db.orm.insert(figures).values([
      row(root, "2026-09", { ...september, ...said, ...out, spot: 1 }),
      row(root, "2026-08", { reported: 10, responded: 10, respondedInTime: 5, solved: 4, unsolved: 1 }),
      row(street, "2026-09", { ...september, reported: 19 }),
      row(community, "2026-09", { reported: 12, spot: 5 }),
      row(grid, "2026-09", { reported: 7, spot: 7 }),
      {
        ...row(root, "2026-09", { reported: 15, solved: 8 }),
        facet: "category" as const,
        value: "drainage",
      },
      { ...row(root, "2026-08", { reported: 9 }), facet: "category" as const, value: "drainage" },
      { ...row(root, "2026-09", { reported: 5 }), facet: "category" as const, value: "gone<b>" },
      { ...row(root, "2026-09", { reported: 20 }), facet: "source" as const, value: "resident" },
      { ...row(grid, "2026-09", { solved: 6, responded: 6, respondedInTime: 6 }), of: "org" as const },
      { ...row(street, "2026-09", { solved: 2 }), of: "org" as const },
      { ...row(county.units.water, "2026-09", { solved: 2 }), of: "member" as const },
    ]),
  ]);
});

describe("a month's report", () => {
  test("tells each rate by what it is made of, beside the month before, raw and after exclusions", async () => {
    const { total, before } = await report("admin");
    expect(total.rates).toEqual({
      responseRate: { numerator: 17, denominator: 18 },
      resolvedRate: { numerator: 8, denominator: 10 },
      satisfiedRate: { numerator: 7, denominator: 8 },
      onTimeRate: { numerator: 9, denominator: 12 },
      reopenedRate: { numerator: 3, denominator: 12 },
    });
    expect([total.ended, total.excluded, total.left?.ended]).toEqual([12, 3, 9]);
    expect(total.left?.rates).toMatchObject({
      // What was answered was answered, excluded or not.
      responseRate: { numerator: 17, denominator: 18 },
      resolvedRate: { numerator: 7, denominator: 7 },
      satisfiedRate: { numerator: 6, denominator: 7 },
      onTimeRate: { numerator: 8, denominator: 9 },
      reopenedRate: { numerator: 1, denominator: 9 },
    });
    expect(before.rates.responseRate).toEqual({ numerator: 5, denominator: 10 });
    expect(before.left).toBeNull();
  });

  test("tells them of what lies below, of each category and source, and of who dealt with it", async () => {
    const all = await report("admin");
    const names = (lines: readonly { name: string; counts: { reported: number } }[]) =>
      lines.map(({ name, counts }) => [name, counts.reported]);
    expect(all.places.find(({ key }) => key === county.org.street)?.counts.reported).toBe(19);
    expect(all.direct).toBe(1);
    expect(names(all.categories)).toEqual([
      [expect.stringContaining("排水"), 15],
      ["gone<b>", 5],
    ]);
    expect(all.reportedBefore.get("drainage")).toBe(9);
    expect(names(all.sources)).toEqual([["居民上报", 20]]);
    expect(all.spots.map(({ key, n }) => [key, n])).toEqual([
      [county.org.grid, 7],
      [county.org.community, 5],
      [county.org.root, 1],
    ]);
    expect(all.orgs.map(({ key, ended }) => [key, ended])).toEqual([
      [county.org.grid, 6],
      [county.org.street, 2],
    ]);
    expect(all.members.map(({ key }) => key)).toEqual([county.units.water]);
    expect(all.months).toHaveLength(12);
    expect(all.months.at(-1)).toMatchObject({ key: "2026-09", ended: 12 });
  });

  test("of a part tells nothing of what lies elsewhere", async () => {
    const part = await report("communityOfficer");
    expect(part.here.id).toBe(county.org.community);
    expect(part.spots.map(({ n }) => n)).toEqual([7, 5]);
    expect(part.orgs.map(({ key }) => key)).toEqual([county.org.grid]);
    expect(part.members).toEqual([]);
    expect((await report("admin", "2026-09", county.org.otherCommunity)).spots).toEqual([]);
  });

  test.each([
    ["admin", ["root", "street", "community", "grid", "otherGrid"], []],
    ["inspector", ["root", "grid"], []],
    ["streetOfficer", ["street", "community", "grid"], ["root"]],
    ["communityOfficer", ["community", "grid"], ["root", "street", "otherCommunity", "otherGrid"]],
    ["gridWorker", ["grid"], ["root", "street", "community", "otherGrid"]],
  ] as const)(
    "%s sees it of their own unit and what lies below, and of no other",
    async (who, theirs, others) => {
      for (const name of theirs)
        expect((await report(who, "2026-09", county.org[name])).here.id).toBe(county.org[name]);
      for (const name of others)
        await expect(report(who, "2026-09", county.org[name])).rejects.toThrow(NotFound);
      await expect(report(who, "2026-09", "nowhere")).rejects.toThrow(NotFound);
    },
  );

  test.each(["2026-13", "2026-00", "2026-1", "1999-12", "2026-11", "x", "2026-09-01", "' or 1=1"])(
    "there is none of the month %j",
    async (month) => {
      await expect(report("admin", month)).rejects.toThrow(NotFound);
    },
  );

  test("the month turns at midnight in China, and is told as not over while it lasts", async () => {
    const at = (now: string) => report("admin", "2026-10", undefined, now);
    await expect(at("2026-09-30T15:59:59.999Z")).rejects.toThrow(NotFound);
    expect((await at("2026-09-30T16:00:00.000Z")).isOver).toBe(false);
    expect((await report("admin", "2026-09", undefined, "2026-09-30T16:00:00.000Z")).isOver).toBe(true);
  });

  test("of a month in which nothing was, and of one before there was a county, is empty and divides by nothing", async () => {
    for (const month of ["2026-07", "2001-01"]) {
      const { total, categories, sources, spots, orgs, direct } = await report("admin", month);
      expect([total.ended, categories, sources, spots, orgs, direct]).toEqual([0, [], [], [], [], 0]);
      expect(total.rates.resolvedRate).toEqual({ numerator: 0, denominator: 0 });
    }
    const page = await (await signedIn(county, "admin")).get(`${county.base}/reports/2001-01`);
    expect(page.status).toBe(200);
    expect(await page.text()).not.toMatch(/NaN|Infinity|undefined/);
  });
});

describe("on the page, as a file and for programs", () => {
  const get = async (who: Who, path: string) => (await signedIn(county, who)).get(`${county.base}${path}`);

  test("the last month that is over is what one comes to", async () => {
    const text = await (await get("admin", "/reports")).text();
    const now = new Date(Date.now() + 8 * 3_600_000);
    const last = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1));
    expect(text).toContain(`${last.getUTCFullYear()}年${last.getUTCMonth() + 1}月月报`);
  });

  test("the page shows numerator and denominator, and what is left; text of a key is text", async () => {
    const text = await (await get("admin", "/reports/2026-09")).text();
    expect(text).toContain("80.0%");
    expect(text).toContain("8/10");
    expect(text).toMatch(/剔除后 100\.0%（7\/7）/);
    expect(text).toContain("gone&lt;b&gt;");
    expect(text).not.toContain("gone<b>");
  });

  test("whoever has no figures has no page and no entry in the menu", async () => {
    for (const who of ["liaison", "secretary"] as const) {
      expect((await get(who, "/reports")).status).toBe(403);
      expect(await (await get(who, "/desk")).text()).not.toContain("/reports");
    }
    expect(await (await get("gridWorker", "/desk")).text()).toContain("/reports");
  });

  test("files hold all tables, with nothing that a spreadsheet would run", async () => {
    const csv = await get("admin", "/reports/2026-09/figures.csv");
    const lines = (await csv.text()).split("\r\n");
    expect(lines[0]).toContain("月份,范围,分项,名称,上报,");
    expect(lines.filter((line) => line.startsWith("2026-09,"))).toHaveLength(1 + 1 + 2 + 1 + 2 + 1 + 1);
    expect(lines[1]).toMatch(
      /,合计,.*,20,18,17,0,8,2,2,7,1,9,3,12,3,94\.4,80,100,87\.5,85\.7,75,88\.9,25,11\.1$/,
    );
    const xlsx = await get("admin", "/reports/2026-09/figures.xlsx");
    expect(xlsx.headers.get("content-type")).toContain("spreadsheetml");
    expect(
      (await get("communityOfficer", `/reports/2026-09/figures.csv?within=${county.org.root}`)).status,
    ).toBe(404);
  });

  test("fifty streets, and a county of one, each on one page by one trip", async () => {
    const large = await newCounty();
    await rulesSince2025(large);
    for (let at = 0; at < 49; at++)
      await addOrgUnit(large.as("admin"), { parentId: large.org.root, level: "street", name: `第${at}街道` });
    const browser = await signedIn(large, "admin");
    await browser.get(`${large.base}/account`);
    const answer = await browser.get(`${large.base}/reports/2026-09`);
    expect((await answer.text()).match(/第\d+街道/g)?.length).toBeGreaterThanOrEqual(49);
    expect(costOf(answer).trips).toBe(1);
  });

  test("a page reads as much however many matters there are, and a county's hardly more with its units", async () => {
    const own = await newCounty();
    await rulesSince2025(own);
    const browser = await signedIn(own, "admin");
    const cost = async () => {
      await browser.get(`${own.base}/account`);
      return costOf(await browser.get(`${own.base}/reports/2026-09`)).rowsRead;
    };
    await own.db.write([
      own.db.orm
        .insert(figures)
        .values([
          row(own.org.root, "2026-09", { reported: 9, solved: 9 }),
          row(own.org.grid, "2026-09", { reported: 9, spot: 9 }),
        ]),
    ]);
    const before = await cost();
    await own.db.write([
      own.db.orm
        .insert(figures)
        .values(
          Array.from({ length: 500 }, (_, at) => [
            row(`elsewhere-${at}`, "2026-09", { reported: 1, spot: 1 }),
            { ...row(`elsewhere-${at}`, "2026-09", { solved: 1 }), of: "org" as const },
          ]).flat(),
        ),
    ]);
    const after = await cost();
    // Ten spots and thirty units are read with their names, and no more.
    expect(after - before).toBeLessThanOrEqual(300);
    expect(after).toBeLessThanOrEqual(900);
  });

  test("of what is played it tells what became of it", async () => {
    const own = await newCounty();
    await withExclusions(own);
    const now = instant(Date.now());
    const month = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7);
    await excluded(own);
    const matter = await own.matter();
    for (const step of ["accept", "resolve"] as const) await move(own, matter, step);
    await evaluateMatter(own.as(null), { receiptCode: matter.receiptCode, solved: true, satisfied: true });
    const told = await monthReport(own.as("streetOfficer", now), { month });
    expect([told.total.ended, told.total.excluded, told.total.rates.satisfiedRate]).toEqual([
      2,
      1,
      { numerator: 1, denominator: 1 },
    ]);
    expect(told.orgs.map(({ key, ended }) => [key, ended])).toEqual([[own.org.grid, 2]]);
    expect(told.open).toEqual({ running: 0, overdue: "0" });
  });
});
