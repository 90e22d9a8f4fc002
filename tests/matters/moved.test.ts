import { beforeAll, expect, test } from "vitest";
import { reportMatter } from "../../worker/domain/matters/report.ts";
import { scheduleMeeting } from "../../worker/domain/meetings/schedule.ts";
import { logResolution } from "../../worker/domain/resolutions/log.ts";
import type { RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { signedIn } from "../support/sessions.ts";
import { newVisitor } from "../support/visitor.ts";
import { clocksOf, type Filed, publishRules, rowOf, rulesSince2025 } from "./stages.ts";

const start = "2026-09-28T02:00:00.000Z";
const now = "2026-09-29T02:00:00.000Z";

function shorter(rules: RuleSet): void {
  const { handling, meetings } = rules;
  handling.overall.limit = { workdays: 20 };
  for (const level of handling.levels) level.limit = { workdays: 2 };
  meetings.series = meetings.series.map((series) => ({ ...series, resolutionDue: { workdays: 5 } }));
}

let county: County;
let matter: Filed;
let untouched: Filed;
let resolutionId: string;
beforeAll(async () => {
  county = await newCounty();
  await rulesSince2025(county);
  const report = { category: "lighting", body: "路灯不亮", place: "路口", orgUnitId: county.org.grid };
  matter = await reportMatter(county.as(null, start), report);
  untouched = await reportMatter(county.as(null, start), report);
  const { water, power, housing } = county.units;
  const { id: meetingId } = await scheduleMeeting(county.as("admin", start), {
    series: "residentsDeliberation",
    orgUnitId: county.org.community,
    title: "居民议事会",
    date: "2026-09-28",
    time: "09:30",
    place: "会议室",
    members: [water, power, housing],
  });
  const task = { kind: "task", body: "更换水管", leadId: water, assistantIds: [power, housing] };
  resolutionId = (await logResolution(county.as("admin", start), { meetingId, ...task })).id;
  const moved = [`matter:${matter.id}`, `resolution:${resolutionId}`];
  const clocks = await Promise.all(moved.map((subject) => clocksOf(county, subject)));
  await publishRules(county, shorter, { at: now, clocks: clocks.flat().map(({ id }) => id) });
});

/** What a page says, in one line. */
async function read(who: Who | null, path: string): Promise<string> {
  const visitor = who === null ? newVisitor() : await signedIn(county, who);
  const answer = await visitor.get(county.base + path, { now });
  expect(answer.status).toBe(200);
  const html = await answer.text();
  return html.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
}

test("a matter's timeline tells its caseworkers of both clocks", async () => {
  const page = await read("gridWorker", `/matters/${matter.id}`);
  expect(page).toContain("本级期限按规则第 2 版重新计算：由 10月8日 18:00 改为 明天 18:00");
  expect(page).toContain("总期限按规则第 2 版重新计算：由 11月13日 18:00 改为 10月30日 18:00");
});

test("and its reporter, in the receipt's words, without who did it", async () => {
  const page = await read(null, `/receipts/${matter.receiptCode}`);
  expect(page).toContain("这一步的时限按规则第 2 版重新计算：由 10月8日 18:00 改为 明天 18:00");
  expect(page).toContain("全部办完的时限按规则第 2 版重新计算：由 11月13日 18:00 改为 10月30日 18:00");
  expect(page).not.toContain(county.people.admin.actor.name);
});

test("a resolution's timeline tells of the lead's clock, and once of all the assisting units'", async () => {
  const page = await read("liaison", `/resolutions/${resolutionId}`);
  const times = "按规则第 2 版重新计算：由 10月30日 18:00 改为 10月10日 18:00";
  expect(page.split(times)).toHaveLength(3);
  expect(page).toContain(` 完成期限${times}`);
  expect(page).toContain(`协办单位的完成期限${times}`);
});

test("a matter whose clocks moved keeps its own version; one whose clocks were not named is untouched", async () => {
  expect((await rowOf(county, matter.id)).ruleVersion).toBe(1);
  expect(await read("gridWorker", `/matters/${untouched.id}`)).not.toContain("重新计算");
  const clocks = await clocksOf(county, `matter:${untouched.id}`);
  expect(clocks.map(({ dueAt }) => dueAt)).toEqual(["2026-11-13T10:00:00.000Z", "2026-10-08T10:00:00.000Z"]);
});
