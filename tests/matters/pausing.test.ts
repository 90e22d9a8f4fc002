import { beforeEach, describe, expect, test } from "vitest";
import { todos } from "../../worker/domain/desk/desk.ts";
import { Forbidden } from "../../worker/domain/errors.ts";
import { grantPause, refusePause } from "../../worker/domain/matters/decide-pause.ts";
import { extendMatter } from "../../worker/domain/matters/extend.ts";
import { pauseMatter } from "../../worker/domain/matters/pause.ts";
import { matterPage } from "../../worker/domain/matters/read.ts";
import { reportMatter } from "../../worker/domain/matters/report.ts";
import { keepPaused, resumeMatter } from "../../worker/domain/matters/resume.ts";
import { actOnTime } from "../../worker/domain/time.ts";
import type { RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { systemAt } from "../clocks/acting.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { newVisitor } from "../support/visitor.ts";
import { clocksOf, type Filed, move, publishRules, rowOf, rulesSince2025, timelineOf } from "./stages.ts";

/** A Monday of an ordinary week, 10:00 in Shanghai; by Xinye's rules the grid has until Thursday 18:00. */
const monday = "2026-08-24T02:00:00.000Z";
const tuesday = "2026-08-25T02:00:00.000Z";
const granted = "2026-08-25T06:00:00.000Z";
const thursday = "2026-08-27T10:00:00.000Z";
/** Twenty working days after the Tuesday, Sunday the 20th being worked. Of the step's three days two were left. */
const over = "2026-09-21T10:00:00.000Z";
const waiting = "等待鉴定、检测或评估结论";
const court = "已进入诉讼、仲裁或行政复议";

let county: County;
let matter: Filed;
const opened = async (change: (rules: RuleSet) => void = () => {}) => {
  county = await newCounty();
  await rulesSince2025(county, change);
  const words = { category: "drainage", body: "井盖破损，车辆绕行", place: "北关路口" };
  matter = await reportMatter(county.as(null, monday), { orgUnitId: county.org.grid, ...words });
  await move(county, matter, "accept", "gridWorker", "2026-08-24T03:00:00.000Z");
};
beforeEach(() => opened());

const ask = (occasion = waiting, who: Who = "gridWorker", at = tuesday) =>
  pauseMatter(county.as(who, at), { matterId: matter.id, occasion, reason: "样品已送检" });
const grant = (who: Who = "communityOfficer", at = granted) =>
  grantPause(county.as(who, at), { matterId: matter.id });
const paused = async (occasion = waiting) => {
  await ask(occasion);
  await grant();
};
const resume = (at: string, who: Who = "gridWorker") =>
  resumeMatter(county.as(who, at), { matterId: matter.id });
const clockOf = async (wanted: string) =>
  (await clocksOf(county, `matter:${matter.id}`)).find(
    ({ kind, endedAt }) => kind === wanted && endedAt === null,
  );
const movesOf = async (who: Who, at = granted) => (await matterPage(county.as(who, at), matter.id)).moves;
const stateOf = async () => (await rowOf(county, matter.id)).state;
const problem = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "done",
    (failed: { problems?: { message: string }[]; message: string }) =>
      failed.problems?.[0]?.message ?? failed.message,
  );

describe("standing still", () => {
  test("begins when the unit above has granted it, and what was left is left on resuming", async () => {
    await ask();
    expect(await stateOf()).toBe("accepted");
    expect((await clockOf("step"))?.state).toBe("running");
    await grant();
    expect(await stateOf()).toBe("paused");
    for (const kind of ["step", "overall"])
      expect(await clockOf(kind)).toMatchObject({ state: "paused", pausedAt: granted, actsAt: null });
    const whole = (await clockOf("overall"))?.dueAt ?? "";
    // A Friday: two working days of three are left, Monday and Tuesday.
    await resume("2026-09-04T02:00:00.000Z");
    expect(await stateOf()).toBe("accepted");
    expect(await clockOf("step")).toMatchObject({
      state: "running",
      dueAt: "2026-09-08T10:00:00.000Z",
      actsAt: "2026-09-08T10:00:00.000Z",
      pauses: [{ pausedAt: granted, resumedAt: "2026-09-04T02:00:00.000Z" }],
    });
    expect(((await clockOf("overall"))?.dueAt ?? "") > whole).toBe(true);
  });

  test("keeps a matter from going up by itself", async () => {
    await paused();
    await actOnTime(systemAt(county, thursday));
    expect(await rowOf(county, matter.id)).toMatchObject({ state: "paused", level: "grid" });
    await resume("2026-09-04T02:00:00.000Z");
    await actOnTime(systemAt(county, "2026-09-08T10:00:00.000Z"));
    expect((await rowOf(county, matter.id)).level).toBe("community");
  });

  test("ends by itself when the longest time is over, as of then, however late the job comes", async () => {
    await paused();
    expect((await clockOf("pause"))?.dueAt).toBe(over);
    await actOnTime(systemAt(county, "2026-09-21T09:59:00.000Z"));
    expect(await stateOf()).toBe("paused");
    await actOnTime(systemAt(county, "2026-09-22T01:00:00.000Z"));
    expect(await stateOf()).toBe("accepted");
    expect(await clockOf("step")).toMatchObject({ dueAt: "2026-09-23T10:00:00.000Z" });
    expect((await timelineOf(county, `matter:${matter.id}`)).at(-1)).toMatchObject({
      kind: "resumed",
      at: over,
    });
    await actOnTime(systemAt(county, "2026-09-22T01:00:00.000Z"));
    expect(await timelineOf(county, `matter:${matter.id}`)).toHaveLength(5);
  });

  test("is over since its end whoever resumes it later, before the job came", async () => {
    await paused();
    const late = "2026-09-22T01:00:00.000Z";
    const page = await matterPage(county.as("gridWorker", late), matter.id);
    const { form } = page.offers.find(({ name }) => name === "resume") ?? {};
    await resume(late);
    expect(await clockOf("step")).toMatchObject({
      dueAt: "2026-09-23T10:00:00.000Z",
      pauses: [{ pausedAt: granted, resumedAt: over }],
    });
    expect(form?.foretold).toBe("现在恢复，本级期限是 明天 18:00。");
    expect((await timelineOf(county, `matter:${matter.id}`)).at(-1)).toMatchObject({
      kind: "resumed",
      at: over,
    });
  });

  test("goes on by the rules that its clock runs by, not by those it began under", async () => {
    await paused(court);
    await publishRules(
      county,
      (rules) => {
        Object.assign(rules.handling.pauses ?? {}, { openEnded: [court], longest: { workdays: 25 } });
      },
      { at: "2026-08-26T02:00:00.000Z", clocks: [(await clockOf("pause"))?.id ?? ""] },
    );
    expect(await movesOf("gridWorker", "2026-08-27T02:00:00.000Z")).toContain("keepPaused");
    await keepPaused(county.as("gridWorker", "2026-09-21T02:00:00.000Z"), {
      matterId: matter.id,
      reason: "还没有开庭",
    });
    await actOnTime(systemAt(county, "2026-12-01T10:00:00.000Z"));
    expect(await stateOf()).toBe("paused");
  });

  test("has no end of its own where the rules say so: it is looked into, and may go on", async () => {
    await opened((rules) => {
      if (rules.handling.pauses) rules.handling.pauses.openEnded = [court];
    });
    await paused(court);
    await actOnTime(systemAt(county, "2026-10-30T10:00:00.000Z"));
    expect(await stateOf()).toBe("paused");
    const { todos: before } = await todos(county.as("gridWorker", over), null);
    expect(before.map(({ todo }) => todo)).toEqual(["挂起事项核对"]);
    const later = "2026-09-21T02:00:00.000Z";
    await keepPaused(county.as("gridWorker", later), { matterId: matter.id, reason: "还没有开庭" });
    expect(((await clockOf("pause"))?.dueAt ?? "") > over).toBe(true);
    // To look into it isn't to stand still once more.
    await resume("2026-09-25T02:00:00.000Z");
    expect(await movesOf("gridWorker", "2026-09-25T03:00:00.000Z")).toContain("pause");
  });

  test("goes on for nothing that the rules end by themselves", async () => {
    await paused();
    expect(await movesOf("gridWorker")).toContain("resume");
    expect(await movesOf("gridWorker")).not.toContain("keepPaused");
    const kept = keepPaused(county.as("gridWorker", granted), { matterId: matter.id, reason: "还在等" });
    expect(await problem(kept)).toContain("期满自动恢复办理");
  });

  test("is for what the rules name, as often as they say, and for nobody who is late", async () => {
    expect(await problem(ask("经办人请假"))).toBe("请选择列出的一项");
    expect(await problem(ask(waiting, "gridWorker", "2026-08-27T10:01:00.000Z"))).toContain(
      "已经超过本级期限",
    );
    await paused();
    await resume("2026-08-26T02:00:00.000Z");
    await ask(waiting, "gridWorker", "2026-08-26T03:00:00.000Z");
    expect(await problem(ask(waiting, "gridWorker", "2026-08-26T03:10:00.000Z"))).toContain("正等批准");
    await grant("communityOfficer", "2026-08-26T04:00:00.000Z");
    await resume("2026-08-26T05:00:00.000Z");
    expect(await problem(ask(waiting, "gridWorker", "2026-08-26T06:00:00.000Z"))).toContain("至多挂起 2 次");
  });

  test("is answered by the unit above and never by whoever asked; a refusal lets the times run", async () => {
    await ask(waiting, "communityOfficer");
    await expect(grant("gridWorker")).rejects.toBeInstanceOf(Forbidden);
    await expect(grant("communityOfficer")).rejects.toBeInstanceOf(Forbidden);
    await refusePause(county.as("streetOfficer", granted), { matterId: matter.id, reason: "可以自己检测" });
    expect(await stateOf()).toBe("accepted");
    expect(await clockOf("step")).toMatchObject({ state: "running", dueAt: thursday });
    expect(await clockOf("pauseRequest")).toBeUndefined();
  });

  test("is taken at once where the rules leave it to the handler", async () => {
    await opened((rules) => {
      if (rules.handling.pauses) rules.handling.pauses.approver = "handler";
    });
    await ask();
    expect(await stateOf()).toBe("paused");
  });

  test("is unknown to rules without it, and then not offered", async () => {
    await opened((rules) => {
      delete rules.handling.pauses;
    });
    expect(await movesOf("gridWorker", tuesday)).not.toContain("pause");
    expect(await problem(ask())).toContain("本县规则里没有挂起");
  });

  test("of a time that somebody set leaves the working days that were left of it", async () => {
    await opened((rules) => {
      if (rules.handling.extensions) rules.handling.extensions.approver = "handler";
    });
    const until = { matterId: matter.id, until: "2026-09-01", reason: "要等管材到货" };
    await extendMatter(county.as("gridWorker", tuesday), until);
    await paused();
    // From Tuesday 25 August to Tuesday 1 September: five working days.
    await resume("2026-09-07T02:00:00.000Z");
    expect((await clockOf("step"))?.dueAt).toBe("2026-09-14T10:00:00.000Z");
  });

  test("is reckoned by newer rules where these were put upon what runs", async () => {
    await paused();
    const stands = await clockOf("step");
    const longer = (rules: RuleSet) => {
      for (const level of rules.handling.levels) level.limit = { workdays: 10 };
    };
    await publishRules(county, longer, { at: "2026-08-26T02:00:00.000Z", clocks: [stands?.id ?? ""] });
    expect(await clockOf("step")).toMatchObject({ state: "paused", actsAt: null });
    await resume("2026-09-04T02:00:00.000Z");
    // One of ten was used up.
    expect((await clockOf("step"))?.dueAt).toBe("2026-09-17T10:00:00.000Z");
  });

  test("tells residents what is waited for and until when, never what staff wrote", async () => {
    await paused();
    const page = await (await newVisitor().get(`${county.base}/receipts/${matter.receiptCode}`)).text();
    expect(page).toContain("暂停办理");
    expect(page).toContain(waiting);
    for (const inside of ["样品", "挂起申请", county.people.gridWorker.actor.name])
      expect(page).not.toContain(inside);
  });
});
