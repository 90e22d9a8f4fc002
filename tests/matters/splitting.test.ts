import { beforeEach, describe, expect, test } from "vitest";
import { Invalid } from "../../worker/domain/errors.ts";
import { acceptMatter } from "../../worker/domain/matters/accept.ts";
import { grantPause } from "../../worker/domain/matters/decide-pause.ts";
import { mergeMatter } from "../../worker/domain/matters/merge.ts";
import { pauseMatter } from "../../worker/domain/matters/pause.ts";
import { matterPage, mattersPage } from "../../worker/domain/matters/read.ts";
import { reportMatter } from "../../worker/domain/matters/report.ts";
import { resolveMatter } from "../../worker/domain/matters/resolve.ts";
import { resumeMatter } from "../../worker/domain/matters/resume.ts";
import { splitMatter } from "../../worker/domain/matters/split.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { newVisitor } from "../support/visitor.ts";
import { clocksOf, type Filed, rowOf, rulesSince2025, timelineOf } from "./stages.ts";

/** A day of an ordinary week from Monday the 24th on, at ten in Shanghai. */
const on = (day: number) => new Date(Date.UTC(2026, 7, 23 + day, 2)).toISOString();

let county: County;
let matter: Filed;
beforeEach(async () => {
  county = await newCounty();
  await rulesSince2025(county);
  matter = await reportMatter(county.as(null, on(1)), {
    ...{ orgUnitId: county.org.grid, category: "drainage", body: "下水道堵了，路也坏了" },
    ...{ place: "北关路口", reporterName: "老王", reporterPhone: "13812345678" },
  });
  await acceptMatter(county.as("gridWorker", on(2)), { matterId: matter.id });
});

const split = async (more: object = {}, who: Who = "gridWorker", at = on(3)) => {
  const words = { body: "路面塌陷", category: "roads", unit: county.org.grid };
  const made = await splitMatter(county.as(who, at), { matterId: matter.id, ...words, ...more });
  return (made as unknown as { part: string }).part;
};
const duesOf = async (id: string) =>
  (await clocksOf(county, `matter:${id}`)).map(({ kind, state, startedAt }) => [kind, state, startedAt]);

test("makes a second matter of the same reporter, with its own number, receipt and level's time; the whole runs from the first report", async () => {
  const before = await duesOf(matter.id);
  const id = await split();
  const [first, second] = [await rowOf(county, matter.id), await rowOf(county, id)];
  const same = ["place", "source", "reporterName", "reporterPhone", "reportedAt", "ruleVersion"] as const;
  for (const field of same) expect(second[field]).toBe(first[field]);
  expect(second).toMatchObject({
    ...{ state: "reported", body: "路面塌陷", category: "roads", level: "grid", handlerId: null },
    splitFrom: matter.id,
  });
  expect(first.state).toBe("accepted");
  expect(new Set([first.number, second.number, first.receiptCode, second.receiptCode]).size).toBe(4);
  expect(await duesOf(id)).toEqual([
    ["overall", "running", on(1)],
    ["step", "running", on(3)],
  ]);
  expect(await duesOf(matter.id)).toEqual(before);
  expect((await timelineOf(county, `matter:${id}`)).map(({ kind }) => kind)).toEqual(["splitOff"]);
  const { matters } = await mattersPage(county.as("gridWorker", on(3)), { search: "路面塌陷" });
  expect(matters.map((row) => row.id)).toEqual([id]);
});

test("both pages and both receipts lead to one another, and each goes its own way", async () => {
  const id = await split();
  const tied = async (one: string) => (await matterPage(county.as("gridWorker", on(3)), one)).linked;
  expect(await tied(matter.id)).toMatchObject([{ id, tie: "part" }]);
  expect(await tied(id)).toMatchObject([{ id: matter.id, tie: "origin" }]);
  const { receiptCode } = await rowOf(county, id);
  const page = async (code: string) => (await newVisitor().get(`${county.base}/receipts/${code}`)).text();
  expect(await page(matter.receiptCode)).toContain(`/receipts/${receiptCode}`);
  expect(await page(receiptCode)).toContain(`/receipts/${matter.receiptCode}`);
  expect(await page(receiptCode)).toContain("路面塌陷");
  await resolveMatter(county.as("gridWorker", on(4)), { matterId: matter.id, outcome: "已疏通" });
  expect((await rowOf(county, id)).state).toBe("reported");
});

describe("it lies", () => {
  test("where the first does, at the unit that has it, or below that; nowhere else", async () => {
    const { offers } = await matterPage(county.as("gridWorker", on(3)), matter.id);
    const fields = offers.find(({ name }) => name === "split")?.fields ?? [];
    expect(fields.find(({ name }) => name === "unit")?.options?.map(({ value }) => value)).toEqual([
      county.org.grid,
    ]);
    for (const unit of [county.org.community, county.org.otherGrid, county.org.root])
      await expect(split({ unit })).rejects.toBeInstanceOf(Invalid);
    await expect(split({ category: "nothing" })).rejects.toBeInstanceOf(Invalid);
  });
});

test("where the first has the sooner time of a duplicate, so has the second", async () => {
  const report = {
    ...{ orgUnitId: county.org.grid, category: "drainage", body: "路上冒水", place: "劳动街" },
    ...{ reporterName: "老李", reporterPhone: "13812345678" },
  };
  const sooner = await reportMatter(county.as(null, on(-3)), report);
  const main = (await rowOf(county, matter.id)).number;
  await mergeMatter(county.as("gridWorker", on(2)), { matterId: sooner.id, main, reason: "同一件事" });
  const whole = async (id: string) =>
    (await clocksOf(county, `matter:${id}`)).find(({ kind }) => kind === "overall");
  expect(await whole(await split())).toMatchObject({ startedAt: on(-3) });
});

test("as long as the first stood still the second has time, too; and no longer where somebody set a time for the whole", async () => {
  const waiting = { matterId: matter.id, occasion: "等待鉴定、检测或评估结论", reason: "样品已送检" };
  await pauseMatter(county.as("gridWorker", on(3)), waiting);
  await grantPause(county.as("communityOfficer", on(3)), { matterId: matter.id });
  await resumeMatter(county.as("gridWorker", on(11)), { matterId: matter.id });
  const whole = async (id: string) =>
    (await clocksOf(county, `matter:${id}`)).find(({ kind }) => kind === "overall");
  const first = await whole(matter.id);
  expect(first?.pauses).toHaveLength(1);
  const second = await whole(await split({}, "gridWorker", on(12)));
  expect(second).toMatchObject({ startedAt: on(1), pauses: first?.pauses, dueAt: first?.dueAt });
});
