import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addWorkingHours, dueAfter, workingTimeBetween } from "../../../worker/rules/engine/duration.ts";
import { stepDue } from "../../../worker/rules/engine/handling.ts";
import {
  dueWithPauses,
  leftOf,
  longestPause,
  mayExtend,
  mayPause,
  type Pause,
  type Terms,
} from "../../../worker/rules/engine/pauses.ts";
import { extendedDue, officeDays } from "../../../worker/rules/engine/set-times.ts";
import type { Duration } from "../../../worker/time/duration.ts";
import { HOUR, type Instant, instant, MINUTE, toMs } from "../../../worker/time/instants.ts";
import { at, beijing, calendar, durations, moments, rulesOf } from "../examples.ts";

const { pauses: _, extensions: __, ...handling } = rulesOf("xinye").handling;
const officeHours = {
  periods: [
    { from: "08:30", to: "12:00" },
    { from: "14:30", to: "18:00" },
  ],
} as const;
const county = { officeHours: { periods: [...officeHours.periods] }, localHolidays: undefined };
const bare = rulesOf("xinye", { handling, ...county });
const rules = rulesOf("xinye", {
  ...county,
  handling: {
    ...handling,
    windows: [{ key: "tenth", name: "每月10日前", byDay: 10 }],
    pauses: { reasons: ["等待材料"], longest: { days: 30 }, times: 2, approver: "handler" },
    extensions: { longest: { workdays: 5 }, times: 1, approver: "levelAbove" },
  },
});

const days: Duration = { days: 10 };
const workdays: Duration = { workdays: 3 };
const workingHours: Duration = { workingHours: 4 };
const hours: Duration = { hours: 24 };

/** Of 2026, Beijing time: `11-19 18:00`. */
const pause = (paused: string, resumed: string): Pause => ({
  pausedAt: at(`2026-${paused}`),
  resumedAt: at(`2026-${resumed}`),
});

describe("a clock that stood still", () => {
  test.each([
    ["two working days left", workdays, "11-16 09:00", "11-17 10:00", "11-23 15:00", "11-25 18:00"],
    ["a weekend doesn't count", workdays, "11-18 09:00", "11-20 10:00", "11-26 09:00", "11-27 18:00"],
    ["resumed on a Saturday", workdays, "11-18 09:00", "11-20 10:00", "11-28 09:00", "11-30 18:00"],
    ["over National Day", workdays, "09-23 09:00", "09-28 10:00", "09-30 09:00", "10-08 18:00"],
    ["no day left, in office hours", workdays, "11-16 09:00", "11-19 10:00", "11-24 11:00", "11-24 18:00"],
    ["no day left, after closing", workdays, "11-16 09:00", "11-19 10:00", "11-24 18:01", "11-25 18:00"],
    ["no day left, on a Sunday", workdays, "11-16 09:00", "11-19 10:00", "11-22 11:00", "11-23 18:00"],
    ["three calendar days left", days, "11-02 09:00", "11-09 10:00", "11-16 10:00", "11-19 18:00"],
    ["days that end on a Saturday", days, "11-02 09:00", "11-09 10:00", "11-18 10:00", "11-23 18:00"],
    ["no calendar day left, at night", days, "11-02 09:00", "11-12 09:00", "11-20 23:00", "11-23 18:00"],
    ["working hours over lunch", workingHours, "11-19 10:00", "11-19 11:00", "11-24 16:00", "11-25 09:30"],
    ["hours paused at night", workingHours, "11-19 15:00", "11-19 20:00", "11-21 12:00", "11-23 09:30"],
    ["hours through the night", hours, "11-19 10:00", "11-19 22:30", "11-21 01:00", "11-21 12:30"],
  ])("%s", (_, limit, began, paused, resumed, expected) => {
    const result = dueWithPauses(rules, { limit }, at(`2026-${began}`), [pause(paused, resumed)], calendar);
    expect(beijing(result.due)).toBe(`2026-${expected}`);
    expect(result.warnings).toEqual([]);
  });

  test("stays overdue if it was", () => {
    const late = [pause("11-25 18:01", "11-30 10:00"), pause("12-01 10:00", "12-02 10:00")];
    const began = at("2026-11-12 09:30");
    for (const limit of [days, workdays, workingHours, hours]) {
      const { due } = dueAfter(calendar, began, limit);
      expect(dueWithPauses(rules, { limit }, began, late, calendar)).toEqual({ due, warnings: [] });
    }
  });

  test("cannot run on before it stood still, nor stand still twice at once", () => {
    const dueBy = (...pauses: Pause[]) =>
      dueWithPauses(rules, { limit: hours }, at("2026-11-18 09:00"), pauses, calendar);
    expect(() => dueBy(pause("11-18 10:00", "11-18 09:59"))).toThrow(RangeError);
    expect(() => dueBy(pause("11-18 10:00", "11-18 12:00"), pause("11-18 11:59", "11-18 13:00"))).toThrow(
      RangeError,
    );
    expect(() => dueWithPauses(rules, {}, at("2026-11-18 09:00"), [], calendar)).toThrow(RangeError);
  });

  test("warns of a year without its notice once it reaches it", () => {
    const still = pause("12-28 10:00", "12-30 10:00");
    const warningsOf = (limit: Duration, began: string) =>
      dueWithPauses(rules, { limit }, at(`2026-${began}`), [still], calendar).warnings;
    expect(warningsOf(workdays, "12-25 09:00")).toEqual([expect.objectContaining({ year: 2027 })]);
    expect(warningsOf(days, "12-20 09:00")).toEqual([expect.objectContaining({ year: 2027 })]);
    expect(warningsOf({ workingHours: 20 }, "12-28 09:30")).toEqual([
      expect.objectContaining({ year: 2027 }),
    ]);
    expect(warningsOf({ hours: 72 }, "12-28 09:00")).toEqual([]);
    const lastDay = [pause("12-28 09:00", "12-28 10:00")];
    const { warnings } = dueWithPauses(rules, { limit: workdays }, at("2026-12-23 09:00"), lastDay, calendar);
    expect(warnings).toEqual([]);
  });

  test("warns of days without a notice that it ran through before it stood still", () => {
    const began = at("2026-12-30 09:00");
    const pauses = [{ pausedAt: at("2027-01-06 10:00"), resumedAt: at("2028-02-01 10:00") }];
    const yearsFor = (limit: Duration) =>
      dueWithPauses(rules, { limit }, began, pauses, calendar).warnings.map(({ year }) => year);
    expect(yearsFor({ workdays: 9 })).toEqual([2027, 2028]);
    expect(yearsFor({ workingHours: 40 })).toEqual([2027, 2028]);
    expect(yearsFor({ days: 10 })).toEqual([2028]);
  });
});

/** Short Fridays, half Saturdays, and a summer of its own. */
const weekly = {
  ...rules,
  officeHours: {
    periods: [...officeHours.periods],
    weekdays: [
      { days: ["friday" as const], periods: [{ from: "08:30" as const, to: "15:00" as const }] },
      { days: ["saturday" as const], periods: [{ from: "08:30" as const, to: "12:00" as const }] },
    ],
    seasons: [
      {
        name: "夏季",
        from: "06-01",
        to: "09-30",
        periods: [{ from: "07:30" as const, to: "13:30" as const }],
      },
    ],
  },
};

describe.each([
  ["offices with the same hours each day", rules],
  ["offices with short Fridays and half Saturdays", weekly],
])("whatever a clock runs by, and however often it stood still, by %s", (_, rules) => {
  const terms: fc.Arbitrary<Terms> = fc.oneof(
    durations.map((limit) => ({ limit })),
    fc.constant({ window: "tenth" }),
    durations.map((limit) => ({ limit, window: "tenth" })),
  );
  const minutes = (most: number) => fc.nat(most).map((amount) => amount * MINUTE);
  const day = 24 * 60;
  /** How long it ran, then stood still, each time; the first counted from two days before it began. */
  const turns = fc.array(fc.tuple(minutes(9 * day), minutes(20 * day)), { maxLength: 3 });
  const later = (from: Instant, by: number) => instant(toMs(from) + by);

  /** A clock with its pauses, and a moment after them. */
  const clocks = fc.tuple(moments, terms, turns, minutes(9 * day)).map(([startedAt, by, lengths, more]) => {
    const pauses: Pause[] = [];
    let moment = later(startedAt, -2 * day * MINUTE);
    for (const [ran, stood] of lengths) {
      const pausedAt = later(moment, ran);
      moment = later(pausedAt, stood);
      pauses.push({ pausedAt, resumedAt: moment });
    }
    return { startedAt, by, pauses, next: later(moment, more) };
  });

  const dueOf = ({ startedAt, by }: { startedAt: Instant; by: Terms }, pauses: readonly Pause[]) =>
    dueWithPauses(rules, by, startedAt, pauses, calendar).due;

  test("without a pause it is due like any other", () => {
    const [level] = rules.handling.levels;
    fc.assert(
      fc.property(moments, terms, (from, by) => {
        const levels = [{ key: "one", name: "一级", level: level?.level ?? "", escalateOn: [], ...by }];
        const same = { ...rules, handling: { ...rules.handling, levels } };
        expect(dueWithPauses(rules, by, from, [], calendar)).toEqual(stepDue(same, "one", from, calendar));
      }),
    );
  });

  test("resumed at once it is due when it was", () => {
    fc.assert(
      fc.property(clocks, ({ pauses, next, ...clock }) => {
        const still = [...pauses, { pausedAt: next, resumedAt: next }];
        expect(dueOf(clock, still)).toBe(dueOf(clock, pauses));
      }),
    );
  });

  test("resumed later it is due no sooner, never before it was nor before it runs on", () => {
    fc.assert(
      fc.property(clocks, minutes(40 * day), minutes(40 * day), ({ pauses, next, ...clock }, one, more) => {
        const before = dueOf(clock, pauses);
        const resumed = (by: number) => ({ pausedAt: next, resumedAt: later(next, by) });
        const sooner = dueOf(clock, [...pauses, resumed(one)]);
        expect(dueOf(clock, [...pauses, resumed(one + more)]) >= sooner).toBe(true);
        expect(sooner >= before).toBe(true);
        if (before >= next) expect(sooner >= later(next, one)).toBe(true);
      }),
    );
  });

  test("paused sooner, until the same moment, it is due no sooner", () => {
    fc.assert(
      fc.property(clocks, minutes(20 * day), minutes(20 * day), ({ pauses, next, ...clock }, one, more) => {
        const resumedAt = later(next, one + more);
        const pausedAfter = (by: number) =>
          dueOf(clock, [...pauses, { pausedAt: later(next, by), resumedAt }]);
        expect(pausedAfter(0) >= pausedAfter(one)).toBe(true);
      }),
    );
  });

  test("two pauses that touch are as one", () => {
    fc.assert(
      fc.property(clocks, minutes(20 * day), minutes(20 * day), ({ pauses, next, ...clock }, one, more) => {
        const [middle, end] = [later(next, one), later(next, one + more)];
        const two = [
          { pausedAt: next, resumedAt: middle },
          { pausedAt: middle, resumedAt: end },
        ];
        expect(dueOf(clock, [...pauses, ...two])).toBe(
          dueOf(clock, [...pauses, { pausedAt: next, resumedAt: end }]),
        );
      }),
    );
  });

  test("what is left is never more than was left before, nor less than none, and stays while it stands still", () => {
    const amount = (left: Duration) => Object.values(left)[0] as number;
    fc.assert(
      fc.property(clocks, durations, minutes(20 * day), ({ pauses, next, startedAt }, limit, more) => {
        const left = (history: readonly Pause[], at: Instant) =>
          amount(leftOf(rules, limit, startedAt, history, at, calendar));
        const now = left(pauses, next);
        expect(now <= amount(limit) && now >= 0).toBe(true);
        expect(left(pauses, later(next, more)) <= now).toBe(true);
        const still = [...pauses, { pausedAt: next, resumedAt: later(next, more) }];
        expect(left(still, later(next, more))).toBe(now);
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
    expect(beijing(extendedDue(rules, at("2026-11-19 18:00"), officeDays(rules, calendar)).due)).toBe(
      "2026-11-26 18:00",
    );
    expect(extendedDue(rules, at("2026-12-30 18:00"), officeDays(rules, calendar)).warnings).toHaveLength(1);
  });

  test("uses the tenant's office hours", () => {
    const early = rulesOf("xinye", {
      handling: rules.handling,
      officeHours: { periods: [{ from: "08:00", to: "16:00" }] },
    });
    expect(beijing(longestPause(early, at("2026-10-20 10:00"), calendar).due)).toBe("2026-11-19 16:00");
    expect(beijing(extendedDue(early, at("2026-11-19 16:00"), officeDays(early, calendar)).due)).toBe(
      "2026-11-26 16:00",
    );
    const still = [pause("11-18 10:00", "11-23 09:00")];
    const { due } = dueWithPauses(early, { limit: workdays }, at("2026-11-16 09:00"), still, calendar);
    expect(beijing(due)).toBe("2026-11-24 16:00");
  });

  test("holds so many times", () => {
    expect([0, 1, 2, 3].map((times) => mayPause(rules, times))).toEqual([true, true, false, false]);
    expect([0, 1, 2].map((times) => mayExtend(rules, times))).toEqual([true, false, false]);
  });

  test("is not there where the rules say nothing of it", () => {
    expect(mayPause(bare, 0)).toBe(false);
    expect(mayExtend(bare, 0)).toBe(false);
    expect(() => longestPause(bare, at("2026-10-20 10:00"), calendar)).toThrow(RangeError);
    expect(() => extendedDue(bare, at("2026-10-20 10:00"), officeDays(bare, calendar))).toThrow(RangeError);
  });
});
