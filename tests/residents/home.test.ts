import { eq, like } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { presets } from "../../db/presets/index.ts";
import { matters } from "../../db/tenant/schema/matters.ts";
import { orgUnits } from "../../db/tenant/schema/org.ts";
import { counters } from "../../db/tenant/schema/work.ts";
import { categoriesOf } from "../../worker/domain/matters/categories.ts";
import { evaluateMatter } from "../../worker/domain/matters/evaluate.ts";
import { reportMatter } from "../../worker/domain/matters/report.ts";
import { residentHome } from "../../worker/domain/matters/resident-home.ts";
import { move, rowOf, rulesSince2025 } from "../matters/stages.ts";
import { type County, newCounty } from "../support/county.ts";
import { costOf, knownMoment, newVisitor } from "../support/visitor.ts";

let county: County;
beforeEach(async () => {
  county = await newCounty();
  await rulesSince2025(county);
});

const october = "2026-10-20T02:00:00.000Z";
const november = "2026-11-03T02:00:00.000Z";

/** Reports a matter and brings it to its end in a month, by what its resident says; without a word, time ends it. */
async function ended(at: string, said?: { solved: boolean; satisfied?: boolean }, more: object = {}) {
  const report = { orgUnitId: county.org.grid, category: "lighting", body: "灯不亮", place: "路口", ...more };
  const phone = { reporterPhone: "13812345678" };
  const matter = await reportMatter(county.as(null, at), { ...report, ...phone });
  await move(county, matter, "accept", "admin", at);
  await move(county, matter, "resolve", "admin", at);
  if (said) await evaluateMatter(county.as(null, at), { receiptCode: matter.receiptCode, ...said });
  return matter;
}

const none = { solved: 0, unsolved: 0, unevaluated: 0, satisfied: 0, dissatisfied: 0 };
const home = (at: string, near: string | null = null) => residentHome(county.as(null, at), near);

describe("the figures of a month", () => {
  test("are the county's, and each community's", async () => {
    const { community, otherGrid, otherCommunity } = county.org;
    await ended(november, { solved: true, satisfied: true });
    await ended(november, { solved: true }, { orgUnitId: community });
    await ended(november, { solved: true, satisfied: true }, { orgUnitId: otherGrid });
    expect((await home(november)).figures).toEqual({ ...none, solved: 3, satisfied: 2 });
    const near = await home(november, community);
    expect([near.community?.name, near.figures]).toEqual(["北关社区", { ...none, solved: 2, satisfied: 1 }]);
    expect((await home(november, otherCommunity)).figures).toEqual({ ...none, solved: 1, satisfied: 1 });
    expect((await home(october)).figures).toEqual(none);
  });

  test("begin anew with the month in China", async () => {
    await ended("2026-10-31T15:59:59.999Z", { solved: true });
    expect((await home("2026-10-31T15:59:59.999Z")).figures.solved).toBe(1);
    expect((await home("2026-10-31T16:00:00.000Z")).figures).toEqual(none);
  });

  test("count a matter once it has ended: not when it is reopened, and once with whatever is said last", async () => {
    const matter = await ended(november, { solved: false });
    expect((await rowOf(county, matter.id)).state).toBe("reopened");
    expect((await home(november)).figures).toEqual(none);
    await move(county, matter, "resolve", "admin", november);
    await evaluateMatter(county.as(null, november), { receiptCode: matter.receiptCode, solved: true });
    expect((await home(november)).figures).toEqual({ ...none, solved: 1 });
  });

  test("count what nobody evaluated apart, in the month in which the time was over", async () => {
    const matter = await ended(october);
    await move(county, matter, "lapse");
    const { closedAt } = await rowOf(county, matter.id);
    expect((await home(closedAt ?? "")).figures).toEqual({ ...none, unevaluated: 1 });
  });

  test("agree with the rows, however many are said at once", async () => {
    const matters = await Promise.all(Array.from({ length: 8 }, () => ended(november)));
    await Promise.all(
      matters.flatMap(({ receiptCode }) =>
        [1, 2].map(() =>
          evaluateMatter(county.as(null, november), { receiptCode, solved: true }).catch(() => {}),
        ),
      ),
    );
    expect((await home(november)).figures).toEqual({ ...none, solved: 8 });
  });
});

describe("near somebody", () => {
  test("the list is of their community, the newest first, and says where", async () => {
    await ended(october, { solved: true });
    await ended(november, { solved: true }, { category: "garbage" });
    await ended(november, { solved: true }, { orgUnitId: county.org.otherGrid });
    const { solved } = await home(november, county.org.community);
    expect(solved.map(({ category }) => category.at(-1))).toEqual(["垃圾清运", "路灯照明"]);
    expect((await home(november)).solved).toHaveLength(3);
  });

  test.each(["nowhere", "' or 1=1", ""])("%j is no community: the county's is shown", async (near) => {
    await ended(november, { solved: true });
    const { community, figures, solved } = await home(november, near);
    expect([community, figures.solved, solved.length]).toEqual([null, 1, 1]);
  });

  test("a street is no community, and one that was closed no longer", async () => {
    expect((await home(november, county.org.street)).community).toBeNull();
    const { db, org } = county;
    expect((await home(november, org.community)).community?.id).toBe(org.community);
    await db.write([
      db.orm.update(orgUnits).set({ closedAt: november }).where(eq(orgUnits.id, org.community)),
    ]);
    expect((await home(november, org.community)).community).toBeNull();
  });

  test("it is chosen once, by a form, and kept until another is", async () => {
    const visitor = newVisitor();
    const words = async () => (await visitor.get(county.base)).text();
    const choose = (near: string) => visitor.post(`${county.base}/preferences`, { near, back: county.base });
    expect(await words()).toContain("看我的社区");
    const page = await (await visitor.get(`${county.base}/near`)).text();
    expect(page).toContain(`<option value="${county.org.community}"`);
    expect((await choose(county.org.community)).headers.get("location")).toBe(county.base);
    expect(await words()).toContain("北关社区");
    const step = await (await visitor.get(`${county.base}/matters/new?category=lighting`)).text();
    expect(step).toContain(`<option value="${county.org.community}" selected`);
    // Large text is another preference: neither forgets the other.
    await visitor.post(`${county.base}/preferences`, { elder: "on", back: county.base });
    expect(await words()).toMatch(/data-elder[\s\S]*北关社区/);
    await choose("");
    expect(await words()).not.toContain("北关社区");
    for (const bad of ["a;b=c", "x".repeat(300), "<script>"]) {
      await choose(bad);
      expect(await words()).toContain("看我的社区");
    }
  });
});

describe("the tiles", () => {
  const keys = async () => (await home(november)).tiles.map(({ key }) => key);
  const report = (category: string) =>
    reportMatter(county.as(null, november), {
      orgUnitId: county.org.grid,
      category,
      body: "有事",
      place: "路口",
      reporterPhone: "13812345678",
    });

  test("are what is reported most, then what the rules list first, and never twice", async () => {
    for (const category of ["fire", "fire", "fire", "garbage", "elderly", "elderly"]) await report(category);
    const tiles = await keys();
    expect(tiles.slice(0, 3)).toEqual(["fire", "elderly", "garbage"]);
    expect(tiles).toHaveLength(8);
    expect(new Set(tiles).size).toBe(8);
  });

  test("leave out what fits none, which has its own place, and what the rules no longer have", async () => {
    await report("other");
    const { db } = county;
    await db.write([db.orm.insert(counters).values({ name: "category gone", value: 99 })]);
    expect(await keys()).not.toContain("other");
    expect(await keys()).not.toContain("gone");
    const html = await (await newVisitor().get(county.base)).text();
    expect(html).toContain(`href="${county.base}/matters/new?category=garbage"`);
  });

  test("what fits none is taken, and called by its name", async () => {
    const { receiptCode } = await report("other");
    const html = await (await newVisitor().get(`${county.base}/receipts/${receiptCode}`)).text();
    expect(html).toContain("其他、说不清");
  });
});

/** So many matters that were solved, in another community, after one in this. */
async function solvedBefore(count: number): Promise<void> {
  const { db, org } = county;
  const communityId = org.otherCommunity;
  const row = await rowOf(county, (await ended(november, { solved: true })).id);
  for (let from = 0; from < count; from += 500) {
    const rows = Array.from({ length: 500 }, (_, index) => {
      const id = `m-${from + index}`;
      return db.orm.insert(matters).values({ ...row, id, number: id, receiptCode: id, communityId });
    });
    await db.write(rows);
  }
}

test("it costs one trip, and rows by what it shows, with every category in use and a million reports", async () => {
  const { db } = county;
  const used = categoriesOf(presets.xinye.rules.intake.categories);
  await db.write([db.orm.delete(counters).where(like(counters.name, "category %"))]);
  await db.write(
    used.map(({ key }, index) =>
      db.orm.insert(counters).values({ name: `category ${key}`, value: 20_000 + index }),
    ),
  );
  const days = Array.from({ length: 200 }, (_, index) => `2026-01-01 10.0.${index}`);
  await db.write(days.map((day) => db.orm.insert(counters).values({ name: `reports ${day}`, value: 1 })));
  await solvedBefore(2_000);
  const now = await knownMoment(county);
  const visitor = newVisitor();
  visitor.cookies.set("lz_near", county.org.community);
  const { trips, rowsRead } = costOf(await visitor.get(county.base, { now }));
  expect(trips).toBe(1);
  // Each category is read, and read once more in its order; five matters of the county, five of the community, each with
  // its place and its rules' number; figures, levels and rules besides.
  expect(rowsRead).toBeLessThanOrEqual(2 * used.length + 80);
});
