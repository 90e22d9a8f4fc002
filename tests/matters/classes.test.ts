import { beforeEach, describe, expect, test } from "vitest";
import { Invalid } from "../../worker/domain/errors.ts";
import { acceptMatter } from "../../worker/domain/matters/accept.ts";
import { declineMatter } from "../../worker/domain/matters/decline.ts";
import { raiseMatter } from "../../worker/domain/matters/raise.ts";
import { matterPage } from "../../worker/domain/matters/read.ts";
import { reportMatter } from "../../worker/domain/matters/report.ts";
import { receipt } from "../../worker/domain/matters/residents.ts";
import type { RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { type County, newCounty } from "../support/county.ts";
import { clocksOf, type Filed, rowOf, rulesSince2025 } from "./stages.ts";

/** Monday 24 August 2026, 10:00 in Shanghai. */
const monday = "2026-08-24T02:00:00.000Z";
/** Four hours later, and ten days later as offices close. */
const soon = "2026-08-24T06:00:00.000Z";

let county: County;
const classes = (rules: RuleSet) => {
  rules.intake.urgencies = [
    { key: "now", name: "急办", hint: "危及人身安全的" },
    { key: "slow", name: "缓办" },
  ];
  for (const level of rules.handling.levels) {
    level.limits = [
      { urgency: "now", limit: { hours: 4 } },
      { urgency: "slow", limit: { workdays: 10 } },
    ];
  }
  rules.handling.overall.limits = [{ urgency: "now", limit: { workdays: 3 } }];
};
const opened = async (change: (rules: RuleSet) => void) => {
  county = await newCounty();
  await rulesSince2025(county, change);
};
beforeEach(() => opened(classes));

const report = (at = monday): Promise<Filed> => {
  const words = { category: "drainage", body: "井盖破损，车辆绕行", place: "北关路口" };
  return reportMatter(county.as(null, at), { orgUnitId: county.org.grid, ...words });
};
const accept = ({ id }: Filed, urgency?: string, at = monday) =>
  acceptMatter(county.as("gridWorker", at), { matterId: id, ...(urgency ? { urgency } : {}) });
const dues = async ({ id }: Filed) =>
  Object.fromEntries((await clocksOf(county, `matter:${id}`)).map(({ kind, dueAt }) => [kind, dueAt]));

describe("the urgency of a matter", () => {
  test("is chosen when it is accepted, and its limits follow from when they began", async () => {
    const matter = await report();
    const before = await dues(matter);
    const half = "2026-08-24T02:30:00.000Z";
    await accept(matter, "now", half);
    expect(await rowOf(county, matter.id)).toMatchObject({ state: "accepted", urgency: "now" });
    const after = await dues(matter);
    expect(after.step).toBe(soon);
    expect(after.overall).toBe("2026-08-27T10:00:00.000Z");
    expect(before.step).not.toBe(soon);
    const page = await matterPage(county.as("gridWorker", half), matter.id);
    expect(page.urgency).toBe("急办");
    expect(page.due.map(({ basis }) => basis).join()).toContain("转到本级起 4 小时内（“急办”事项）");
    expect(page.timeline[0]?.title).toMatch(/^已受理，按“急办”办理，应于.*办理$/);
    const shown = await receipt(county.as(null, half), matter.receiptCode);
    expect(shown.due.map(({ dueAt }) => dueAt)).toEqual([soon, after.overall]);
    expect(shown.events[0]?.title).toMatch(/^已受理，正在办理，时限是/);
  });

  test("may be left as it is", async () => {
    const matter = await report();
    const before = await dues(matter);
    await accept(matter);
    expect((await rowOf(county, matter.id)).urgency).toBeNull();
    expect(await dues(matter)).toEqual(before);
  });

  test("gives no more time to what is late already", async () => {
    const matter = await report();
    const before = await dues(matter);
    await accept(matter, "slow", "2026-08-31T02:00:00.000Z");
    expect((await dues(matter)).step).toBe(before.step);
    expect((await rowOf(county, matter.id)).urgency).toBe("slow");
  });

  test("comes along with a category, without asking the resident", async () => {
    await opened((rules) => {
      classes(rules);
      for (const category of rules.intake.categories) category.urgency = "now";
    });
    const matter = await report();
    expect((await rowOf(county, matter.id)).urgency).toBe("now");
    expect((await dues(matter)).step).toBe(soon);
  });

  test("is one of the rules', offered with what belongs there and until when", async () => {
    const matter = await report();
    await expect(accept(matter, "never")).rejects.toBeInstanceOf(Invalid);
    const { offers } = await matterPage(county.as("gridWorker", monday), matter.id);
    const [asked] = offers.find(({ name }) => name === "accept")?.fields ?? [];
    expect(asked?.options?.[0]?.label).toMatch(/^急办（危及人身安全的），本级期限 .*14:00$/);
  });

  test("isn't asked for where the rules have none", async () => {
    await opened(() => {});
    const matter = await report();
    const { offers } = await matterPage(county.as("gridWorker", monday), matter.id);
    expect(offers.find(({ name }) => name === "accept")?.fields).toEqual([]);
    await expect(accept(matter, "now")).rejects.toBeInstanceOf(Invalid);
    await accept(matter);
  });
});

describe("a time in which a level must accept", () => {
  const within = (rules: RuleSet) => {
    const [lowest] = rules.handling.levels;
    if (lowest) lowest.acceptWithin = { hours: 2 };
  };
  beforeEach(() => opened(within));
  const acceptanceOf = async ({ id }: Filed) =>
    (await clocksOf(county, `matter:${id}`))
      .filter(({ kind }) => kind === "acceptance")
      .map(({ dueAt, state }) => [dueAt, state]);
  const noon = "2026-08-24T04:00:00.000Z";

  test("begins when it comes there, shown to staff and to its resident, and accepting ends it", async () => {
    const matter = await report();
    expect(await acceptanceOf(matter)).toEqual([[noon, "running"]]);
    const shown = await receipt(county.as(null, monday), matter.receiptCode);
    expect(shown.due[0]).toMatchObject({ kind: "acceptance", called: "受理的时限", dueAt: noon });
    expect(shown.due[0]?.basis).toContain("转到本级起 2 小时内受理");
    const page = await matterPage(county.as("gridWorker", monday), matter.id);
    expect(page.due[0]).toMatchObject({ called: "受理期限", dueAt: noon });
    await accept(matter);
    expect(await acceptanceOf(matter)).toEqual([[noon, "met"]]);
  });

  test("ends when it is turned away or passed up; the level above has its own, or none", async () => {
    const [declined, raised] = [await report(), await report()];
    await declineMatter(county.as("gridWorker", monday), { matterId: declined.id, reason: "请到房管所办理" });
    await raiseMatter(county.as("gridWorker", monday), { matterId: raised.id, reason: "网格没有设备" });
    expect(await acceptanceOf(declined)).toEqual([[noon, "cancelled"]]);
    expect(await acceptanceOf(raised)).toEqual([[noon, "cancelled"]]);
  });
});

test("by which route a matter starts higher up, staff read in its first event, its resident doesn't", async () => {
  const last = { key: "", name: "" };
  await opened(({ handling }) => {
    Object.assign(last, handling.levels.at(-1));
    handling.routes = [{ key: "pipes", name: "水管直达", categories: ["drainage"], level: last.key }];
  });
  const matter = await report();
  const page = await matterPage(county.as("admin", monday), matter.id);
  expect(page.timeline.at(-1)?.title).toContain(`按“水管直达”从${last.name}开始办理，转到`);
  const shown = await receipt(county.as(null, monday), matter.receiptCode);
  expect(JSON.stringify(shown.events)).not.toContain("水管直达");
});
