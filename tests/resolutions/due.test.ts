import { beforeAll, describe, expect, test } from "vitest";
import { Conflict } from "../../worker/domain/errors.ts";
import { meetingPage } from "../../worker/domain/meetings/read.ts";
import { scheduleMeeting } from "../../worker/domain/meetings/schedule.ts";
import { completeResolution } from "../../worker/domain/resolutions/complete.ts";
import { editResolution } from "../../worker/domain/resolutions/edit.ts";
import { logResolution } from "../../worker/domain/resolutions/log.ts";
import { resolutionPage } from "../../worker/domain/resolutions/read.ts";
import { sendBackResolution } from "../../worker/domain/resolutions/send-back.ts";
import { clocksOf, rulesSince2025 } from "../matters/stages.ts";
import { type County, newCounty } from "../support/county.ts";
import { rowOf } from "./due.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
  await rulesSince2025(county);
});

const at = "2026-09-28T02:00:00.000Z";

/** A meeting of a series on a day; by Xinye's rules the deliberation of a community or the county's joint meeting. */
async function meeting(
  of: County,
  series: "residentsDeliberation" | "countyJoint",
  date: string,
  scheduled = at,
): Promise<string> {
  const orgUnitId = series === "countyJoint" ? of.org.root : of.org.community;
  const members = Object.values(of.units);
  const entry = { series, orgUnitId, title: "会议", date, time: "09:30", place: "会议室", members };
  return (await scheduleMeeting(of.as("admin", scheduled), entry)).id;
}

const content = (of: County, changes: object = {}) => ({
  kind: "task",
  body: "更换水管",
  leadId: of.units.water,
  assistantIds: [],
  ...changes,
});

const log = async (of: County, meetingId: string, now: string, changes: object = {}) =>
  (await logResolution(of.as("admin", now), { meetingId, ...content(of, changes) })).id;

async function sendBack(of: County, resolutionId: string, completed: string, reviewed: string) {
  await completeResolution(of.as("liaison", completed), { resolutionId, text: "完成" });
  const back = { resolutionId, reason: "还有一栋没换" };
  await sendBackResolution(of.as("secretary", reviewed), back);
}

describe("within twenty working days (a community's deliberation)", () => {
  const examples: [string, string, string][] = [
    // 29 and 30 September, 8 to 10 October (a worked Saturday), then weeks of five.
    ["before National Day", "2026-09-28T02:00:00.000Z", "2026-10-30T10:00:00.000Z"],
    // 14 February is a worked Saturday, the festival lasts to the 23rd, the 28th is worked.
    ["before Spring Festival", "2026-02-13T02:00:00.000Z", "2026-03-19T10:00:00.000Z"],
    ["on an ordinary Saturday", "2026-11-21T02:00:00.000Z", "2026-12-18T10:00:00.000Z"],
  ];
  test.each(examples)("logged %s", async (_when, now, due) => {
    const meetingId = await meeting(county, "residentsDeliberation", now.slice(0, 10));
    const id = await log(county, meetingId, now);
    expect(await rowOf(county, id)).toMatchObject({ dueAt: due, dueBasis: "按规则：20 个工作日内" });
    const [clock] = await clocksOf(county, `resolution:${id}`);
    expect(clock).toMatchObject({ dueAt: due, caution: null });
  });

  test("logged two weeks before the meeting, counts from the meeting", async () => {
    const meetingId = await meeting(county, "residentsDeliberation", "2026-09-28");
    const id = await log(county, meetingId, "2026-09-14T02:00:00.000Z");
    const [, , due] = examples[0] ?? [];
    expect((await rowOf(county, id)).dueAt).toBe(due);
    const [clock] = await clocksOf(county, `resolution:${id}`);
    expect(clock).toMatchObject({ dueAt: due, startedAt: "2026-09-28T01:30:00.000Z" });
  });

  test("reaching into a year whose holidays aren't announced says so", async () => {
    const now = "2098-12-22T02:00:00.000Z";
    const id = await log(county, await meeting(county, "residentsDeliberation", "2098-12-22", now), now);
    expect((await rowOf(county, id)).dueBasis).toContain("2099年国务院放假通知尚未载入");
    const [clock] = await clocksOf(county, `resolution:${id}`);
    expect(clock?.caution).toContain("2099年国务院放假通知尚未载入");
  });
});

describe("before the next meeting (the county's joint meeting)", () => {
  test("is the last working day before it: for one right after National Day, the day before the holidays", async () => {
    const own = await newCounty();
    await rulesSince2025(own);
    const meetingId = await meeting(own, "countyJoint", "2026-09-28");
    await meeting(own, "countyJoint", "2026-10-08");
    const id = await log(own, meetingId, at);
    expect(await rowOf(own, id)).toMatchObject({
      dueAt: "2026-09-30T10:00:00.000Z",
      dueBasis: "按规则：下次会议之前",
    });
  });

  test("goes by the nearest meeting of the same series and host, not by another", async () => {
    const own = await newCounty();
    await rulesSince2025(own);
    const meetingId = await meeting(own, "countyJoint", "2026-09-28");
    await meeting(own, "residentsDeliberation", "2026-09-29");
    await meeting(own, "countyJoint", "2026-12-01");
    await meeting(own, "countyJoint", "2026-11-02");
    const id = await log(own, meetingId, at);
    expect((await rowOf(own, id)).dueAt).toBe("2026-10-30T10:00:00.000Z");
  });

  test("logged before its own meeting, counts from that one", async () => {
    const own = await newCounty();
    await rulesSince2025(own);
    const id = await log(own, await meeting(own, "countyJoint", "2026-10-12"), at);
    // The first quarter's may be as late as Wednesday, 31 March 2027.
    expect((await rowOf(own, id)).dueAt).toBe("2027-03-30T10:00:00.000Z");
  });

  test("sent back after a later meeting, counts from that one", async () => {
    const own = await newCounty();
    await rulesSince2025(own);
    const id = await log(own, await meeting(own, "countyJoint", "2026-09-28"), at);
    await meeting(own, "countyJoint", "2026-10-15");
    await sendBack(own, id, "2026-10-15T02:00:00.000Z", "2026-10-15T07:00:00.000Z");
    expect((await rowOf(own, id)).dueAt).toBe("2027-03-30T10:00:00.000Z");
  });

  test("isn't moved by a meeting planned later than the rules let the next one be", async () => {
    const own = await newCounty();
    await rulesSince2025(own);
    const meetingId = await meeting(own, "countyJoint", "2026-09-28");
    await meeting(own, "countyJoint", "2028-09-28");
    const id = await log(own, meetingId, at);
    expect((await rowOf(own, id)).dueAt).toBe("2026-12-30T10:00:00.000Z");
    expect((await rowOf(own, id)).dueBasis).toContain("最迟会期之前还没有安排下次会议");
    // One that is held in time goes before both.
    await meeting(own, "countyJoint", "2026-11-02");
    expect((await rowOf(own, await log(own, meetingId, at))).dueAt).toBe("2026-10-30T10:00:00.000Z");
  });

  test("while no meeting is set, goes by the last day on which one may be held, and says that it is provisional", async () => {
    const own = await newCounty();
    await rulesSince2025(own);
    const id = await log(own, await meeting(own, "countyJoint", "2026-09-28"), at);
    // The last working day of the fourth quarter is 31 December; the working day before it counts.
    expect((await rowOf(own, id)).dueAt).toBe("2026-12-30T10:00:00.000Z");
    expect((await rowOf(own, id)).dueBasis).toContain("还没有安排下次会议");
  });
});

describe("a day the meeting set", () => {
  test("goes before the rules, at the close of offices, holiday or not", async () => {
    const meetingId = await meeting(county, "residentsDeliberation", "2026-09-28");
    const id = await log(county, meetingId, at, { dueDate: "2026-10-05" });
    expect(await rowOf(county, id)).toMatchObject({
      dueAt: "2026-10-05T10:00:00.000Z",
      dueBasis: "会议确定的日期",
    });
    const [clock] = await clocksOf(county, `resolution:${id}`);
    expect(clock).toMatchObject({ setBy: "person", reason: "会议确定的日期", caution: null });
  });

  test("is the meeting's even where the rules would say the same; a time by the rules is theirs", async () => {
    const meetingId = await meeting(county, "residentsDeliberation", "2026-09-28");
    const byRules = await log(county, meetingId, at);
    const set = await log(county, meetingId, at, { dueDate: "2026-10-30" });
    const [ours] = await clocksOf(county, `resolution:${byRules}`);
    const [theirs] = await clocksOf(county, `resolution:${set}`);
    expect(theirs?.dueAt).toBe(ours?.dueAt);
    expect([ours?.setBy, ours?.reason, theirs?.setBy]).toEqual(["rules", null, "person"]);
  });

  test("may be today", async () => {
    const meetingId = await meeting(county, "residentsDeliberation", "2026-09-28");
    const id = await log(county, meetingId, "2026-09-28T15:59:00.000Z", { dueDate: "2026-09-28" });
    expect((await rowOf(county, id)).dueAt).toBe("2026-09-28T10:00:00.000Z");
  });
});

test("a day the meeting set ends when offices close in that season", async () => {
  const own = await newCounty();
  await rulesSince2025(own, ({ officeHours }) => {
    const until = (to: "18:30" | "17:00") => [{ from: "09:00", to } as const];
    officeHours.seasons = [
      { name: "夏季作息", from: "06-01", to: "09-30", periods: until("18:30") },
      { name: "冬季作息", from: "11-01", to: "03-31", periods: until("17:00") },
    ];
  });
  const now = "2026-06-08T02:00:00.000Z";
  const meetingId = await meeting(own, "residentsDeliberation", "2026-06-08", now);
  for (const [dueDate, dueAt] of [
    ["2026-07-10", "2026-07-10T10:30:00.000Z"],
    ["2026-10-09", "2026-10-09T10:00:00.000Z"],
    ["2026-12-10", "2026-12-10T09:00:00.000Z"],
  ] as const) {
    const id = await log(own, meetingId, now, { dueDate });
    expect((await rowOf(own, id)).dueAt).toBe(dueAt);
    const [clock] = await clocksOf(own, `resolution:${id}`);
    expect(clock).toMatchObject({ dueAt, caution: null });
  }
});

describe("an edit", () => {
  const edit = async (id: string, now: string, changes: object) => {
    const { revision } = await rowOf(county, id);
    await editResolution(county.as("admin", now), {
      resolutionId: id,
      revision,
      ...content(county, changes),
    });
  };
  const logged = async (changes: object = {}) =>
    log(county, await meeting(county, "residentsDeliberation", "2026-09-28"), at, changes);

  test("of words or units leaves the running clock, also long after it ran out", async () => {
    const id = await logged();
    const before = await rowOf(county, id);
    for (const [now, changes] of [
      ["2026-10-12T02:00:00.000Z", { body: "更换全部水管" }],
      ["2026-12-01T02:00:00.000Z", { leadId: county.units.housing }],
    ] as const) {
      await edit(id, now, changes);
      const after = await rowOf(county, id);
      expect([after.dueAt, after.dueBasis]).toEqual([before.dueAt, before.dueBasis]);
      const running = (await clocksOf(county, `resolution:${id}`)).filter(({ state }) => state === "running");
      expect(running.map(({ dueAt }) => dueAt)).toEqual([before.dueAt]);
    }
  });

  test.each([
    ["the rules", {}],
    ["the meeting", { dueDate: "2026-11-06" }],
  ])("of units calls off their clocks and starts others' as %s had set them", async (_who, day) => {
    const { water, power, housing } = county.units;
    const id = await logged({ assistantIds: [power], ...day });
    const before = await clocksOf(county, `resolution:${id}`);
    const now = "2026-10-12T02:00:00.000Z";
    await edit(id, now, { leadId: housing, assistantIds: [water] });
    const after = await clocksOf(county, `resolution:${id}`);
    const stood = (kind: string) => before.find((clock) => clock.kind === kind);
    const called = after.filter(({ id }) => before.some((clock) => clock.id === id));
    expect(called.map(({ state, endedAt }) => [state, endedAt])).toEqual(
      before.map(() => ["cancelled", now]),
    );
    const fresh = after.filter(({ state }) => state === "running");
    expect(fresh.map(({ kind, owner, ownerKind }) => [kind, owner, ownerKind])).toEqual([
      ["assist", water, "unit"],
      ["lead", housing, "unit"],
    ]);
    for (const clock of fresh) {
      const { startedAt, dueAt, inputs, ruleVersion, rulePath, setBy, reason, caution } =
        stood(clock.kind) ?? clock;
      const same = { startedAt, dueAt, inputs, ruleVersion, rulePath, setBy, reason, caution };
      expect(before.map(({ id }) => id)).not.toContain(clock.id);
      expect(clock).toMatchObject({ ...same, endedAt: null, revision: 1 });
    }
  });

  test("of the words of a task reported complete may repeat the day that stands", async () => {
    const id = await logged({ dueDate: "2026-10-09" });
    await completeResolution(county.as("liaison", at), { resolutionId: id, text: "完成" });
    await edit(id, "2026-10-12T02:00:00.000Z", { body: "更换全部水管", dueDate: "2026-10-09" });
    expect(await rowOf(county, id)).toMatchObject({
      state: "done",
      body: "更换全部水管",
      dueAt: "2026-10-09T10:00:00.000Z",
    });
    const { revision } = await rowOf(county, id);
    const late = { resolutionId: id, revision: revision - 1, ...content(county) };
    const refused = await editResolution(county.as("admin", at), late).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Conflict);
    expect((refused as Conflict).current.fields).toContainEqual({
      name: "dueDate",
      label: "完成日期",
      value: "2026-10-09",
    });
  });

  test("into a decision leaves it without a due time, also where an earlier one was kept", async () => {
    const id = await logged();
    await sendBack(county, id, "2026-09-29T02:00:00.000Z", "2026-09-30T02:00:00.000Z");
    await edit(id, "2026-10-12T02:00:00.000Z", { kind: "decision" });
    const none = { kind: "decision", dueAt: null, dueBasis: null };
    expect(await resolutionPage(county.as("admin", at), id)).toMatchObject(none);
    const { meetingId } = await rowOf(county, id);
    const { resolutions } = await meetingPage(county.as("admin", at), meetingId);
    expect(resolutions.find((each) => each.id === id)).toMatchObject(none);
    await edit(id, "2026-10-12T02:00:00.000Z", {});
    expect((await rowOf(county, id)).dueAt).toBe("2026-11-09T10:00:00.000Z");
  });

  test("that repeats the day that stands is no new day, also when it has passed", async () => {
    const id = await logged({ dueDate: "2026-10-09" });
    await edit(id, "2026-12-01T02:00:00.000Z", { body: "更换全部水管", dueDate: "2026-10-09" });
    expect(await rowOf(county, id)).toMatchObject({
      dueAt: "2026-10-09T10:00:00.000Z",
      dueBasis: "会议确定的日期",
    });
  });

  test("that sets another day moves all clocks to it", async () => {
    const id = await logged({ assistantIds: [county.units.power] });
    await edit(id, "2026-10-12T02:00:00.000Z", { dueDate: "2026-11-06", assistantIds: [county.units.power] });
    expect(await rowOf(county, id)).toMatchObject({
      dueAt: "2026-11-06T10:00:00.000Z",
      dueBasis: "会议确定的日期",
    });
    const running = (await clocksOf(county, `resolution:${id}`)).filter(({ state }) => state === "running");
    expect(running.map(({ dueAt }) => dueAt)).toEqual([
      "2026-11-06T10:00:00.000Z",
      "2026-11-06T10:00:00.000Z",
    ]);
  });
});

test("a task sent back is due anew by the rules, from the day it was sent back", async () => {
  const id = await log(county, await meeting(county, "residentsDeliberation", "2026-09-28"), at, {
    dueDate: "2026-09-30",
  });
  await sendBack(county, id, "2026-09-30T02:00:00.000Z", "2026-10-12T02:00:00.000Z");
  expect(await rowOf(county, id)).toMatchObject({
    dueAt: "2026-11-09T10:00:00.000Z",
    dueBasis: "按规则：20 个工作日内",
  });
});
