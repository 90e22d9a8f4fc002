import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { stepDue } from "../../../worker/rules/engine/handling.ts";
import type { RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
import { at, beijing, calendar, rulesOf } from "../examples.ts";

const examplesPage = readFileSync(join(import.meta.dirname, "../../../docs/hours.md"), "utf8");
const examples = [...examplesPage.matchAll(/^\| (\w+ \| \d+ \w+ \| .*) \|$/gm)].map(([, row = ""]) =>
  row.split(" | ").map((cell) => cell.trim()),
) as [string, string, string, string, string][];

type Hours = RuleSetInput["officeHours"]["periods"];
const morning = { from: "08:30", to: "12:00" };
const usual: Hours = [morning, { from: "14:30", to: "18:00" }];
const daytime: Hours = [{ from: "08:00", to: "20:00" }];
const summer: Hours = [
  { from: "08:00", to: "12:00" },
  { from: "13:00", to: "17:00" },
];
const week: RuleSetInput["officeHours"] = {
  periods: usual,
  weekdays: [
    { days: ["friday"], periods: [morning, { from: "14:00", to: "16:30" }] },
    { days: ["saturday"], periods: [morning] },
  ],
  seasons: [{ name: "夏季作息", from: "06-01", to: "08-31", periods: summer }],
};
const services = [
  { key: "water", name: "供水抢修", rests: "never" as const },
  { key: "gas", name: "燃气抢修", rests: "never" as const, periods: daytime },
  { key: "counter", name: "周末窗口", rests: "holidays" as const, periods: daytime },
  { key: "late", name: "延时窗口", rests: "daysOff" as const, periods: daytime },
];
const { handling } = rulesOf("xinye");

/** Rules whose lowest level counts by these hours: `10 daysUnmoved`. */
function rulesFor(hours: string, words: string) {
  const [, amount, unit = ""] = /^(\d+) (\w+)$/.exec(words) ?? [];
  const service = services.find(({ key }) => key === hours)?.key;
  const [first, ...others] = handling.levels;
  const lowest = { ...first, limit: { [unit]: Number(amount) }, service } as typeof first & object;
  return rulesOf("xinye", {
    handling: { ...handling, levels: [lowest, ...others] },
    officeHours: hours === "week" ? week : { periods: usual },
    serviceHours: { services },
    localHolidays: undefined,
  });
}

describe("the examples of office hours, services and the ends of days", () => {
  test("are all found", () => {
    expect(examples.length).toBe(examplesPage.match(/^\|.*2026/gm)?.length);
    expect(examples.length).toBeGreaterThan(20);
    const named = new Set(examples.map(([hours]) => hours));
    expect([...named].sort()).toEqual(["counter", "gas", "late", "offices", "water", "week"]);
  });

  test.each(examples)("by %s %s from %s are due %s: %s", (hours, by, begins, due) => {
    const rules = rulesFor(hours, by);
    const step = stepDue(rules, rules.handling.levels[0]?.key ?? "", at(begins), calendar);
    expect([beijing(step.due), step.warnings]).toEqual([due, []]);
  });
});
