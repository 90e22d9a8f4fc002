import { beforeAll, describe, expect, test } from "vitest";
import { waitingLooked } from "../../worker/domain/desk/before.ts";
import { Invalid } from "../../worker/domain/errors.ts";
import { matterPage, mattersPage } from "../../worker/domain/matters/read.ts";
import { reportMatter } from "../../worker/domain/matters/report.ts";
import { residentHome } from "../../worker/domain/matters/resident-home.ts";
import { receipt, reportForm } from "../../worker/domain/matters/residents.ts";
import type { RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { type County, newCounty } from "../support/county.ts";
import { costOf, knownMoment, newVisitor } from "../support/visitor.ts";
import { clocksOf, type Filed, move, publishRules, rowOf, rulesSince2025, timelineOf } from "./stages.ts";

/** The facilities of the intake: drainage and lighting are among them. */
const facilities = (rules: RuleSet) => {
  const tier = rules.intake.categories.find(({ key }) => key === "facilities");
  if (!tier) throw new Error("no such category");
  return tier;
};

function rename(rules: RuleSet, name: string): void {
  const tier = facilities(rules);
  tier.children = tier.children.map((child) => (child.key === "drainage" ? { ...child, name } : child));
}

function withoutLighting(rules: RuleSet): void {
  const tier = facilities(rules);
  tier.children = tier.children.filter(({ key }) => key !== "lighting");
}

async function closed(county: County, matter: Filed): Promise<Filed> {
  for (const step of ["accept", "resolve", "confirm"] as const) await move(county, matter, step);
  return matter;
}

describe("after the categories were renamed and removed", () => {
  let county: County;
  let named: [Filed, string][];
  let done: [Filed, string][];
  beforeAll(async () => {
    county = await newCounty();
    const drainage = () => county.matter({ category: "drainage" });
    named = [
      [await drainage(), "基础设施 / 排水、污水管网"],
      [await county.matter({ category: "lighting" }), "基础设施 / 路灯照明"],
    ];
    done = [[await closed(county, await county.matter({ category: "lighting" })), "基础设施 / 路灯照明"]];
    await publishRules(county, (rules) => {
      rename(rules, "下水道");
      withoutLighting(rules);
    });
    named.push([await drainage(), "基础设施 / 下水道"]);
    done.push([await closed(county, await drainage()), "基础设施 / 下水道"]);
    await publishRules(county, (rules) => rename(rules, "雨水、污水"));
    named.push([await drainage(), "基础设施 / 雨水、污水"]);
  });

  test.each([
    ["running", true],
    ["finished", false],
  ] as const)("the list of the %s names each matter as when it was reported", async (_which, active) => {
    const { matters } = await mattersPage(county.as("gridWorker"), { done: !active, order: "newest" });
    const wanted = (active ? named : done).map(([{ id }, category]) => [id, category]);
    expect(matters.map(({ id, category }) => [id, category])).toEqual(wanted.reverse());
  });

  test("so do its own page and the receipt", async () => {
    for (const [{ id, receiptCode }, category] of [...named, ...done]) {
      expect((await matterPage(county.as("gridWorker"), id)).category).toBe(category);
      expect((await receipt(county.as(null), receiptCode)).category).toBe(category);
    }
  });

  test("so does what residents see of solved matters", async () => {
    const { solved } = await residentHome(county.as(null));
    expect(solved.map(({ category }) => category)).toEqual([
      ["基础设施", "下水道"],
      ["基础设施", "路灯照明"],
    ]);
  });

  test("a version that is yet to come into force names nothing", async () => {
    const before = await mattersPage(county.as("gridWorker"), {});
    await publishRules(county, (rules) => rename(rules, "以后的名称"), { effectiveOn: "2099-01-01" });
    expect(await mattersPage(county.as("gridWorker"), {})).toEqual(before);
  });

  test("a new matter is offered the rules in force, and refused what they have no more", async () => {
    const { categories } = await reportForm(county.as(null), county.org.community);
    const names = categories.map(({ names }) => names.join(" / "));
    expect(names).toContain("基础设施 / 雨水、污水");
    expect(names).not.toContain("基础设施 / 路灯照明");
    await expect(county.matter({ category: "lighting" })).rejects.toBeInstanceOf(Invalid);
  });
});

describe("a list over many versions", () => {
  const versions = 20;
  let county: County;
  beforeAll(async () => {
    county = await newCounty();
    for (let version = 1; version <= versions; version++) {
      if (version > 1) await publishRules(county, (rules) => rename(rules, `排水 ${version}`));
      await county.matter({ category: "drainage" });
      await closed(county, await county.matter({ category: "drainage" }));
    }
  });

  test.each([
    ["the running matters", "/matters", versions],
    ["the finished matters", "/matters?done=1", versions],
  ])("costs no more round trips, and rows by what it shows: %s", async (_what, path, shown) => {
    const admin = await county.visit("admin");
    const answer = await admin.get(`${county.base}${path}`, { now: await knownMoment(county) });
    expect(await answer.text()).toContain(`排水 ${versions}`);
    const { trips, rowsRead } = costOf(answer);
    expect(trips).toBeLessThanOrEqual(2);
    expect(rowsRead).toBeLessThanOrEqual(10 * shown + 60 + waitingLooked);
  });

  test("costs residents one round trip, and rows by what it shows", async () => {
    const answer = await newVisitor().get(county.base, { now: await knownMoment(county) });
    const { trips, rowsRead } = costOf(answer);
    expect(trips).toBeLessThanOrEqual(1);
    expect(rowsRead).toBeLessThanOrEqual(10 * 5);
  });
});

describe("a matter goes its way by the rules it was reported under", () => {
  const start = "2026-09-28T02:00:00.000Z";
  const later = "2026-10-08T02:00:00.000Z";
  const withoutLevels = (gone: readonly string[]) => (rules: RuleSet) => {
    const { handling } = rules;
    handling.levels = handling.levels.filter(({ key }) => !gone.includes(key));
    for (const level of handling.levels) level.limit = { workdays: 1 };
  };
  let county: County;
  beforeAll(async () => {
    county = await newCounty();
    await rulesSince2025(county);
  });

  const file = (at: string) =>
    reportMatter(county.as(null, at), {
      orgUnitId: county.org.grid,
      category: "drainage",
      body: "井盖破损",
      place: "路口",
      reporterPhone: "13812345678",
    });

  async function raised(matter: Filed): Promise<{ level: string; due: string | undefined }> {
    const subject = `matter:${matter.id}`;
    for (const step of ["accept", "resolve"] as const) await move(county, matter, step, "admin", later);
    await move(county, matter, "reject", "admin", later);
    const { level, ruleVersion } = await rowOf(county, matter.id);
    const [step] = (await clocksOf(county, subject)).filter(
      ({ kind, state }) => kind === "step" && state === "running",
    );
    expect(step?.ruleVersion).toBe(ruleVersion);
    expect((await timelineOf(county, subject)).at(-1)?.detail).toMatchObject({ due: step?.dueAt });
    return { level, due: step?.dueAt };
  }

  test("raised to a level that is gone from today's, with that level's own limit", async () => {
    const old = await file(start);
    await publishRules(county, withoutLevels(["community"]), { at: later });
    const fresh = await file(later);
    expect(await raised(old)).toEqual({ level: "community", due: "2026-10-14T10:00:00.000Z" });
    expect(await raised(fresh)).toEqual({ level: "street", due: "2026-10-09T10:00:00.000Z" });
  });

  test("raised from a level that is gone from today's", async () => {
    const old = await file(later);
    await publishRules(county, withoutLevels(["grid"]), { at: later });
    const fresh = await file(later);
    expect((await rowOf(county, fresh.id)).level).toBe("street");
    expect((await raised(old)).level).toBe("street");
    expect((await raised(fresh)).level).toBe("county");
  });
});

test("residents are told the office hours and services in force, not those of a version to come", async () => {
  const county = await newCounty();
  const opening = (from: string) => (rules: RuleSet) => {
    rules.officeHours.periods = [{ from: from as "08:00", to: "17:00" }];
    rules.serviceHours = { services: [{ key: "water", name: `供水抢修${from}`, rests: "never" }] };
  };
  await publishRules(county, opening("08:00"));
  await publishRules(county, opening("09:00"), { effectiveOn: "2031-01-01" });
  const { hours, services } = await residentHome(county.as(null));
  expect(hours?.periods).toEqual([{ from: "08:00", to: "17:00" }]);
  expect(services.map(({ name }) => name)).toEqual(["供水抢修08:00"]);
});
