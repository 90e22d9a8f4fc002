import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  evaluationDue,
  handlingLevel,
  nextHandlingLevel,
  overallDue,
  stepDue,
  whistleDue,
  windowEnd,
} from "../../../worker/rules/engine/handling.ts";
import { dueWithPauses } from "../../../worker/rules/engine/pauses.ts";
import { at, beijing, calendar, moments, rulesOf } from "../examples.ts";

const xinye = rulesOf("xinye");
const ninglang = rulesOf("ninglang");

describe("the two clocks", () => {
  test("each level has its own limit, the overall clock another", () => {
    const from = at("2026-10-12 09:00");
    expect(beijing(stepDue(xinye, "grid", from, calendar).due)).toBe("2026-10-15 18:00");
    expect(beijing(stepDue(xinye, "street", from, calendar).due)).toBe("2026-10-26 18:00");
    expect(beijing(overallDue(xinye, from, calendar).due)).toBe("2026-11-23 18:00");
    expect(beijing(evaluationDue(xinye, from, calendar).due)).toBe("2026-10-19 18:00");
  });

  test("use the tenant's office hours, whatever calendar they are given", () => {
    const early = rulesOf("xinye", { officeHours: { periods: [{ from: "08:00", to: "16:00" }] } });
    expect(beijing(stepDue(early, "grid", at("2026-10-12 09:00"), calendar).due)).toBe("2026-10-15 16:00");
  });

  test("a level the rules don't have is refused", () => {
    expect(() => stepDue(xinye, "province", at("2026-10-12 09:00"), calendar)).toThrow(RangeError);
  });
});

describe("going up", () => {
  test("ends above the last level", () => {
    expect(nextHandlingLevel(xinye, "grid")?.key).toBe("community");
    expect(nextHandlingLevel(xinye, "county")).toBeUndefined();
  });

  test("skips the town where there is none", () => {
    const jiyang = rulesOf("jiyang");
    expect(nextHandlingLevel(jiyang, "community")?.key).toBe("cluster");
    expect(nextHandlingLevel(jiyang, "cluster")?.key).toBe("district");
  });
});

describe("a limit beside a monthly window", () => {
  const [, gridMeeting] = ninglang.handling.windows;
  const rules = (fromDay: number) => {
    const windows = [
      { ...gridMeeting, key: "gridMeeting", name: "会", fromDay, byDay: 15, dayOff: "after" as const },
    ];
    const levels = ninglang.handling.levels.map((level) =>
      level.key === "gridMeeting"
        ? { ...level, limit: { workdays: 2 } }
        : { ...level, window: undefined, limit: { days: 9 }, escalateOn: ["request" as const] },
    );
    return rulesOf("ninglang", { handling: { ...ninglang.handling, windows, levels } });
  };

  // The 11th of November 2026 is a Wednesday; the 11th of December a Friday.
  test.each([
    [11, "before it begins: from its first day, which isn't counted", "2026-11-03 09:00", "2026-11-13 18:00"],
    [11, "within it: from when it is there", "2026-11-12 09:00", "2026-11-16 18:00"],
    [11, "after it: from the first day of the next", "2026-11-17 09:00", "2026-12-15 18:00"],
    [1, "from the first of the month: from when it is there", "2026-11-03 09:00", "2026-11-05 18:00"],
    [1, "after it: from the first of the next month", "2026-11-17 09:00", "2026-12-03 18:00"],
  ])("from the %d: %s", (fromDay, _, from, expected) => {
    expect(beijing(stepDue(rules(fromDay), "gridMeeting", at(from), calendar).due)).toBe(expected);
  });

  test("runs out alike for a clock that never stood still", () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: 1, max: 15 }), (from, fromDay) => {
        const changed = rules(fromDay);
        const level = handlingLevel(changed, "gridMeeting");
        const { due } = dueWithPauses(changed, level, from, [], calendar);
        expect(due).toBe(stepDue(changed, "gridMeeting", from, calendar).due);
      }),
    );
  });
});

describe("monthly windows", () => {
  test.each([
    ["patrol by the 10th", "patrol", "2026-11-03 09:00", "2026-11-10 18:00"],
    ["the 10th itself, before closing", "patrol", "2026-11-10 17:59", "2026-11-10 18:00"],
    ["the 10th itself, after closing", "patrol", "2026-11-10 18:00", "2026-12-10 18:00"],
    ["grid meeting by the 15th, a Sunday", "gridMeeting", "2026-11-10 18:00", "2026-11-16 18:00"],
    ["a 15th in Spring Festival", "gridMeeting", "2026-02-10 18:00", "2026-02-24 18:00"],
    ["after the 15th but within its extension", "gridMeeting", "2026-02-20 12:00", "2026-02-24 18:00"],
    ["street by the 25th", "street", "2026-11-16 18:00", "2026-11-25 18:00"],
    ["over the turn of the year", "patrol", "2025-12-31 18:00", "2026-01-12 18:00"],
  ])("%s", (_, level, from, expected) => {
    expect(beijing(stepDue(ninglang, level, at(from), calendar).due)).toBe(expected);
  });

  const patrolBy = (byDay: number, dayOff: "before" | "after") => {
    const patrol = { key: "patrol", name: "摸底排查", byDay, dayOff };
    const windows = [patrol, ...ninglang.handling.windows.slice(1)];
    const rules = rulesOf("ninglang", { handling: { ...ninglang.handling, windows } });
    return (from: string) => beijing(windowEnd(rules, "patrol", at(from), calendar).due);
  };

  test("may move before a day off instead, and then also skip a month", () => {
    // 1 February 2026 is a Sunday, so is 1 March; 28 February is worked.
    const end = patrolBy(1, "before");
    expect(end("2026-01-30 09:00")).toBe("2026-01-30 18:00");
    expect(end("2026-01-31 09:00")).toBe("2026-02-28 18:00");
  });

  test("may move into the next month, and are still open there", () => {
    // Spring Festival 2025 runs from 28 January to 4 February.
    expect(patrolBy(28, "after")("2025-02-03 12:00")).toBe("2025-02-05 18:00");
  });

  test("with a limit beside it, the earlier counts", () => {
    const rules = rulesOf("ninglang", {
      handling: {
        ...ninglang.handling,
        levels: ninglang.handling.levels.map((level) => ({ ...level, limit: { workdays: 3 } })),
      },
    });
    expect(beijing(stepDue(rules, "patrol", at("2026-11-02 09:00"), calendar).due)).toBe("2026-11-05 18:00");
    expect(beijing(stepDue(rules, "patrol", at("2026-11-09 09:00"), calendar).due)).toBe("2026-11-10 18:00");
  });

  test("end after what came before them, in the order in which it came, within six weeks", () => {
    fc.assert(
      fc.property(moments, moments, (one, other) => {
        const [first, second] = one < other ? [one, other] : [other, one];
        const end = windowEnd(ninglang, "street", first, calendar).due;
        expect(end > first).toBe(true);
        expect(Date.parse(end) - Date.parse(first)).toBeLessThan(42 * 86_400_000);
        expect(end <= windowEnd(ninglang, "street", second, calendar).due).toBe(true);
      }),
    );
  });
});

test("a whistle's clocks all start when it blows", () => {
  const yulin = rulesOf("yulin");
  const due = (stage: Parameters<typeof whistleDue>[2], rules = yulin) => {
    const found = whistleDue(rules, "street", stage, at("2026-11-20 16:40"), calendar);
    return found && beijing(found.due);
  };
  expect([due("sign"), due("contact"), due("reportIn"), due("done")]).toEqual([
    "2026-11-23 11:10",
    "2026-11-23 18:00",
    "2026-11-24 18:00",
    "2026-12-04 18:00",
  ]);
  const [whistle] = yulin.handling.whistles;
  if (!whistle) throw new Error("no whistle");
  const two = { ...whistle, clocks: { sign: whistle.clocks.sign, done: whistle.clocks.done } };
  const short = { ...yulin, handling: { ...yulin.handling, whistles: [two] } };
  expect([due("sign", short), due("contact", short), due("reportIn", short), due("done", short)]).toEqual([
    "2026-11-23 11:10",
    undefined,
    undefined,
    "2026-12-04 18:00",
  ]);
});
