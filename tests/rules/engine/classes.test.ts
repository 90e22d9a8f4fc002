import { describe, expect, test } from "vitest";
import { routeFor, urgencyOf } from "../../../worker/rules/engine/classes.ts";
import { escalationOf } from "../../../worker/rules/engine/escalation.ts";
import { overallDue, stepDue } from "../../../worker/rules/engine/handling.ts";
import { doubtsOf } from "../../../worker/rules/review/doubts.ts";
import type { RuleSet } from "../../../worker/rules/schema/rule-set.ts";
import { refusals } from "../broken.ts";
import { at, beijing, calendar, rulesOf } from "../examples.ts";

const { intake, handling } = rulesOf("xinye");
const none = { units: [], children: [] };
const categories: RuleSet["intake"]["categories"] = [
  {
    ...{ key: "safety", name: "安全", units: [], urgency: "now" },
    children: [
      { key: "gas", name: "燃气", units: [], children: [{ key: "leak", name: "漏气", units: [] }] },
      { key: "lift", name: "电梯", ...none, urgency: "soon" },
    ],
  },
  { key: "road", name: "道路", ...none },
];
const urgencies = [
  { key: "now", name: "特急" },
  { key: "soon", name: "急办" },
  { key: "plain", name: "一般" },
];
/** One level with two workdays, and rows beside it; offices are open 08:30–12:00 and 14:30–18:00. */
const rules = rulesOf("xinye", {
  intake: {
    ...intake,
    categories,
    urgencies,
    admissionList: { ...intake.admissionList, enabled: false, categories: [] },
  },
  handling: {
    ...handling,
    windows: [],
    levels: handling.levels.map((level, index) => ({
      ...level,
      window: undefined,
      limit: { workdays: 2 },
      escalateOn: index === 0 ? ["overdue" as const] : [],
      limits: [
        { urgency: "plain", limit: { days: 20 } },
        { urgency: "now", limit: { hours: 4 } },
        { category: "safety", limit: { workdays: 1 } },
        { category: "gas", limit: { hours: 2 } },
        { category: "safety", urgency: "now", limit: { hours: 0.5 } },
      ],
    })),
    overall: { limit: { workdays: 10 }, limits: [{ urgency: "now", limit: { workdays: 3 } }] },
  },
  officeHours: {
    periods: [
      { from: "08:30", to: "12:00" },
      { from: "14:30", to: "18:00" },
    ],
  },
  localHolidays: undefined,
});
const [lowest] = handling.levels;
/** Monday 9 November 2026; the week has no holiday. */
const monday = at("2026-11-09 09:00");

describe("a limit by class of matter", () => {
  test.each<[string, string | null, string, string]>([
    ["road", null, "2026-11-11 18:00", "no row is for it: two workdays, Tue 10 and Wed 11 Nov"],
    ["road", "soon", "2026-11-11 18:00", "nor for that urgency"],
    ["road", "now", "2026-11-09 13:00", "four hours"],
    ["road", "plain", "2026-11-30 18:00", "the twentieth day is Sun 29 Nov, which moves to Mon 30"],
    ["lift", "soon", "2026-11-10 18:00", "the category above it has one workday"],
    ["lift", "plain", "2026-11-10 18:00", "a category counts before an urgency"],
    ["leak", "soon", "2026-11-09 11:00", "of two categories above it the lower one: two hours"],
    [
      "leak",
      "now",
      "2026-11-09 09:30",
      "category and urgency together before a lower category: half an hour",
    ],
    ["unknown", "now", "2026-11-09 13:00", "a category the rules don't have is of none"],
  ])("%s of urgency %s is due %s: %s", (category, urgency, due) => {
    const of = { category, urgency };
    expect(beijing(stepDue(rules, lowest?.key ?? "", monday, calendar, of).due)).toBe(due);
  });

  test("is the plain one for what keeps no class, as clocks of before", () => {
    expect(beijing(stepDue(rules, lowest?.key ?? "", monday, calendar).due)).toBe("2026-11-11 18:00");
    expect(beijing(overallDue(rules, monday, calendar).due)).toBe("2026-11-23 18:00");
  });

  test("may be of the whole, too: three workdays, until Thu 12 Nov", () => {
    expect(beijing(overallDue(rules, monday, calendar, { urgency: "now" }).due)).toBe("2026-11-12 18:00");
  });

  test("says when a matter goes up by itself", () => {
    const up = escalationOf(rules, lowest?.key ?? "", monday, calendar, [], { urgency: "now" });
    expect(up && beijing(up.at)).toBe("2026-11-09 13:00");
  });
});

test("a category brings its own urgency along, otherwise that of the nearest above it", () => {
  expect(["leak", "lift", "road", "other"].map((key) => urgencyOf(rules, key))).toEqual([
    "now",
    "soon",
    null,
    null,
  ]);
});

test("where a matter starts is said by the most specific route", () => {
  const routes = [
    { key: "line", name: "热线", sources: ["hotline"], level: "community" },
    { key: "safety", name: "安全", categories: ["safety"], level: "street" },
    { key: "gas", name: "燃气", categories: ["gas", "road"], sources: ["hotline"], level: "county" },
  ];
  const routed = { ...rules, handling: { ...rules.handling, routes } };
  const starts = (category: string, source: string) => routeFor(routed, { category, source })?.key ?? null;
  expect(starts("road", "resident")).toBeNull();
  expect(starts("other", "hotline")).toBe("line");
  expect(starts("lift", "hotline")).toBe("safety");
  expect(starts("leak", "resident")).toBe("safety");
  expect(starts("leak", "hotline")).toBe("gas");
  expect(routeFor(rules, { category: "leak", source: "hotline" })).toBeUndefined();
});

describe("rules that can't be meant", () => {
  const withLimits = (limits: object[]) => ({
    ...rules,
    handling: { ...handling, overall: { limit: { workdays: 10 }, limits } },
  });

  test("refuse a row for nothing, one class twice, and keys that point nowhere", () => {
    const limit = { workdays: 1 };
    expect(refusals(withLimits([{ limit }]))).toEqual([
      "handling.overall.limits.0: 类别和紧急程度至少填一项",
    ]);
    expect(
      refusals(
        withLimits([
          { urgency: "now", limit },
          { urgency: "now", limit },
        ]),
      ),
    ).toEqual(["handling.overall.limits.1: 这一类已经有时限"]);
    expect(refusals(withLimits([{ urgency: "never", limit }]))).toEqual([
      "handling.overall.limits.0.urgency: 没有标识为“never”的紧急程度",
    ]);
  });

  test("are doubted: an urgency that changes nothing, an overall limit over before a level's own", () => {
    const said = doubtsOf(rules, calendar).map(({ message }) => message);
    expect(said).toContain("没有一条时限按“急办”计算，选了它时限也不变。");
    expect(said).toContain(`总期限 10 个工作日，短于“${lowest?.name}”对“一般”的办理时限 20 天。`);
  });
});
