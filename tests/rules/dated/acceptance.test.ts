import { describe, expect, test } from "vitest";
import { unattendedPath } from "../../../worker/rules/engine/escalation.ts";
import { overallDue, stepDue } from "../../../worker/rules/engine/handling.ts";
import { exampleClocks } from "../../../worker/rules/engine/preview.ts";
import type { RuleSet, RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
import { at, beijing, calendar, rulesOf } from "../examples.ts";

/**
 * Limits that begin with acceptance: the grid accepts within one working day and has three from then; the whole is 20 from the first
 * acceptance. Monday 1 June 2026 to Thursday 18 June are ordinary weeks; Friday the 19th is the Dragon Boat Festival.
 */
const { handling } = rulesOf("huaping");
const from = (escalateOn: NonNullable<RuleSetInput["handling"]["levels"][number]["escalateOn"]>): RuleSet => {
  const levels = handling.levels.map((level, index) => ({
    ...level,
    acceptWithin: { workdays: 1 },
    ...(index === 0 ? { limit: { workdays: 3 }, startsOn: "acceptance" as const, escalateOn } : {}),
  }));
  const overall = { ...handling.overall, limit: { workdays: 20 }, startsOn: "acceptance" as const };
  return rulesOf("huaping", { handling: { ...handling, levels, overall } });
};
const pulled = from(["request", "unaccepted", "overdue"]);

describe("a limit that begins with acceptance", () => {
  test("accepted Tue 2 Jun 2026 16:00: Wed 3, Thu 4, Fri 5 Jun", () => {
    expect(beijing(stepDue(pulled, "grid", at("2026-06-02 16:00"), calendar).due)).toBe("2026-06-05 18:00");
  });
  test("the whole, first accepted Tue 2 Jun 2026: 3–5 (3), 8–12 (8), 15–18 (12), 22–26 (17), 29 Jun–1 Jul (20)", () => {
    expect(beijing(overallDue(pulled, at("2026-06-02 16:00"), calendar).due)).toBe("2026-07-01 18:00");
  });
});

describe("a matter that nobody accepts", () => {
  const way = (rules: RuleSet) =>
    unattendedPath(rules, "grid", at("2026-06-01 09:00"), calendar).map(
      ({ level, due, isAccepting, escalation }) => [
        level.key,
        beijing(due),
        isAccepting,
        escalation?.cause,
        escalation && beijing(escalation.at),
      ],
    );

  test("comes Mon 1 Jun 2026, is to be accepted by Tue 2 Jun and goes up then; overdue it never is, as it hasn't begun", () => {
    expect(way(pulled)[0]).toEqual(["grid", "2026-06-02 18:00", true, "unaccepted", "2026-06-02 18:00"]);
    expect(way(pulled)[1]?.slice(0, 3)).toEqual(["community", "2026-06-09 18:00", false]);
  });
  test("stays where the rules let nobody's silence pass it on, late with accepting", () => {
    expect(way(from(["request", "overdue"]))).toEqual([
      ["grid", "2026-06-02 18:00", true, undefined, undefined],
    ]);
  });
});

test("the preview reckons it as if accepted at its moment, and says so", () => {
  const moment = { label: "周二", at: at("2026-06-02 16:00") };
  const [example] = exampleClocks(pulled, [moment], calendar);
  const named = (key: string) => example?.clocks.find((clock) => clock.key === key);
  expect(named("step.grid")).toMatchObject({ name: "事项：网格办理（自受理起）", accepted: true });
  expect(named("overall")?.name).toBe("事项：总期限（自受理起）");
  expect(named("step.community")).toMatchObject({ accepted: false });
});

describe("rules with a limit that begins with acceptance, and", () => {
  const levels = handling.levels.map((level) => ({ ...level, acceptWithin: { workdays: 1 } }));
  const [grid, ...above] = levels;
  const given = (change: object, more: object = {}) =>
    rulesOf("huaping", {
      handling: {
        ...handling,
        levels: [{ ...grid, ...change } as (typeof levels)[number], ...above],
        ...more,
      },
    });

  test("a time to accept are taken", () => {
    expect(given({ startsOn: "acceptance" }).handling.levels[0]?.startsOn).toBe("acceptance");
  });
  test("none are refused: silence would stop it for ever", () => {
    expect(() => given({ startsOn: "acceptance", acceptWithin: undefined })).toThrow("须设受理时限");
  });
  test("a level without one, of the whole, are refused", () => {
    const overall = { ...handling.overall, startsOn: "acceptance" };
    expect(given({}, { overall }).handling.overall.startsOn).toBe("acceptance");
    expect(() => given({ acceptWithin: undefined }, { overall })).toThrow("每一级都须设受理时限");
  });
  test("a window are refused: it is the same days for everybody", () => {
    const windows = [{ key: "month", name: "月中", byDay: 15 }];
    expect(() => given({ startsOn: "acceptance", window: "month" }, { windows })).toThrow("办理窗口");
  });
});
