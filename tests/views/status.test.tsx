import { expect, test } from "vitest";
import { StatusPage } from "../../views/installation/status.tsx";
import { type Readings, wrongIn } from "../../worker/domain/installation/readiness.ts";
import { instant } from "../../worker/time/instants.ts";
import { attribute, named, only, page, text } from "./parsed.ts";
import { frame as county } from "./samples.ts";

const frame = { ...county, base: "" };
const now = instant("2026-11-21T09:00:00.000Z");
const well: Readings = {
  writes: true,
  silent: [],
  cronAt: instant("2026-11-21T08:55:00.000Z"),
  queueAt: instant("2026-11-21T08:55:01.000Z"),
  counties: { current: 3, behind: 0, lost: 0, unopened: 0 },
  troubled: [],
  dead: 0,
  deadJobs: [],
};
const shown = (readings: Readings, diskFree: number | null = 8e9) => {
  const status = { ...readings, wrong: wrongIn(readings, diskFree, now), diskFree };
  return page(<StatusPage frame={frame} now={now} status={status} idempotencyKey="k" />);
};
const marks = (parsed: ReturnType<typeof shown>) =>
  named(only(parsed, "tbody"), "tr").map((row) => (text(row).includes("要处理") ? "×" : "✓"));

test("an installation in order says so, and offers nothing to do", () => {
  expect(text(only(shown(well), "main"))).toContain("一切正常");
  expect(marks(shown(well))).toEqual(["✓", "✓", "✓", "✓", "✓"]);
  expect(named(only(shown(well), "main"), "form")).toEqual([]);
});

test.each<[string, Partial<Readings>, number | null, number]>([
  ["no writes", { writes: false }, 8e9, 0],
  ["a cron that stands still", { cronAt: instant("2026-11-21T08:00:00.000Z") }, 8e9, 1],
  ["a queue that stands still", { queueAt: instant("2026-11-21T08:00:00.000Z") }, 8e9, 1],
  ["work given up", { dead: 1 }, 8e9, 2],
  ["a lost county", { counties: { ...well.counties, lost: 1 } }, 8e9, 3],
  ["a short disk", {}, 1e8, 4],
])("%s is marked, and nothing else", (_, change, diskFree, line) => {
  const parsed = shown({ ...well, ...change }, diskFree);
  expect(marks(parsed)).toEqual([0, 1, 2, 3, 4].map((each) => (each === line ? "×" : "✓")));
  expect(text(only(parsed, "main"))).toContain("有 1 项需要处理");
});

test("a further database server in trouble is named", () => {
  const parsed = shown({ ...well, silent: [3] });
  expect(marks(parsed)).toEqual(["✓", "×", "✓", "✓", "✓", "✓"]);
  expect(text(only(parsed, "main"))).toContain("第 3 个没有运行");
});

test("work given up can be done again, county by county, and shows its reason as text", () => {
  const dead = { slug: "xinye", name: "新野县", error: "<b>no answer</b>", diedAt: now };
  const parsed = shown({ ...well, dead: 1, deadJobs: [dead] });
  const form = only(only(parsed, "main"), "form");
  expect(attribute(form, "action")).toBe("/operator/tenants/xinye/upkeep");
  expect(text(only(parsed, "main"))).toContain("<b>no answer</b>");
});
