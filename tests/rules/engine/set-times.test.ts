import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { endOfDay, extendedDue, levelDays, setDueAfter } from "../../../worker/rules/engine/set-times.ts";
import type { RuleSet } from "../../../worker/rules/schema/rule-set.ts";
import type { Duration } from "../../../worker/time/duration.ts";
import { dayOf, type Instant, instant, toMs } from "../../../worker/time/instants.ts";
import { at, beijing, calendar, moments, rulesOf } from "../examples.ts";

const { handling } = rulesOf("xinye");

/** Xinye's, its grids counting by a limit and a service; an extension is five working days at most, or what is said. */
function rulesBy(
  limit: Duration,
  service?: "always" | "evenings",
  longest: Duration = { workdays: 5 },
): RuleSet {
  const [grid, ...above] = handling.levels;
  const levels = [
    { ...grid, key: "grid", name: "网格", level: "grid", limit, ...(service ? { service } : {}) },
    ...above,
  ];
  const periods = [{ from: "08:00" as const, to: "20:00" as const }];
  return rulesOf("xinye", {
    handling: { ...handling, levels, extensions: { longest, times: 1, approver: "levelAbove" } },
    serviceHours: {
      services: [
        { key: "always", name: "抢修", rests: "never" },
        { key: "evenings", name: "热线", rests: "daysOff", periods },
      ],
    },
  });
}

const daysBy = (rules: RuleSet) => levelDays(rules, calendar, "grid");

describe("a time that somebody set, after a pause", () => {
  const resumed = (rules: RuleSet, due: string, from: string, to: string) =>
    beijing(setDueAfter(daysBy(rules), at(due), { pausedAt: at(from), resumedAt: at(to) }).due);

  test("has the working days left that it had", () => {
    // Two after Friday: Monday and Tuesday; from Thursday 26 on to Friday 27 and Monday 30 November 2026.
    const rules = rulesBy({ workdays: 3 });
    expect(resumed(rules, "2026-11-24 18:00", "2026-11-20 10:00", "2026-11-26 10:00")).toBe(
      "2026-11-30 18:00",
    );
    expect(resumed(rules, "2026-11-20 18:00", "2026-11-20 10:00", "2026-11-21 10:00")).toBe(
      "2026-11-23 18:00",
    );
  });

  test("loses nothing within one day, by whatever days its level counts", () => {
    const always = rulesBy({ workdays: 3 }, "always");
    expect(resumed(always, "2026-11-23 00:00", "2026-11-20 10:00", "2026-11-20 10:01")).toBe(
      "2026-11-23 00:00",
    );
    const midnight = rulesBy({ daysToMidnight: 3 });
    expect(resumed(midnight, "2026-11-25 00:00", "2026-11-20 10:00", "2026-11-20 19:00")).toBe(
      "2026-11-25 00:00",
    );
    expect(resumed(midnight, "2026-11-21 00:00", "2026-11-20 10:00", "2026-11-20 19:00")).toBe(
      "2026-11-21 00:00",
    );
  });

  test("stays as it is where it had run out, or nothing stood still; later it is never sooner", () => {
    const limits = fc.constantFrom<Duration>(
      { workdays: 3 },
      { days: 4 },
      { daysToMidnight: 3 },
      { daysUnmovedToMidnight: 2 },
    );
    const services = fc.constantFrom(undefined, "always" as const, "evenings" as const);
    const minutes = fc.nat(20 * 24 * 60);
    const later = (from: Instant, by: number) => instant(toMs(from) + by * 60_000);
    fc.assert(
      fc.property(
        limits,
        services,
        moments,
        minutes,
        minutes,
        minutes,
        (limit, service, pausedAt, until, stood, more) => {
          const days = daysBy(rulesBy(limit, service));
          const due = endOfDay(days, dayOf(later(pausedAt, until)));
          const dueIf = (resumedAt: Instant) => setDueAfter(days, due, { pausedAt, resumedAt }).due;
          expect(dueIf(pausedAt)).toBe(due);
          if (due < pausedAt) expect(dueIf(later(pausedAt, stood))).toBe(due);
          expect(dueIf(later(pausedAt, stood + more)) >= dueIf(later(pausedAt, stood))).toBe(true);
        },
      ),
    );
  });
});

describe("the latest day of an extension ends as the level's days end", () => {
  const latest = (rules: RuleSet, due: string) => beijing(extendedDue(rules, at(due), daysBy(rules)).due);

  test.each<[string, RuleSet, string, string]>([
    ["offices", rulesBy({ workdays: 3 }), "2026-11-19 18:00", "2026-11-26 18:00"],
    ["a service of evenings", rulesBy({ workdays: 3 }, "evenings"), "2026-11-19 20:00", "2026-11-26 20:00"],
    // Friday to Tuesday: it never rests. Due at the midnight that ends a Thursday it is due on that Thursday.
    ["one that never rests", rulesBy({ workdays: 3 }, "always"), "2026-11-20 00:00", "2026-11-25 00:00"],
    ["days to midnight", rulesBy({ daysToMidnight: 3 }), "2026-11-20 00:00", "2026-11-27 00:00"],
    [
      "an extension in hours, to the moment",
      rulesBy({ daysToMidnight: 3 }, undefined, { hours: 5 }),
      "2026-11-20 00:00",
      "2026-11-20 05:00",
    ],
  ])("%s", (_, rules, due, end) => {
    expect(latest(rules, due)).toBe(end);
  });
});
