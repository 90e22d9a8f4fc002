import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { escalationOf, unattendedPath } from "../../../worker/rules/engine/escalation.ts";
import { stepDue, windowEnd } from "../../../worker/rules/engine/handling.ts";
import type { EscalationCause, RuleSet } from "../../../worker/rules/schema/rule-set.ts";
import type { Duration } from "../../../worker/time/duration.ts";
import { at, beijing, calendar, moments, rulesOf } from "../examples.ts";

/** Grid, community, street, county (alone: the community); limits and windows as given, and on what each passes on. */
function rulesWith(
  steps: {
    limit?: number | undefined;
    window?: string;
    escalateOn?: EscalationCause[];
    acceptWithin?: Duration;
  }[],
): RuleSet {
  const base = rulesOf("xinye");
  return rulesOf("xinye", {
    officeHours: { periods: [{ from: "08:30", to: "18:00" }] },
    localHolidays: undefined,
    handling: {
      levels: steps.map(({ limit, ...step }, index) => ({
        key: ["grid", "community", "street", "county"][index] ?? "",
        name: `第${index + 1}级`,
        level: base.handling.levels[index + (steps.length === 1 ? 1 : 0)]?.level ?? "",
        ...(limit ? { limit: { workdays: limit } } : {}),
        ...step,
      })),
      windows: [10, 15, 25].map((byDay) => ({ key: `by${byDay}`, name: `${byDay}日前`, byDay })),
      overall: { limit: { days: 60 } },
      evaluation: { within: { days: 7 } },
    },
  });
}

describe("leaving a level by itself", () => {
  const leaves = (step: Parameters<typeof rulesWith>[0][number], from = "2026-11-02 09:00") => {
    const escalation = escalationOf(rulesWith([step, { limit: 5 }]), "grid", at(from), calendar);
    return escalation && [escalation.cause, beijing(escalation.at), escalation.to.key];
  };

  test("happens when the limit is over", () => {
    expect(leaves({ limit: 3, escalateOn: ["overdue"] })).toEqual([
      "overdue",
      "2026-11-05 18:00",
      "community",
    ]);
  });

  test("happens when the window ends, whatever the limit", () => {
    const end = ["windowEnd", "2026-11-10 18:00", "community"];
    expect(leaves({ window: "by10", escalateOn: ["request", "windowEnd"] })).toEqual(end);
    expect(leaves({ window: "by10", limit: 3, escalateOn: ["windowEnd"] })).toEqual(end);
  });

  test("happens at the earlier of the two", () => {
    const both = (limit: number) => leaves({ window: "by10", limit, escalateOn: ["windowEnd", "overdue"] });
    expect(both(3)).toEqual(["overdue", "2026-11-05 18:00", "community"]);
    expect(both(20)).toEqual(["windowEnd", "2026-11-10 18:00", "community"]);
    expect(both(6)).toEqual(["windowEnd", "2026-11-10 18:00", "community"]);
  });

  test("is for being overdue, window or not, where the rules name only that", () => {
    const end = ["overdue", "2026-11-10 18:00", "community"];
    expect(leaves({ window: "by10", escalateOn: ["overdue"] })).toEqual(end);
    expect(leaves({ window: "by10", limit: 20, escalateOn: ["overdue"] })).toEqual(end);
  });

  test("doesn't happen where only a request sends it up, nor where nothing does", () => {
    expect(leaves({ limit: 3, window: "by10" })).toBeUndefined();
    expect(leaves({ limit: 3, escalateOn: ["request"] })).toBeUndefined();
    expect(leaves({ limit: 3, escalateOn: [] })).toBeUndefined();
  });

  test("doesn't happen at the top", () => {
    const rules = rulesWith([{ limit: 3 }, { limit: 3, escalateOn: ["overdue"] }]);
    expect(escalationOf(rules, "community", at("2026-11-02 09:00"), calendar)).toBeUndefined();
  });

  test("carries the warning of a year without its notice", () => {
    const rules = rulesWith([{ limit: 3, escalateOn: ["overdue"] }, { limit: 3 }]);
    expect(escalationOf(rules, "grid", at("2026-12-30 09:00"), calendar)?.warnings).toHaveLength(1);
    expect(escalationOf(rules, "grid", at("2026-12-23 09:00"), calendar)?.warnings).toEqual([]);
  });

  test("needs a level that the rules have", () => {
    const rules = rulesWith([{ limit: 3 }]);
    expect(() => escalationOf(rules, "moon", at("2026-12-30 09:00"), calendar)).toThrow(RangeError);
  });
});

describe("the way of a matter that nobody acts on", () => {
  const byItself: EscalationCause[] = ["windowEnd", "overdue"];
  const windows = rulesWith([
    { window: "by10", escalateOn: byItself },
    { window: "by15", escalateOn: byItself },
    { window: "by25", limit: 3, escalateOn: byItself },
    { limit: 15, escalateOn: ["overdue"] },
  ]);
  const path = (rules: RuleSet, from: string, moment: string) =>
    unattendedPath(rules, from, at(moment), calendar).map(({ level, enteredAt, due, escalation }) => [
      level.key,
      beijing(enteredAt),
      beijing(due),
      escalation?.cause,
      escalation?.to.key,
    ]);

  test("goes up to the top, each step from the end of the one before", () => {
    expect(path(windows, "grid", "2026-11-02 09:00")).toEqual([
      ["grid", "2026-11-02 09:00", "2026-11-10 18:00", "windowEnd", "community"],
      ["community", "2026-11-10 18:00", "2026-11-16 18:00", "windowEnd", "street"],
      ["street", "2026-11-16 18:00", "2026-11-19 18:00", "overdue", "county"],
      ["county", "2026-11-19 18:00", "2026-12-10 18:00", undefined, undefined],
    ]);
  });

  test("begins where it lands", () => {
    expect(path(windows, "street", "2026-11-24 09:00")).toEqual([
      ["street", "2026-11-24 09:00", "2026-11-25 18:00", "windowEnd", "county"],
      ["county", "2026-11-25 18:00", "2026-12-16 18:00", undefined, undefined],
    ]);
  });

  test("ends at a level that doesn't pass on by itself", () => {
    const rules = rulesWith([{ limit: 1, escalateOn: ["overdue"] }, { limit: 2 }, { limit: 3 }]);
    expect(path(rules, "grid", "2026-11-02 09:00")).toEqual([
      ["grid", "2026-11-02 09:00", "2026-11-03 18:00", "overdue", "community"],
      ["community", "2026-11-03 18:00", "2026-11-05 18:00", undefined, undefined],
    ]);
  });

  test("leaves a level that accepts too late, where that comes before its time is over", () => {
    const within = {
      acceptWithin: { workingHours: 2 },
      escalateOn: ["unaccepted", "overdue"] as EscalationCause[],
    };
    const rules = rulesWith([
      { limit: 3, ...within },
      { limit: 3, ...within, acceptWithin: { workdays: 9 } },
      { limit: 3, ...within, escalateOn: ["overdue"] },
      { limit: 3, ...within },
    ]);
    expect(path(rules, "grid", "2026-11-02 09:00")).toEqual([
      ["grid", "2026-11-02 09:00", "2026-11-05 18:00", "unaccepted", "community"],
      ["community", "2026-11-02 11:00", "2026-11-05 18:00", "overdue", "street"],
      ["street", "2026-11-05 18:00", "2026-11-10 18:00", "overdue", "county"],
      ["county", "2026-11-10 18:00", "2026-11-13 18:00", undefined, undefined],
    ]);
  });

  const causes = fc.subarray<EscalationCause>(["request", "overdue"]);
  const steps = fc.array(
    fc.oneof(
      fc.record({ limit: fc.integer({ min: 1, max: 15 }), escalateOn: causes }),
      fc.record({
        window: fc.constantFrom("by10", "by15", "by25"),
        limit: fc.option(fc.integer({ min: 1, max: 15 }), { nil: undefined }),
        escalateOn: fc.subarray<EscalationCause>(["request", "overdue", "windowEnd"]),
      }),
    ),
    { minLength: 1, maxLength: 4 },
  );

  test("climbs one level at a time without a gap, and leaves none before it is due", () => {
    fc.assert(
      fc.property(steps, moments, (list, moment) => {
        const rules = rulesWith(list);
        const path = unattendedPath(rules, "grid", moment, calendar);
        expect(path[0]).toMatchObject({ level: { key: "grid" }, enteredAt: moment });
        for (const [index, { level, enteredAt, due, escalation }] of path.entries()) {
          expect(rules.handling.levels.indexOf(level)).toBe(index);
          expect(due).toBe(stepDue(rules, level.key, enteredAt, calendar).due);
          const next = path[index + 1];
          expect([next?.level, next?.enteredAt]).toEqual([escalation?.to, escalation?.at]);
          if (!escalation) continue;
          expect(escalation.at >= due && escalation.at > enteredAt).toBe(true);
          const end = level.window && windowEnd(rules, level.window, enteredAt, calendar).due;
          expect(escalation.at).toBe(level.escalateOn.includes("overdue") ? due : end);
          expect(level.escalateOn).toContain(escalation.cause);
        }
      }),
    );
  });

  test("is the same in whatever order the causes are listed", () => {
    fc.assert(
      fc.property(steps, moments, (list, moment) => {
        const rules = rulesWith(list);
        const levels = rules.handling.levels.map((level) => ({
          ...level,
          escalateOn: [...level.escalateOn].reverse(),
        }));
        const turned = { ...rules, handling: { ...rules.handling, levels } };
        const path = (of: RuleSet) =>
          unattendedPath(of, "grid", moment, calendar).map(({ due, escalation }) => [due, escalation?.cause]);
        expect(path(turned)).toEqual(path(rules));
      }),
    );
  });
});
