import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addWorkingHours, dueAfter, workingTimeBetween } from "../../../worker/rules/engine/duration.ts";
import {
  extendedDue,
  longestPause,
  mayExtend,
  mayPause,
  resumedDue,
} from "../../../worker/rules/engine/pauses.ts";
import type { Duration } from "../../../worker/rules/schema/rule-set.ts";
import { HOUR, type Instant, instant, toMs } from "../../../worker/time/instants.ts";
import { at, beijing, calendar, durations, moments, rulesOf } from "../examples.ts";

const { pauses: _, extensions: __, ...handling } = rulesOf("xinye").handling;
const officeHours = {
  periods: [
    { from: "08:30", to: "12:00" },
    { from: "14:30", to: "18:00" },
  ],
} as const;
const place = { officeHours: { periods: [...officeHours.periods] }, localHolidays: undefined };
const bare = rulesOf("xinye", { handling, ...place });
const rules = rulesOf("xinye", {
  ...place,
  handling: {
    ...handling,
    pauses: { reasons: ["等待材料"], longest: { days: 30 }, times: 2, approver: "handler" },
    extensions: { longest: { workdays: 5 }, times: 1, approver: "levelAbove" },
  },
});

const days: Duration = { days: 10 };
const workdays: Duration = { workdays: 3 };
const workingHours: Duration = { workingHours: 4 };
const hours: Duration = { hours: 24 };

/** Of 2026, Beijing time: `11-19 18:00`. */
const pause = (due: string, paused: string, resumed: string) => ({
  due: at(`2026-${due}`),
  pausedAt: at(`2026-${paused}`),
  resumedAt: at(`2026-${resumed}`),
});

describe("a clock that stood still", () => {
  test.each([
    ["two working days left", workdays, "11-19 18:00", "11-17 10:00", "11-23 15:00", "11-25 18:00"],
    ["a weekend doesn't count", workdays, "11-23 18:00", "11-20 10:00", "11-26 09:00", "11-27 18:00"],
    ["resumed on a Saturday", workdays, "11-23 18:00", "11-20 10:00", "11-28 09:00", "11-30 18:00"],
    ["over National Day", workdays, "09-29 18:00", "09-28 10:00", "09-30 09:00", "10-08 18:00"],
    ["no day left, in office hours", workdays, "11-19 18:00", "11-19 10:00", "11-24 11:00", "11-24 18:00"],
    ["no day left, after closing", workdays, "11-19 18:00", "11-19 10:00", "11-24 18:01", "11-25 18:00"],
    ["no day left, on a Sunday", workdays, "11-19 18:00", "11-19 10:00", "11-22 11:00", "11-23 18:00"],
    ["three calendar days left", days, "11-12 18:00", "11-09 10:00", "11-16 10:00", "11-19 18:00"],
    ["days that end on a Saturday", days, "11-12 18:00", "11-09 10:00", "11-18 10:00", "11-23 18:00"],
    ["no calendar day left, at night", days, "11-12 18:00", "11-12 09:00", "11-20 23:00", "11-23 18:00"],
    ["working hours over lunch", workingHours, "11-19 16:30", "11-19 11:00", "11-24 16:00", "11-25 09:30"],
    ["hours paused at night", workingHours, "11-20 09:30", "11-19 20:00", "11-21 12:00", "11-23 09:30"],
    ["hours through the night", hours, "11-20 10:00", "11-19 22:30", "11-21 01:00", "11-21 12:30"],
  ])("%s", (_, limit, due, paused, resumed, expected) => {
    const result = resumedDue(rules, limit, pause(due, paused, resumed), calendar);
    expect(beijing(result.due)).toBe(`2026-${expected}`);
    expect(result.warnings).toEqual([]);
  });

  test("stays overdue if it was", () => {
    const late = pause("11-19 18:00", "11-19 18:01", "11-25 10:00");
    for (const limit of [days, workdays, workingHours, hours]) {
      expect(resumedDue(rules, limit, late, calendar)).toEqual({ due: late.due, warnings: [] });
    }
  });

  test("cannot run on before it stood still", () => {
    const still = pause("11-19 18:00", "11-18 10:00", "11-18 09:59");
    expect(() => resumedDue(rules, hours, still, calendar)).toThrow(RangeError);
  });

  test("warns of a year without its notice once it reaches it", () => {
    const still = pause("12-30 18:00", "12-28 10:00", "12-30 10:00");
    const warningsOf = (limit: Duration) => resumedDue(rules, limit, still, calendar).warnings;
    expect(warningsOf(workdays)).toEqual([expect.objectContaining({ year: 2027 })]);
    expect(warningsOf(days)).toEqual([expect.objectContaining({ year: 2027 })]);
    expect(warningsOf({ workingHours: 20 })).toEqual([expect.objectContaining({ year: 2027 })]);
    expect(warningsOf(hours)).toEqual([]);
    const lastDay = pause("12-31 18:00", "12-31 09:00", "12-31 10:00");
    expect(resumedDue(rules, workdays, lastDay, calendar).warnings).toEqual([]);
  });

  /** A limit's due time, a pause within it, and two resumptions in order. */
  const paused = fc
    .tuple(
      moments,
      durations,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat(40 * 24 * 60),
      fc.nat(40 * 24 * 60),
    )
    .map(([from, limit, way, one, other]) => {
      const { due } = dueAfter(calendar, from, limit);
      const pausedAt = instant(toMs(from) + Math.floor((toMs(due) - toMs(from)) * way));
      const resumed = (minutes: number): Instant => instant(toMs(pausedAt) + minutes * 60_000);
      return {
        limit,
        due,
        pausedAt,
        sooner: resumed(Math.min(one, other)),
        later: resumed(Math.max(one, other)),
      };
    });

  test("is due when it was if resumed at once", () => {
    fc.assert(
      fc.property(paused, ({ limit, due, pausedAt }) => {
        expect(resumedDue(rules, limit, { due, pausedAt, resumedAt: pausedAt }, calendar).due).toBe(due);
      }),
    );
  });

  test("is due no sooner for a longer pause, never before it was nor before it runs on", () => {
    fc.assert(
      fc.property(paused, ({ limit, due, pausedAt, sooner, later }) => {
        const first = resumedDue(rules, limit, { due, pausedAt, resumedAt: sooner }, calendar).due;
        const second = resumedDue(rules, limit, { due, pausedAt, resumedAt: later }, calendar).due;
        expect(first >= due && first >= sooner).toBe(true);
        expect(second >= first).toBe(true);
      }),
    );
  });
});

describe("office time between two moments", () => {
  test.each([
    ["a working day", "2026-11-19 00:00", "2026-11-20 00:00", 7],
    ["over lunch", "2026-11-19 11:30", "2026-11-19 15:00", 1],
    ["within one morning", "2026-11-19 09:00", "2026-11-19 09:30", 0.5],
    ["a weekend", "2026-11-20 18:00", "2026-11-23 08:30", 0],
    ["a weekend and what surrounds it", "2026-11-20 17:00", "2026-11-23 09:30", 2],
    ["backwards", "2026-11-20 17:00", "2026-11-19 09:30", 0],
    ["backwards on one day", "2026-11-20 17:00", "2026-11-20 09:30", 0],
  ])("%s", (_, from, to, expected) => {
    expect(workingTimeBetween(calendar, at(from), at(to)) / HOUR).toBe(expected);
  });

  test("is what was added", () => {
    const minutes = fc.integer({ min: 0, max: 200 * 60 });
    fc.assert(
      fc.property(moments, minutes, (from, minutes) => {
        const { due } = addWorkingHours(calendar, from, minutes / 60);
        expect(workingTimeBetween(calendar, from, due)).toBe(minutes * 60_000);
      }),
    );
  });

  test("adds up over any moment between", () => {
    fc.assert(
      fc.property(moments, fc.nat(1_000_000_000), fc.nat(1_000_000_000), (from, one, other) => {
        const middle = instant(toMs(from) + one);
        const end = instant(toMs(middle) + other);
        expect(workingTimeBetween(calendar, from, middle) + workingTimeBetween(calendar, middle, end)).toBe(
          workingTimeBetween(calendar, from, end),
        );
      }),
    );
  });
});

describe("the rules' leave to pause and extend", () => {
  test("ends a pause by itself", () => {
    expect(beijing(longestPause(rules, at("2026-10-20 10:00"), calendar).due)).toBe("2026-11-19 18:00");
  });

  test("counts an extension from the original due time", () => {
    expect(beijing(extendedDue(rules, at("2026-11-19 18:00"), calendar).due)).toBe("2026-11-26 18:00");
    expect(extendedDue(rules, at("2026-12-30 18:00"), calendar).warnings).toHaveLength(1);
  });

  test("uses the tenant's office hours", () => {
    const early = rulesOf("xinye", {
      handling: rules.handling,
      officeHours: { periods: [{ from: "08:00", to: "16:00" }] },
    });
    expect(beijing(longestPause(early, at("2026-10-20 10:00"), calendar).due)).toBe("2026-11-19 16:00");
    expect(beijing(extendedDue(early, at("2026-11-19 16:00"), calendar).due)).toBe("2026-11-26 16:00");
    const still = pause("11-19 16:00", "11-18 10:00", "11-23 09:00");
    expect(beijing(resumedDue(early, workdays, still, calendar).due)).toBe("2026-11-24 16:00");
  });

  test("holds so many times", () => {
    expect([0, 1, 2, 3].map((times) => mayPause(rules, times))).toEqual([true, true, false, false]);
    expect([0, 1, 2].map((times) => mayExtend(rules, times))).toEqual([true, false, false]);
  });

  test("is not there where the rules say nothing of it", () => {
    expect(mayPause(bare, 0)).toBe(false);
    expect(mayExtend(bare, 0)).toBe(false);
    expect(() => longestPause(bare, at("2026-10-20 10:00"), calendar)).toThrow(RangeError);
    expect(() => extendedDue(bare, at("2026-10-20 10:00"), calendar)).toThrow(RangeError);
  });
});
