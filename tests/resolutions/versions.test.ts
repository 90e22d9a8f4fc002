import { beforeAll, describe, expect, test } from "vitest";
import { scheduleMeeting } from "../../worker/domain/meetings/schedule.ts";
import { completeResolution } from "../../worker/domain/resolutions/complete.ts";
import { editResolution } from "../../worker/domain/resolutions/edit.ts";
import { logResolution } from "../../worker/domain/resolutions/log.ts";
import { sendBackResolution } from "../../worker/domain/resolutions/send-back.ts";
import type { RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { clocksOf, publishRules, rulesSince2025 } from "../matters/stages.ts";
import { type County, newCounty } from "../support/county.ts";
import { rowOf } from "./due.ts";

const start = "2026-09-28T02:00:00.000Z";
const later = "2026-10-12T02:00:00.000Z";
/** By Xinye's rules a deliberation's tasks have twenty working days: from the start, and from later. */
const twenty = "按规则：20 个工作日内";
const due = { start: "2026-10-30T10:00:00.000Z", later: "2026-11-09T10:00:00.000Z" };

let county: County;
let meetingId: string;
beforeAll(async () => {
  county = await newCounty();
  await rulesSince2025(county);
  const entry = {
    series: "residentsDeliberation",
    orgUnitId: county.org.community,
    title: "居民议事会",
    date: "2026-09-28",
    time: "09:30",
    place: "会议室",
    members: Object.values(county.units),
  };
  meetingId = (await scheduleMeeting(county.as("admin", start), entry)).id;
});

const content = (changes: object = {}) => ({
  kind: "task",
  body: "更换水管",
  leadId: county.units.water,
  assistantIds: [],
  ...changes,
});

const log = async (changes: object = {}, at = start) =>
  (await logResolution(county.as("admin", at), { meetingId, ...content(changes) })).id;

async function edit(resolutionId: string, changes: object, at = later): Promise<void> {
  const { revision } = await rowOf(county, resolutionId);
  await editResolution(county.as("admin", at), { resolutionId, revision, ...content(changes) });
}

/** The clock that runs, and by which version it was set. */
async function running(resolutionId: string) {
  const rows = await clocksOf(county, `resolution:${resolutionId}`);
  const [clock] = rows.filter(({ state }) => state === "running");
  return [clock?.kind, clock?.dueAt, clock?.ruleVersion];
}

function shorter(rules: RuleSet): void {
  rules.meetings.series = rules.meetings.series.map((series) =>
    series.key === "residentsDeliberation" ? { ...series, resolutionDue: { workdays: 5 } } : series,
  );
}

function withoutDeliberation(rules: RuleSet): void {
  const { meetings } = rules;
  meetings.series = meetings.series.filter(({ key }) => key !== "residentsDeliberation");
}

describe.each([
  ["shortened", shorter],
  ["removed", withoutDeliberation],
])("after the series' time was %s", (_what, change) => {
  let before: string;
  beforeAll(async () => {
    before = await log();
    await publishRules(county, change, { at: start });
  });

  test("a task logged still has the time that the meeting's rules give", async () => {
    const id = await log();
    expect(await rowOf(county, id)).toMatchObject({ dueAt: due.start, dueBasis: twenty, ruleVersion: 1 });
    expect(await running(id)).toEqual(["lead", due.start, 1]);
  });

  test("a running clock stays where it was", async () => {
    expect(await running(before)).toEqual(["lead", due.start, 1]);
  });

  test("a decision edited into a task is reckoned by the meeting's rules", async () => {
    const id = await log({ kind: "decision", leadId: undefined });
    await edit(id, {});
    expect(await rowOf(county, id)).toMatchObject({ dueAt: due.later, dueBasis: twenty });
    expect(await running(id)).toEqual(["lead", due.later, 1]);
  });

  test("so is the review of a completed task, and a task sent back", async () => {
    const id = await log();
    await completeResolution(county.as("liaison", later), { resolutionId: id, text: "换好了" });
    expect(await running(id)).toEqual(["review", due.later, 1]);
    const back = { resolutionId: id, reason: "还有一栋没换" };
    await sendBackResolution(county.as("admin", later), back);
    expect(await rowOf(county, id)).toMatchObject({ dueAt: due.later, dueBasis: twenty });
    expect(await running(id)).toEqual(["lead", due.later, 1]);
  });
});
