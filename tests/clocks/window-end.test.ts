import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { clocks } from "../../db/tenant/schema/work.ts";
import { grantPause } from "../../worker/domain/matters/decide-pause.ts";
import { pauseMatter } from "../../worker/domain/matters/pause.ts";
import { reportMatter } from "../../worker/domain/matters/report.ts";
import { resumeMatter } from "../../worker/domain/matters/resume.ts";
import { actOnTime } from "../../worker/domain/time.ts";
import { clocksOf, move, rulesSince2025, timelineOf } from "../matters/stages.ts";
import { type County, newCounty } from "../support/county.ts";
import { calendarWith, noticeOf, systemAt } from "./acting.ts";

/** Tuesday. */
const reported = "2026-12-01T02:00:00.000Z";
/** When somebody set that the grid must be done: a working day is left of it in the pause. */
const friday = "2026-12-11T10:00:00.000Z";
const paused = "2026-12-10T02:00:00.000Z";
/** When December's window has passed, so that the matter goes up at the end of January's: Wednesday 20, 2027 not being announced. */
const resumed = "2026-12-22T02:00:00.000Z";
const due = "2026-12-23T10:00:00.000Z";
const guessed = "2027-01-20T10:00:00.000Z";
/** What a notice makes of it that takes the days from then until Sunday off. */
const announced = calendarWith(noticeOf(2027, "01-20", "01-24"));
const right = "2027-01-25T10:00:00.000Z";

let county: County;
let matter: { id: string };
beforeEach(async () => {
  county = await newCounty();
  await rulesSince2025(county, ({ handling }) => {
    handling.windows = [{ key: "month", name: "月末会商", fromDay: 1, byDay: 20, dayOff: "after" }];
    const atWindow = { window: "month", limit: undefined, limits: undefined, escalateOn: ["windowEnd"] };
    Object.assign(handling.levels[0] ?? {}, atWindow);
  });
  const words = { category: "drainage", body: "井盖破损，车辆绕行", place: "北关路口" };
  const filed = await reportMatter(county.as(null, reported), { orgUnitId: county.org.grid, ...words });
  matter = filed;
  await move(county, filed, "accept", "gridWorker", "2026-12-01T03:00:00.000Z");
  const { orm } = county.db;
  const set = { setBy: "person", dueAt: friday } as const;
  await county.db.write([
    orm
      .update(clocks)
      .set(set)
      .where(eq(clocks.id, (await step())?.id ?? "")),
  ]);
  const asked = { matterId: filed.id, occasion: "等待鉴定、检测或评估结论", reason: "样品已送检" };
  await pauseMatter(county.as("gridWorker", paused), asked);
  await grantPause(county.as("communityOfficer", "2026-12-10T03:00:00.000Z"), { matterId: filed.id });
  await resumeMatter(county.as("gridWorker", resumed), { matterId: filed.id });
});

const step = async () =>
  (await clocksOf(county, `matter:${matter.id}`)).find(({ kind, endedAt }) => kind === "step" && !endedAt);

test("what goes up at the end of a window that nobody knows yet says so, and follows the notice; a time that is set stays", async () => {
  const caution = "自动转办的时间：2027年国务院放假通知尚未载入，工作日暂按周一至周五推算";
  const set = { setBy: "person", dueAt: due };
  expect(await step()).toMatchObject({ ...set, actsAt: guessed, caution });
  await actOnTime(systemAt(county, "2026-12-30T02:00:00.000Z", announced));
  expect(await step()).toMatchObject({ ...set, actsAt: right, caution: null });
  const told = (await timelineOf(county, `matter:${matter.id}`)).filter(({ kind }) => kind === "clockMoved");
  expect(told).toMatchObject([{ detail: { kind: "overall" } }]);
});
