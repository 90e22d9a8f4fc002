import { beforeEach, describe, expect, test } from "vitest";
import { Conflict } from "../../worker/domain/errors.ts";
import { acceptMatter } from "../../worker/domain/matters/accept.ts";
import { callBackMatter } from "../../worker/domain/matters/call-back.ts";
import { evaluateMatter } from "../../worker/domain/matters/evaluate.ts";
import { extendMatter } from "../../worker/domain/matters/extend.ts";
import { mergeMatter } from "../../worker/domain/matters/merge.ts";
import { passOnMatter } from "../../worker/domain/matters/pass-on.ts";
import { raiseMatter } from "../../worker/domain/matters/raise.ts";
import { matterPage, mattersPage } from "../../worker/domain/matters/read.ts";
import { reportMatter } from "../../worker/domain/matters/report.ts";
import { receipt } from "../../worker/domain/matters/residents.ts";
import { resolveMatter } from "../../worker/domain/matters/resolve.ts";
import { separateMatter } from "../../worker/domain/matters/separate.ts";
import { splitMatter } from "../../worker/domain/matters/split.ts";
import { actOnTime } from "../../worker/domain/time.ts";
import type { RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { systemAt } from "../clocks/acting.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { signedIn } from "../support/sessions.ts";
import { newVisitor } from "../support/visitor.ts";
import { clocksOf, type Filed, publishRules, rowOf, rulesSince2025, timelineOf } from "./stages.ts";

/** A day of two ordinary weeks from Monday 24 August 2026 on, at an hour in Shanghai. */
const on = (day: number, time = "10:00") =>
  new Date(Date.parse(`2026-08-23T${time}:00+08:00`) + day * 86_400_000).toISOString();
/** As offices close on a day. */
const by = (day: number) => on(day, "18:00");

/** The grid and the community accept within a working day and have three and five from then; the whole is twenty from the first. */
const accepting = ({ handling, intake }: RuleSet) => {
  for (const level of handling.levels) level.acceptWithin = { workdays: 1 };
  const [grid, community] = handling.levels;
  const starts = {
    startsOn: "acceptance" as const,
    escalateOn: ["request", "unaccepted", "overdue"] as never,
  };
  if (grid)
    Object.assign(grid, {
      ...starts,
      limit: { workdays: 3 },
      limits: [{ urgency: "now", limit: { workdays: 1 } }],
    });
  if (community) Object.assign(community, { ...starts, limit: { workdays: 5 } });
  Object.assign(handling.overall, { limit: { workdays: 20 }, startsOn: "acceptance" });
  intake.urgencies = [{ key: "now", name: "急办" }];
};

let county: County;
const opened = async (change: (rules: RuleSet) => void) => {
  county = await newCounty();
  await rulesSince2025(county, change);
};
beforeEach(() => opened(accepting));

const report = (at = on(1), orgUnitId = county.org.grid): Promise<Filed> =>
  reportMatter(county.as(null, at), { orgUnitId, category: "drainage", body: "井盖破损", place: "北关路口" });
const accept = ({ id }: Filed, at: string, who: Who = "gridWorker", urgency?: string) =>
  acceptMatter(county.as(who, at), { matterId: id, ...(urgency ? { urgency } : {}) });
const raise = ({ id }: Filed, at: string, who: Who = "gridWorker") =>
  raiseMatter(county.as(who, at), { matterId: id, reason: "没有设备" });
const running = async ({ id }: Pick<Filed, "id">) =>
  Object.fromEntries(
    (await clocksOf(county, `matter:${id}`))
      .filter(({ endedAt }) => endedAt === null)
      .map(({ kind, dueAt }) => [kind, dueAt]),
  );
const pageOf = ({ id }: Filed, at: string, who: Who = "gridWorker") => matterPage(county.as(who, at), id);
const foretold = async (matter: Filed, verb: string, at: string, who: Who = "gridWorker") =>
  (await pageOf(matter, at, who)).offers.find(({ name }) => name === verb)?.form.foretold;

describe("until somebody accepts", () => {
  test("only the time to accept runs; what begins then is told as a span, to staff, resident and programs", async () => {
    const matter = await report();
    expect(await running(matter)).toEqual({ acceptance: by(2) });
    const page = await pageOf(matter, on(1));
    expect(page.toBegin).toEqual([
      { kind: "step", called: "本级期限", within: "受理后 3 个工作日" },
      { kind: "overall", called: "总期限", within: "受理后 20 个工作日" },
    ]);
    expect(page.timeline[0]?.title).toMatch(/应于明天 18:00 前受理，受理后 3 个工作日内办理$/);
    const shown = await receipt(county.as(null, on(1)), matter.receiptCode);
    expect(shown.due.map(({ kind }) => kind)).toEqual(["acceptance"]);
    expect(shown.toBegin.map(({ called, within }) => `${called} ${within}`)).toEqual([
      "这一步的时限 受理后 3 个工作日",
      "全部办完的时限 受理后 20 个工作日",
    ]);
    expect(shown.events[0]?.title).toContain("时限是受理后 3 个工作日");
    const { matters } = await mattersPage(county.as("gridWorker", on(1)), {});
    expect(matters).toMatchObject([{ dueAt: null, acceptBy: by(2) }]);
  });

  test("its pages say so", async () => {
    const matter = await report();
    const read = async (who: Who | null, path: string) => {
      const visitor = who === null ? newVisitor() : await signedIn(county, who);
      const answer = await visitor.get(county.base + path, { now: on(1) });
      expect(answer.status).toBe(200);
      return (await answer.text()).replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
    };
    expect(await read(null, `/receipts/${matter.receiptCode}`)).toContain(
      "本县规定的时限是受理后 3 个工作日",
    );
    const page = await read("gridWorker", `/matters/${matter.id}`);
    expect(page).toContain("本级期限 受理后 3 个工作日");
    expect(page).toContain("受理后开始计时：本级期限 8月27日 18:00，总期限 9月20日 18:00。");
    expect(await read("gridWorker", "/matters")).toContain("受理：明天 18:00");
    expect(await read("gridWorker", "/desk")).toContain("事项待受理");
  });

  test("nobody has more time to ask for, and says why", async () => {
    const matter = await report();
    await accept(matter, on(1, "11:00"));
    await resolveMatter(county.as("gridWorker", on(1, "12:00")), { matterId: matter.id, outcome: "好了" });
    await evaluateMatter(county.as(null, on(1, "13:00")), { receiptCode: matter.receiptCode, solved: false });
    expect(await rowOf(county, matter.id)).toMatchObject({ state: "reopened", level: "community" });
    const asking = extendMatter(county.as("communityOfficer", on(2)), {
      ...{ matterId: matter.id, until: on(5).slice(0, 10), reason: "等配件" },
    });
    await expect(asking).rejects.toThrow("本级期限自受理起算，还没有受理");
    await expect(asking).rejects.toBeInstanceOf(Conflict);
    // The whole of it goes on from its first acceptance.
    expect(await running(matter)).toEqual({ acceptance: by(2), overall: by(28) });
    await accept(matter, on(2), "communityOfficer");
    expect(await running(matter)).toEqual({ step: by(9), overall: by(28) });
  });

  test("it goes up by itself when the time to accept is over, and is never overdue with what hasn't begun", async () => {
    const matter = await report();
    await actOnTime(systemAt(county, on(2, "17:59")));
    expect((await rowOf(county, matter.id)).level).toBe("grid");
    await Promise.all([1, 2].map(() => actOnTime(systemAt(county, by(2)))));
    expect(await rowOf(county, matter.id)).toMatchObject({ level: "community", state: "reported" });
    expect(await running(matter)).toEqual({ acceptance: by(3) });
    const ended = (await clocksOf(county, `matter:${matter.id}`)).filter(({ endedAt }) => endedAt !== null);
    expect(ended.map(({ kind, state }) => [kind, state])).toEqual([["acceptance", "lapsed"]]);
    // Where the rules name only overdue it stays, late with accepting.
    await opened((rules) => {
      accepting(rules);
      for (const level of rules.handling.levels) level.escalateOn = ["overdue"];
    });
    const left = await report();
    for (let day = 1; day < 30; day++) await actOnTime(systemAt(county, on(day, "23:00")));
    expect(await rowOf(county, left.id)).toMatchObject({ level: "grid", state: "reported" });
    expect(await running(left)).toEqual({ acceptance: by(2) });
  });
});

describe("accepting", () => {
  test("starts the level's time and the whole from that moment, and says when they are over", async () => {
    const matter = await report();
    await accept(matter, on(2, "15:00"));
    expect(await running(matter)).toEqual({ step: by(5), overall: by(29) });
    const page = await pageOf(matter, on(2, "15:00"));
    expect(page.toBegin).toEqual([]);
    expect(page.timeline[0]?.title).toMatch(/^已受理，应于8月28日 18:00 前办理$/);
    expect(page.due.map(({ basis }) => basis).join()).toMatch(
      /受理起 3 个工作日内.*自首次受理起 20 个工作日/,
    );
    const shown = await receipt(county.as(null, on(2, "15:00")), matter.receiptCode);
    expect(shown.events[0]?.title).toMatch(/^已受理，正在办理，时限是8月28日 18:00 前$/);
  });

  test("with an urgency starts its time; each is offered with until when", async () => {
    const matter = await report();
    const { offers } = await pageOf(matter, on(2));
    const [asked] = offers.find(({ name }) => name === "accept")?.fields ?? [];
    expect(asked?.options?.[0]?.label).toBe("急办，本级期限 明天 18:00，总期限 9月21日 18:00");
    await accept(matter, on(2), "gridWorker", "now");
    expect((await running(matter)).step).toBe(by(3));
    expect((await pageOf(matter, on(2))).timeline[0]?.title).toMatch(/^已受理，按“急办”办理，应于明天/);
  });

  test("starts each once when two accept at once", async () => {
    const matter = await report();
    const both = await Promise.allSettled([accept(matter, on(2)), accept(matter, on(2), "communityOfficer")]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const kinds = (await clocksOf(county, `matter:${matter.id}`)).map(({ kind }) => kind).sort();
    expect(kinds).toEqual(["acceptance", "overall", "step"]);
  });

  test("at the level above starts that level's time; the whole began below and goes on", async () => {
    const matter = await report();
    await accept(matter, on(1, "16:00"));
    expect(await foretold(matter, "raise", on(2))).toMatch(
      /办理：应于明天 18:00 前受理，受理后 5 个工作日内办理，总期限不变。$/,
    );
    await raise(matter, on(2));
    expect(await running(matter)).toEqual({ acceptance: by(3), overall: by(28) });
    await accept(matter, on(3), "communityOfficer");
    expect(await running(matter)).toEqual({ step: by(10), overall: by(28) });
  });

  test("counts by the rules a matter began under; a publication moves what runs and begins nothing", async () => {
    await opened(() => {});
    const [old, before] = [await report(), await report()];
    await accept(before, on(1, "11:00"));
    const ran = await clocksOf(county, `matter:${before.id}`);
    const steps = ran.filter(({ kind }) => kind === "step").map(({ id }) => id);
    const longer = (rules: RuleSet) => {
      accepting(rules);
      const [grid] = rules.handling.levels;
      if (grid) grid.limit = { workdays: 4 };
    };
    await publishRules(county, longer, { at: on(2), clocks: steps });
    // Four working days, from when it came.
    expect((await running(before)).step).toBe(by(5));
    const [fresh, arrived] = [await report(on(2)), await running(old)];
    await accept(old, on(2));
    expect(await running(old)).toEqual(arrived);
    expect(await running(fresh)).toEqual({ acceptance: by(3) });
  });
});

describe("what hadn't begun", () => {
  test("begins as it is called back, where it was given away before anybody accepted it", async () => {
    const matter = await report();
    await raise(matter, on(1, "11:00"));
    expect(await foretold(matter, "callBack", on(2))).toMatch(
      /网格的期限现在起算：8月28日 18:00，总期限现在起算：\d+月\d+日 18:00。$/,
    );
    await callBackMatter(county.as("gridWorker", on(2)), { matterId: matter.id, reason: "能办" });
    expect(await running(matter)).toEqual({ step: by(5), overall: by(29) });
  });

  test("goes on as it is called back, where it had begun", async () => {
    const matter = await report();
    await accept(matter, on(1, "11:00"));
    await raise(matter, on(2));
    await callBackMatter(county.as("gridWorker", on(3)), { matterId: matter.id, reason: "能办" });
    expect(await running(matter)).toEqual({ step: by(4), overall: by(28) });
  });

  test("begins with being passed down: whoever does that has decided that it is dealt with", async () => {
    const matter = await report(on(1), county.org.community);
    expect(await foretold(matter, "passOn", on(1), "communityOfficer")).toMatch(
      /应于明天 18:00 前受理，受理后 3 个工作日内办理。总期限现在起算：\d+月\d+日 18:00。/,
    );
    await passOnMatter(county.as("communityOfficer", on(1)), {
      ...{ matterId: matter.id, unit: county.org.grid, reason: "去看" },
    });
    expect(await running(matter)).toEqual({ acceptance: by(2), overall: by(28) });
  });

  const numberOf = async ({ id }: Filed) => (await rowOf(county, id)).number;
  const merge = async (one: Filed, main: Filed, at: string) =>
    mergeMatter(county.as("gridWorker", at), {
      ...{ matterId: one.id, main: await numberOf(main), reason: "同一处" },
    });

  test("of a main matter is what has begun of the duplicate; accepting it begins its level's alone", async () => {
    const [main, copy] = [await report(), await report()];
    await accept(copy, on(1, "11:00"));
    await merge(copy, main, on(2));
    expect(await running(main)).toEqual({ acceptance: by(2), overall: by(28) });
    expect((await timelineOf(county, `matter:${main.id}`)).at(-1)?.kind).toBe("joined");
    await accept(main, on(2, "11:00"));
    expect(await running(main)).toEqual({ step: by(5), overall: by(28) });
  });

  test("of a duplicate begins with the merger, its level's as it is taken apart; what had begun goes on", async () => {
    const [main, waiting, taken] = [await report(), await report(), await report()];
    for (const one of [main, taken]) await accept(one, on(1, "11:00"));
    for (const one of [waiting, taken]) await merge(one, main, on(1, "12:00"));
    for (const one of [waiting, taken])
      await separateMatter(county.as("gridWorker", on(2)), { matterId: one.id, reason: "两处" });
    expect(await running(waiting)).toEqual({ step: by(5), overall: by(28) });
    expect(await running(taken)).toEqual({ step: by(4), overall: by(28) });
  });

  test("of a level that it left and came back to isn't that level's earlier time", async () => {
    const [main, copy] = [await report(), await report()];
    await accept(copy, on(1, "11:00"));
    await raise(copy, on(1, "12:00"));
    await passOnMatter(county.as("communityOfficer", on(1, "13:00")), {
      ...{ matterId: copy.id, unit: county.org.grid, reason: "去看" },
    });
    await merge(copy, main, on(1, "14:00"));
    await separateMatter(county.as("gridWorker", on(3)), { matterId: copy.id, reason: "两处" });
    expect((await running(copy)).step).toBe(on(8, "18:00"));
  });

  test("of the first hasn't begun of what is split off; what has goes on in both", async () => {
    const split = async ({ id }: Filed, at: string) => {
      const given = { body: "路灯也不亮", category: "lighting", unit: county.org.grid };
      return (await splitMatter(county.as("gridWorker", at), { matterId: id, ...given })) as never as {
        part: string;
      };
    };
    const [waiting, taken] = [await report(), await report()];
    await accept(taken, on(1, "11:00"));
    const [one, other] = [await split(waiting, on(2)), await split(taken, on(2))];
    expect(await running({ id: one.part })).toEqual({ acceptance: by(3) });
    expect(await running({ id: other.part })).toEqual({ acceptance: by(3), overall: by(28) });
  });
});
