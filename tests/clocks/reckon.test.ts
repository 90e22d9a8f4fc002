import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { matters } from "../../db/tenant/schema/matters.ts";
import { clocks } from "../../db/tenant/schema/work.ts";
import { reckonClock } from "../../worker/domain/clocks/reckon.ts";
import { Conflict, NotFound } from "../../worker/domain/errors.ts";
import { evaluateMatter } from "../../worker/domain/matters/evaluate.ts";
import { mergeMatter } from "../../worker/domain/matters/merge.ts";
import { matterPage } from "../../worker/domain/matters/read.ts";
import { reportMatter } from "../../worker/domain/matters/report.ts";
import { receipt } from "../../worker/domain/matters/residents.ts";
import { separateMatter } from "../../worker/domain/matters/separate.ts";
import { scheduleMeeting } from "../../worker/domain/meetings/schedule.ts";
import { logResolution } from "../../worker/domain/resolutions/log.ts";
import { resolutionPage } from "../../worker/domain/resolutions/read.ts";
import { actOnTime } from "../../worker/domain/time.ts";
import type { RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { everythingIn } from "../kernel/everything.ts";
import { auditTail, clocksOf, move, publishRules, rulesSince2025, timelineOf } from "../matters/stages.ts";
import { rowOf } from "../resolutions/due.ts";
import { type County, newCounty } from "../support/county.ts";
import { calendarWith, noticeOf, systemAt } from "./acting.ts";

/** Wednesday; 2027 isn't announced, so that only 1 January is known to be off. */
const reported = "2026-12-30T02:00:00.000Z";
const now = "2026-12-31T02:00:00.000Z";
/** As everybody guessed: New Year's Day and the weekend. And otherwise: the Monday, too. */
const asGuessed = calendarWith(noticeOf(2027, "01-01", "01-03"));
const longer = calendarWith(noticeOf(2027, "01-01", "01-04"));

let county: County;
beforeAll(async () => {
  county = await newCounty();
  await rulesSince2025(county);
});

const report = (orgUnitId = county.org.grid, at = reported) =>
  reportMatter(county.as(null, at), { orgUnitId, category: "drainage", body: "井盖破损", place: "路口" });

async function task(more: object = {}): Promise<string> {
  const { water, power } = county.units;
  const { id: meetingId } = await scheduleMeeting(county.as("admin", reported), {
    series: "residentsDeliberation",
    orgUnitId: county.org.community,
    title: "居民议事会",
    date: "2026-12-30",
    time: "09:30",
    place: "会议室",
    members: Object.values(county.units),
  });
  const content = { kind: "task", body: "更换水管", leadId: water, assistantIds: [power], ...more };
  return (await logResolution(county.as("admin", reported), { meetingId, ...content })).id;
}

const clockOf = async (subject: string, kind: string) => {
  const found = (await clocksOf(county, subject)).find((clock) => clock.kind === kind);
  if (!found) throw new Error(`no clock ${kind}`);
  return found;
};

describe("once the days it rests on are announced, a clock", () => {
  test("that was reckoned rightly loses its caution and keeps its time, without a word in the timeline", async () => {
    const { id } = await report();
    const step = await clockOf(`matter:${id}`, "step");
    // Thursday, then Monday and Tuesday after New Year's Day.
    expect(step).toMatchObject({ dueAt: "2027-01-05T10:00:00.000Z", revision: 1 });
    expect(step.caution).toContain("2027年国务院放假通知尚未载入");
    const events = await timelineOf(county, `matter:${id}`);
    await reckonClock(systemAt(county, now, asGuessed), { clockId: step.id });
    expect(await clockOf(`matter:${id}`, "step")).toEqual({ ...step, caution: null, revision: 2 });
    expect(await timelineOf(county, `matter:${id}`)).toEqual(events);
    expect(await auditTail(county, 1)).toMatchObject([
      {
        action: "clock.reckon",
        subject: `matter:${id}`,
        actorId: null,
        actorName: "系统",
        at: now,
        detail: { clock: "step", from: step.dueAt, to: step.dueAt },
      },
    ]);
  });

  test("that wasn't is set to its right time, and its record tells why", async () => {
    const { id, receiptCode } = await report();
    const step = await clockOf(`matter:${id}`, "step");
    await reckonClock(systemAt(county, now, longer), { clockId: step.id });
    const due = "2027-01-06T10:00:00.000Z";
    expect(await clockOf(`matter:${id}`, "step")).toEqual({
      ...step,
      dueAt: due,
      actsAt: due,
      caution: null,
      revision: 2,
    });
    expect((await timelineOf(county, `matter:${id}`)).at(-1)).toMatchObject({
      kind: "clockMoved",
      at: now,
      actorName: "系统",
      detail: {
        noun: "matter",
        kind: "step",
        from: step.dueAt,
        to: due,
        ruleVersion: 1,
        because: "holidays",
      },
    });
    const told = "按公布的节假日安排重新计算：由 2027年1月5日 18:00 改为 2027年1月6日 18:00";
    const page = await matterPage(county.as("gridWorker", now), id);
    expect(page.timeline[0]).toMatchObject({ title: `本级期限${told}`, by: "系统" });
    expect((await receipt(county.as(null, now), receiptCode)).timeline[0]?.title).toBe(`这一步的时限${told}`);
  });

  test("that had ended meanwhile is set to its right time as it goes on, once its matter is dealt with anew", async () => {
    const matter = await report();
    await move(county, matter, "accept", "gridWorker", reported);
    await move(county, matter, "resolve", "gridWorker", now);
    // Thursday, four weeks from Monday 4 January and 9 days more.
    const guessed = "2027-02-11T10:00:00.000Z";
    const whole = await clockOf(`matter:${matter.id}`, "overall");
    expect(whole).toMatchObject({ state: "met", dueAt: guessed, caution: expect.stringContaining("2027年") });
    await actOnTime(systemAt(county, "2027-01-01T02:00:00.000Z", longer));
    expect(await clockOf(`matter:${matter.id}`, "overall")).toEqual(whole);
    const verdict = { receiptCode: matter.receiptCode, solved: false };
    const then = { ...county.as(null, "2027-01-02T02:00:00.000Z"), calendar: longer };
    await evaluateMatter(then, verdict);
    // The Monday is off.
    const right = "2027-02-12T10:00:00.000Z";
    expect(await clockOf(`matter:${matter.id}`, "overall")).toMatchObject({
      ...{ state: "running", startedAt: reported, dueAt: right, endedAt: null, caution: null },
      ...{ setBy: "rules", ruleVersion: whole.ruleVersion, revision: whole.revision + 1 },
    });
    const told = "按公布的节假日安排重新计算：由 2月11日 18:00 改为 2月12日 18:00";
    const [last, before] = (await receipt(then, matter.receiptCode)).timeline;
    expect(last?.title).toBe(`全部办完的时限${told}`);
    expect(before?.title).toContain("重新办理");
  });

  test("that had ended as its matter was merged is set to its right time as that is taken apart, and told", async () => {
    const [matter, other] = [await report(), await report()];
    await move(county, other, "accept", "gridWorker", now);
    const { rows } = await county.db.read({
      rows: county.db.orm.select({ number: matters.number }).from(matters).where(eq(matters.id, other.id)),
    });
    const words = { matterId: matter.id, reason: "同一件事" };
    await mergeMatter(county.as("gridWorker", now), { ...words, main: rows[0]?.number });
    await actOnTime(systemAt(county, "2027-01-01T02:00:00.000Z", longer));
    const then = { ...county.as("gridWorker", "2027-01-02T02:00:00.000Z"), calendar: longer };
    await separateMatter(then, words);
    expect(await clockOf(`matter:${matter.id}`, "overall")).toMatchObject({
      ...{ state: "running", startedAt: reported, dueAt: "2027-02-12T10:00:00.000Z", caution: null },
    });
    const [last] = (await receipt(then, matter.receiptCode)).timeline;
    expect(last?.title).toBe("全部办完的时限按公布的节假日安排重新计算：由 2月11日 18:00 改为 2月12日 18:00");
  });

  test("that had ended, and that newer rules had moved, goes on by those", async () => {
    const matter = await report();
    const whole = await clockOf(`matter:${matter.id}`, "overall");
    const ten = ({ handling }: RuleSet) => {
      handling.overall.limit = { workdays: 10 };
    };
    const version = await publishRules(county, ten, { at: now, clocks: [whole.id] });
    await move(county, matter, "accept", "gridWorker", now);
    await move(county, matter, "resolve", "gridWorker", now);
    const then = { ...county.as(null, "2027-01-02T02:00:00.000Z"), calendar: longer };
    await evaluateMatter(then, { receiptCode: matter.receiptCode, solved: false });
    // Thursday 31 December, Tuesday 5 to Friday 8, then the week of Monday 11.
    expect(await clockOf(`matter:${matter.id}`, "overall")).toMatchObject({
      ...{ state: "running", dueAt: "2027-01-15T10:00:00.000Z", ruleVersion: version },
    });
  });

  test("of another kind on the same record is left for itself", async () => {
    const { id } = await report();
    const overall = await clockOf(`matter:${id}`, "overall");
    await reckonClock(systemAt(county, now, longer), {
      clockId: (await clockOf(`matter:${id}`, "step")).id,
    });
    expect(await clockOf(`matter:${id}`, "overall")).toEqual(overall);
  });

  test("of a lead unit changes its resolution, so that whoever edits it learns of it; an assisting one's doesn't", async () => {
    const id = await task();
    const before = await rowOf(county, id);
    const [lead, assist] = [
      await clockOf(`resolution:${id}`, "lead"),
      await clockOf(`resolution:${id}`, "assist"),
    ];
    await reckonClock(systemAt(county, now, longer), { clockId: assist.id });
    expect(await rowOf(county, id)).toEqual(before);
    const next = "2026-12-31T02:00:01.000Z";
    await reckonClock(systemAt(county, next, longer), { clockId: lead.id });
    // 31 December, four days of the week of the 4th, and three weeks more.
    const due = "2027-01-29T10:00:00.000Z";
    expect(await rowOf(county, id)).toEqual({
      ...before,
      dueAt: due,
      dueBasis: "按规则：20 个工作日内",
      revision: before.revision + 1,
      changedBy: "系统",
      changedAt: next,
    });
    const page = await resolutionPage(county.as("liaison", next), id);
    expect(page.timeline.map(({ title }) => title).slice(0, 2)).toEqual([
      expect.stringContaining("完成期限按公布的节假日安排重新计算"),
      expect.stringContaining("协办单位的完成期限按公布的节假日安排重新计算"),
    ]);
  });

  test("goes by the version it rests on, not by today's", async () => {
    const { id } = await report();
    const step = await clockOf(`matter:${id}`, "step");
    await publishRules(
      county,
      ({ handling }) => {
        for (const level of handling.levels) level.limit = { workdays: 9 };
      },
      { at: now },
    );
    await reckonClock(systemAt(county, now, longer), { clockId: step.id });
    expect(await clockOf(`matter:${id}`, "step")).toMatchObject({
      dueAt: "2027-01-06T10:00:00.000Z",
      ruleVersion: 1,
    });
  });

  test("that does something by itself does it at its new time", async () => {
    const { id } = await report();
    const { orm } = county.db;
    const values = {
      ...(await clockOf(`matter:${id}`, "step")),
      id: `evaluation-${id}`,
      kind: "evaluation",
      inputs: {},
      rulePath: "handling.evaluation",
      startedAt: "2026-12-27T02:00:00.000Z",
      dueAt: "2027-01-04T10:00:00.000Z",
      actsAt: "2027-01-04T10:00:00.000Z",
      ownerKind: null,
      owner: null,
    };
    await county.db.write([orm.insert(clocks).values(values)]);
    await reckonClock(systemAt(county, now, longer), { clockId: values.id });
    // Seven days from Sunday 27 December end on Sunday 3 January; Monday is off.
    const due = "2027-01-05T10:00:00.000Z";
    expect(await clockOf(`matter:${id}`, "evaluation")).toMatchObject({ dueAt: due, actsAt: due });
  });
});

describe("a clock is left as it is", () => {
  const everything = () => everythingIn(county.db);
  const refused = async (
    clockId: string,
    kind: new (...args: never[]) => Error,
    ctx = systemAt(county, now, longer),
  ) => {
    const before = await everything();
    await expect(reckonClock(ctx, { clockId })).rejects.toBeInstanceOf(kind);
    expect(await everything()).toEqual(before);
  };

  test("that a person set, but for what it warns of", async () => {
    const id = await task({ dueDate: "2027-01-04" });
    const lead = await clockOf(`resolution:${id}`, "lead");
    expect(lead).toMatchObject({ setBy: "person", reason: "会议确定的日期", caution: null });
    const { orm } = county.db;
    await county.db.write([
      orm.update(clocks).set({ caution: "放假安排未定" }).where(eq(clocks.id, lead.id)),
    ]);
    await reckonClock(systemAt(county, now, longer), { clockId: lead.id });
    expect(await clockOf(`resolution:${id}`, "lead")).toEqual({ ...lead, revision: lead.revision + 1 });
  });

  test("that has ended", async () => {
    const { id } = await report();
    const step = await clockOf(`matter:${id}`, "step");
    const { orm } = county.db;
    await county.db.write([
      orm.update(clocks).set({ state: "met", endedAt: now }).where(eq(clocks.id, step.id)),
    ]);
    await refused(step.id, Conflict);
  });

  test("that isn't there, and by anybody but the system", async () => {
    await refused("no-such-clock", NotFound);
    const { id } = await report();
    const step = await clockOf(`matter:${id}`, "step");
    for (const who of ["admin", "gridWorker", null] as const) {
      await refused(step.id, NotFound, { ...county.as(who, now), calendar: longer });
    }
  });
});
