import { beforeEach, describe, expect, test } from "vitest";
import { Conflict, Forbidden, Invalid } from "../../worker/domain/errors.ts";
import { acceptMatter } from "../../worker/domain/matters/accept.ts";
import { declineMatter } from "../../worker/domain/matters/decline.ts";
import { evaluateMatter } from "../../worker/domain/matters/evaluate.ts";
import { mergeMatter } from "../../worker/domain/matters/merge.ts";
import { noteProgress } from "../../worker/domain/matters/note.ts";
import { raiseMatter } from "../../worker/domain/matters/raise.ts";
import { matterPage, mattersPage } from "../../worker/domain/matters/read.ts";
import { reportMatter } from "../../worker/domain/matters/report.ts";
import { resolveMatter } from "../../worker/domain/matters/resolve.ts";
import { separateMatter } from "../../worker/domain/matters/separate.ts";
import { withholdOutcome } from "../../worker/domain/matters/withhold.ts";
import { actOnTime } from "../../worker/domain/time.ts";
import { systemAt } from "../clocks/acting.ts";
import { counted } from "../figures/counted.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { newVisitor } from "../support/visitor.ts";
import { clocksOf, type Filed, rowOf, rulesSince2025, timelineOf } from "./stages.ts";

/** A day of an ordinary week from Monday the 24th on, at an hour in Shanghai. */
const on = (day: number, time = "10:00") =>
  new Date(Date.UTC(2026, 7, 23 + day, -8, 0) + minutes(time)).toISOString();
const minutes = (time: string) => {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return (hour * 60 + minute) * 60_000;
};

let county: County;
let main: Filed;
let copy: Filed;
beforeEach(async () => {
  county = await newCounty();
  await rulesSince2025(county);
  main = await report(on(1), "主管道爆裂，门口是老王家", "老王");
  copy = await report(on(1, "15:00"), "路上冒水", "老李");
  await acceptMatter(county.as("gridWorker", on(1, "16:00")), { matterId: main.id });
});

const report = (
  at: string,
  body: string,
  reporterName: string,
  orgUnitId = county.org.grid,
  category = "drainage",
): Promise<Filed> =>
  reportMatter(county.as(null, at), {
    ...{ orgUnitId, category, body, place: `${reporterName}门前` },
    ...{ reporterName, reporterPhone: "13812345678" },
  });
const numberOf = async ({ id }: Filed) => (await rowOf(county, id)).number;
const merge = async (one: Filed, into: Filed | string, at: string, who: Who = "gridWorker") =>
  mergeMatter(county.as(who, at), {
    ...{ matterId: one.id, reason: "同一根水管" },
    main: typeof into === "string" ? into : await numberOf(into),
  });
const separate = ({ id }: Filed, at: string, who: Who = "gridWorker") =>
  separateMatter(county.as(who, at), { matterId: id, reason: "不是同一根水管" });
const resolve = ({ id }: Filed, at: string, outcome = "水管已更换") =>
  resolveMatter(county.as("gridWorker", at), { matterId: id, outcome });
const evaluate = ({ receiptCode }: Filed, solved: boolean, at: string) =>
  evaluateMatter(county.as(null, at), { receiptCode, solved });
const clocksIn = async ({ id }: Filed) =>
  (await clocksOf(county, `matter:${id}`)).map(({ kind, state, dueAt }) => [kind, state, dueAt]);
const overallOf = async ({ id }: Filed) =>
  (await clocksOf(county, `matter:${id}`)).find(({ kind }) => kind === "overall");
const receiptOf = async ({ receiptCode }: Filed) => {
  const address = `/receipts/${receiptCode}`;
  const json = await newVisitor().json("GET", `${county.base}/api/v1${address}`);
  const page = await newVisitor().get(county.base + address);
  return { text: await page.text(), json: (await json.json()) as Record<string, unknown> };
};
const figures = () => counted(county, "closed");

describe("a duplicate", () => {
  test("ends, with its clocks, in no list of what is open; both pages lead to one another", async () => {
    await merge(copy, main, on(2));
    expect(await rowOf(county, copy.id)).toMatchObject({
      state: "merged",
      mergedInto: main.id,
      closure: null,
    });
    expect((await clocksIn(copy)).map(([kind, state]) => [kind, state])).toEqual([
      ["overall", "cancelled"],
      ["step", "cancelled"],
    ]);
    const listed = async (done?: true) =>
      (await mattersPage(county.as("gridWorker", on(2)), done ? { done } : {})).matters.map(({ id }) => id);
    expect(await listed()).toEqual([main.id]);
    expect(await listed(true)).toEqual([copy.id]);
    const tied = async ({ id }: Filed) => (await matterPage(county.as("gridWorker", on(2)), id)).linked;
    expect(await tied(copy)).toMatchObject([{ id: main.id, tie: "main", maySee: true }]);
    expect(await tied(main)).toMatchObject([{ id: copy.id, tie: "duplicate", maySee: true }]);
    const told = async ({ id }: Filed) => (await timelineOf(county, `matter:${id}`)).at(-1);
    expect(await told(copy)).toMatchObject({ kind: "merged", detail: { number: await numberOf(main) } });
    expect(await told(main)).toMatchObject({ kind: "joined", detail: { number: await numberOf(copy) } });
  });

  test("is named by words, too; several that are meant are told, none is said so", async () => {
    await expect(merge(copy, "水管里没有的词", on(2))).rejects.toMatchObject({
      problems: [{ path: "main" }],
    });
    await report(on(1, "15:30"), "主管道爆裂", "老赵");
    await expect(merge(copy, "主管道", on(2))).rejects.toThrow(Invalid);
    await merge(copy, "门口是老王", on(2, "10:01"));
    expect((await rowOf(county, copy.id)).mergedInto).toBe(main.id);
  });

  test("stays late where it was late", async () => {
    await acceptMatter(county.as("gridWorker", on(2)), { matterId: copy.id });
    await rulesSince2025(county, ({ handling }) => {
      for (const level of handling.levels) level.escalateOn = [];
    });
    await merge(copy, main, on(8));
    expect((await clocksIn(copy)).map(([kind, state]) => [kind, state])).toEqual([
      ["overall", "cancelled"],
      ["step", "lapsed"],
    ]);
  });

  test.each(["resolved", "declined", "merged", "itself"])("isn't merged into one that is %s", async (how) => {
    let into = await report(on(1, "17:00"), "井盖松动", "老孙");
    if (how === "declined")
      await declineMatter(county.as("gridWorker", on(2)), { matterId: into.id, reason: "不属于" });
    if (how === "merged") await merge(into, main, on(2));
    if (how === "itself") into = copy;
    if (how === "resolved") {
      await acceptMatter(county.as("gridWorker", on(2)), { matterId: into.id });
      await resolve(into, on(2, "11:00"));
    }
    await expect(merge(copy, into, on(2, "12:00"))).rejects.toBeInstanceOf(Invalid);
    expect((await rowOf(county, copy.id)).state).toBe("reported");
  });

  test("isn't what others were merged into: there are no chains", async () => {
    const third = await report(on(1, "17:00"), "井盖松动", "老孙");
    await merge(third, copy, on(2));
    await expect(merge(copy, main, on(2, "11:00"))).rejects.toThrow("先把它们分开");
    await expect(
      declineMatter(county.as("gridWorker", on(2, "12:00")), { matterId: copy.id, reason: "不属于" }),
    ).rejects.toThrow("先把它们分开");
  });

  test("isn't merged by whoever may not act on the other", async () => {
    const above = await report(on(1, "17:00"), "管网改造", "老孙");
    await raiseMatter(county.as("gridWorker", on(2)), { matterId: above.id, reason: "要挖路" });
    await expect(merge(copy, above, on(2, "11:00"))).rejects.toThrow(Invalid);
    await expect(merge(above, main, on(2, "11:00"))).rejects.toBeInstanceOf(Forbidden);
    await merge(copy, above, on(2, "12:00"), "communityOfficer");
    expect((await rowOf(county, copy.id)).mergedInto).toBe(above.id);
  });
});

describe("the whole of the main matter", () => {
  test("is due when the sooner one was; a later one changes nothing", async () => {
    const before = (await overallOf(main))?.dueAt;
    await merge(copy, main, on(2));
    expect(await overallOf(main)).toMatchObject({ dueAt: before, setBy: "rules" });
    const late = await report(on(4), "又冒水了", "老周");
    expect(((await overallOf(late))?.dueAt ?? "") > (before ?? "")).toBe(true);
    await merge(late, main, on(4, "11:00"));
    expect(await overallOf(main)).toMatchObject({ dueAt: before, setBy: "rules" });
  });

  test("takes the sooner time of one that was reported before it", async () => {
    const late = await report(on(9), "又冒水了", "老周");
    const sooner = (await overallOf(copy))?.dueAt ?? "";
    await merge(copy, late, on(9, "11:00"), "streetOfficer");
    expect(await overallOf(late)).toMatchObject({ dueAt: sooner, setBy: "rules" });
    expect((await timelineOf(county, `matter:${late.id}`)).at(-1)).toMatchObject({
      kind: "joined",
      detail: { due: sooner },
    });
  });
});

describe("of two that happen at once", () => {
  const settled = async (...acts: Promise<unknown>[]) =>
    (await Promise.allSettled(acts)).filter(({ status }) => status === "fulfilled").length;

  test("two mergers that cross: one is done", async () => {
    expect(await settled(merge(copy, main, on(2)), merge(main, copy, on(2)))).toBe(1);
    const rows = [await rowOf(county, copy.id), await rowOf(county, main.id)];
    expect(rows.filter(({ state }) => state === "merged")).toHaveLength(1);
  });

  test("a chain never comes about", async () => {
    const third = await report(on(1, "17:00"), "井盖松动", "老孙");
    expect(await settled(merge(third, copy, on(2)), merge(copy, main, on(2)))).toBe(1);
  });

  test("nothing is merged into what ends: whichever was first, its follower isn't left alone", async () => {
    await settled(merge(copy, main, on(2)), resolve(main, on(2)));
    const [follower, ended] = [await rowOf(county, copy.id), await rowOf(county, main.id)];
    expect(["merged", "reported"]).toContain(follower.state);
    expect(ended.state).toBe("resolved");
  });
});

describe("whoever reported the duplicate", () => {
  test("reads where the main matter is, and nothing that another wrote or is", async () => {
    await merge(copy, main, on(2));
    await noteProgress(county.as("gridWorker", on(2, "11:00")), {
      ...{ matterId: main.id, text: "已联系王先生开门", audience: "resident" },
    });
    const { text, json } = await receiptOf(copy);
    expect(text).toContain(`和 ${await numberOf(main)} 一起办理`);
    expect(json).toMatchObject({ state: "merged", main: { state: "accepted" }, outcome: null });
    for (const words of [text, JSON.stringify(json)])
      for (const theirs of ["老王", "主管道爆裂", "已联系王先生", main.receiptCode])
        expect(words).not.toContain(theirs);
    expect((json.due as object[]).map((due) => (due as { kind: string }).kind).sort()).toEqual([
      "overall",
      "step",
    ]);
  });

  test("reads what came of it, and has a verdict of their own that is counted nowhere", async () => {
    await merge(copy, main, on(2));
    await expect(evaluate(copy, true, on(2, "11:00"))).rejects.toThrow("还没有结果");
    await resolve(main, on(3));
    const { text } = await receiptOf(copy);
    expect(text).toContain("水管已更换");
    await evaluate(main, true, on(3, "11:00"));
    const before = await figures();
    await evaluate(copy, true, on(3, "12:00"));
    expect(await rowOf(county, copy.id)).toMatchObject({
      state: "merged",
      closedAt: on(3, "12:00"),
      closure: null,
    });
    expect(await figures()).toEqual(before);
    await expect(evaluate(copy, false, on(3, "13:00"))).rejects.toThrow("已经评价过");
    expect((await receiptOf(copy)).text).toContain("您的评价已记录在案");
  });

  test("who isn't content has their own matter dealt with again, with the overall time it had", async () => {
    const whole = (await overallOf(copy))?.dueAt;
    await merge(copy, main, on(2));
    await resolve(main, on(3));
    await evaluate(main, true, on(3, "11:00"));
    await evaluate(copy, false, on(3, "12:00"));
    expect(await rowOf(county, copy.id)).toMatchObject({
      state: "reopened",
      mergedInto: null,
      reopenings: 1,
    });
    expect(
      (await clocksIn(copy)).filter(([, state]) => state === "running").map(([kind, , due]) => [kind, due]),
    ).toEqual([
      ["overall", whole],
      ["step", expect.any(String)],
    ]);
    expect((await rowOf(county, main.id)).state).toBe("closed");
    expect((await timelineOf(county, `matter:${main.id}`)).at(-1)?.kind).toBe("parted");
    await acceptMatter(county.as("communityOfficer", on(4)), { matterId: copy.id });
  });

  test("has as long as the rules give, from the outcome, whatever becomes of the main matter", async () => {
    await merge(copy, main, on(2));
    await resolve(main, on(3));
    const { json } = await receiptOf(copy);
    const until = String(json.evaluateBy);
    await actOnTime(systemAt(county, new Date(Date.parse(until) + 60_000).toISOString()));
    expect((await rowOf(county, main.id)).closure).toBe("unevaluated");
    await expect(evaluate(copy, false, new Date(Date.parse(until) + 1).toISOString())).rejects.toThrow(
      "评价期限到",
    );
    await evaluate(copy, false, until);
    expect((await rowOf(county, copy.id)).state).toBe("reopened");
  });

  test("doesn't read an outcome that was taken down", async () => {
    await merge(copy, main, on(2));
    await resolve(main, on(3), "水管已更换，王家院内");
    await evaluate(main, true, on(3, "11:00"));
    expect((await receiptOf(copy)).text).toContain("王家院内");
    await withholdOutcome(county.as("gridWorker", on(3, "12:00")), { matterId: main.id, reason: "写了住址" });
    const { text, json } = await receiptOf(copy);
    expect(text + JSON.stringify(json)).not.toContain("王家院内");
  });
});

describe("taken apart", () => {
  test("it is dealt with by whoever does so, with the times it had", async () => {
    const before = await clocksIn(copy);
    await merge(copy, main, on(2));
    await separate(copy, on(3));
    expect(await rowOf(county, copy.id)).toMatchObject({
      ...{ state: "accepted", mergedInto: null },
      handlerName: county.people.gridWorker.actor.name,
    });
    expect(await clocksIn(copy)).toEqual(before);
    const { matters } = await mattersPage(county.as("gridWorker", on(3)), {});
    expect(matters.map(({ id }) => id).sort()).toEqual([main.id, copy.id].sort());
    await merge(copy, main, on(3, "11:00"));
    await separate(copy, on(3, "12:00"));
    expect(await clocksIn(copy)).toEqual(before);
  });

  test("it isn't any more once something has come of the main matter", async () => {
    await merge(copy, main, on(2));
    await resolve(main, on(3));
    await expect(separate(copy, on(3, "11:00"))).rejects.toBeInstanceOf(Conflict);
  });
});

describe("read again", () => {
  test("what was rejected of a duplicate before stands in its timeline alone", async () => {
    await acceptMatter(county.as("gridWorker", on(2)), { matterId: copy.id });
    await resolve(copy, on(2, "11:00"), "已经擦干路面");
    await evaluate(copy, false, on(2, "12:00"));
    await acceptMatter(county.as("communityOfficer", on(2, "13:00")), { matterId: copy.id });
    await merge(copy, main, on(2, "14:00"), "communityOfficer");
    const { json } = await receiptOf(copy);
    expect(json).toMatchObject({ state: "merged", outcome: null, resolvedAt: null });
  });

  test("what came of the main matter is read as everybody reads it", async () => {
    await merge(copy, main, on(2));
    await resolve(main, on(2, "11:00"), "已联系 13912345678 更换水管");
    const { json, text } = await receiptOf(copy);
    expect(json.outcome).toContain("更换水管");
    expect(JSON.stringify(json) + text).not.toContain("13912345678");
  });

  test("a verdict on another main matter isn't one on this", async () => {
    await merge(copy, main, on(2));
    await resolve(main, on(2, "11:00"));
    await evaluate(copy, true, on(2, "12:00"));
    await evaluate(main, false, on(2, "13:00"));
    await separate(copy, on(2, "14:00"));
    expect(await rowOf(county, copy.id)).toMatchObject({
      state: "accepted",
      closedAt: null,
      satisfied: null,
    });
  });

  test("taken apart as the main matter is settled: one of both looks again", async () => {
    await merge(copy, main, on(2));
    const outcomes = await Promise.allSettled([
      resolve(main, on(2, "11:00")),
      separate(copy, on(2, "11:00")),
    ]);
    const [{ state: settled }, { state }] = [await rowOf(county, main.id), await rowOf(county, copy.id)];
    expect(outcomes.some(({ status }) => status === "fulfilled")).toBe(true);
    expect(["resolved merged", "resolved accepted", "accepted accepted"]).toContain(`${settled} ${state}`);
    // Whoever parted from it did so before anything came of it.
    const told = (await timelineOf(county, `matter:${main.id}`)).map(({ kind }) => kind);
    if (state === "accepted" && settled === "resolved")
      expect(told.indexOf("parted")).toBeLessThan(told.indexOf("resolved"));
  });

  test("the main matter has the sooner time as that was reckoned, by the class of the other", async () => {
    const early = await report("2026-08-20T02:00:00.000Z", "冒水", "老孙", county.org.grid, "roads");
    const own = await overallOf(early);
    await merge(early, main, on(2));
    const whole = await overallOf(main);
    const { startedAt, dueAt, inputs, setBy, ruleVersion } = own ?? {};
    expect(inputs).toMatchObject({ category: "roads" });
    expect(whole).toMatchObject({ startedAt, dueAt, inputs, setBy, ruleVersion, state: "running" });
  });
});
