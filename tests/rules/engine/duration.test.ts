import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isWorkday } from "../../../worker/rules/engine/calendar.ts";
import { dueAfter } from "../../../worker/rules/engine/duration.ts";
import type { Duration } from "../../../worker/time/duration.ts";
import {
  addDays,
  clockTimeOf,
  HOUR,
  type Instant,
  localDateOf,
  toMs,
} from "../../../worker/time/instants.ts";
import { at, beijing, calendar, durations, moments } from "../examples.ts";

describe("due times", () => {
  test.each<[string, string, Duration, string]>([
    ["the day of the event is not counted", "2026-11-19 08:00", { workdays: 1 }, "2026-11-20 18:00"],
    ["Friday 16:40 plus a working day", "2026-11-20 16:40", { workdays: 1 }, "2026-11-23 18:00"],
    ["Friday midnight plus a working day", "2026-11-20 00:00", { workdays: 1 }, "2026-11-23 18:00"],
    ["a Sunday's event", "2026-11-22 11:00", { workdays: 1 }, "2026-11-23 18:00"],
    ["three working days over Spring Festival", "2026-02-13 16:40", { workdays: 3 }, "2026-02-25 18:00"],
    ["a working day onto a make-up Sunday", "2026-09-18 09:00", { workdays: 1 }, "2026-09-20 18:00"],
    [
      "working days over National Day onto a make-up Saturday",
      "2026-09-28 09:00",
      { workdays: 5 },
      "2026-10-10 18:00",
    ],
    ["working hours over lunch", "2026-11-19 11:30", { workingHours: 1 }, "2026-11-19 15:00"],
    ["working hours from within lunch", "2026-11-19 13:00", { workingHours: 2 }, "2026-11-19 16:30"],
    [
      "working hours up to the break end before it",
      "2026-11-19 11:00",
      { workingHours: 1 },
      "2026-11-19 12:00",
    ],
    ["working hours from Friday 16:40", "2026-11-20 16:40", { workingHours: 4 }, "2026-11-23 11:10"],
    ["working hours before opening", "2026-11-19 03:00", { workingHours: 1 }, "2026-11-19 09:30"],
    ["half a working hour", "2026-11-19 09:00", { workingHours: 0.5 }, "2026-11-19 09:30"],
    ["a working day's seven hours", "2026-11-19 08:30", { workingHours: 7 }, "2026-11-19 18:00"],
    ["working hours over Spring Festival", "2026-02-14 17:00", { workingHours: 2 }, "2026-02-24 09:30"],
    ["calendar days", "2026-11-02 10:00", { days: 10 }, "2026-11-12 18:00"],
    ["calendar days that end on a Saturday", "2026-11-11 10:00", { days: 10 }, "2026-11-23 18:00"],
    ["calendar days that end in Spring Festival", "2026-02-10 10:00", { days: 7 }, "2026-02-24 18:00"],
    ["days to midnight", "2026-11-02 10:00", { daysToMidnight: 10 }, "2026-11-13 00:00"],
    [
      "days to midnight that end on a Saturday",
      "2026-11-11 10:00",
      { daysToMidnight: 10 },
      "2026-11-24 00:00",
    ],
    ["days unmoved, on a working day", "2026-11-02 10:00", { daysUnmoved: 10 }, "2026-11-12 18:00"],
    ["days unmoved that end on a Saturday", "2026-11-11 10:00", { daysUnmoved: 10 }, "2026-11-21 18:00"],
    ["days unmoved within Spring Festival", "2026-02-10 10:00", { daysUnmoved: 7 }, "2026-02-17 18:00"],
    ["days unmoved to midnight", "2026-11-11 10:00", { daysUnmovedToMidnight: 10 }, "2026-11-22 00:00"],
    [
      "days unmoved, into a year without its notice",
      "2026-12-30 10:00",
      { daysUnmoved: 7 },
      "2027-01-06 18:00",
    ],
    ["hours run through the night", "2026-11-20 16:40", { hours: 24 }, "2026-11-21 16:40"],
  ])("%s: %s + %j", (_, from, duration, expected) => {
    const { due, warnings } = dueAfter(calendar, at(from), duration);
    expect(beijing(due)).toBe(expected);
    expect(warnings).toEqual([]);
  });

  test("never come before what began them", () => {
    fc.assert(
      fc.property(moments, durations, (from, duration) => {
        expect(dueAfter(calendar, from, duration).due > from).toBe(true);
      }),
    );
  });

  test("keep the order of what began them", () => {
    fc.assert(
      fc.property(moments, moments, durations, (one, other, duration) => {
        const [first, second] = one < other ? [one, other] : [other, one];
        const due = dueAfter(calendar, first, duration).due;
        expect(due <= dueAfter(calendar, second, duration).due).toBe(true);
      }),
    );
  });

  test("grow with the duration", () => {
    fc.assert(
      fc.property(moments, durations, (from, duration) => {
        const longer = Object.fromEntries(Object.entries(duration).map(([unit, n]) => [unit, n + 1]));
        const due = dueAfter(calendar, from, duration).due;
        expect(due <= dueAfter(calendar, from, longer as Duration).due).toBe(true);
      }),
    );
  });

  test("in days fall on a working day at the close of office hours", () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: 1, max: 40 }), fc.boolean(), (from, n, worked) => {
        const { due } = dueAfter(calendar, from, worked ? { workdays: n } : { days: n });
        expect(clockTimeOf(due)).toBe("18:00");
        expect(isWorkday(calendar, localDateOf(due)).workday).toBe(true);
      }),
    );
  });

  test("in days unmoved fall on that very day, to midnight six hours after the close", () => {
    const hours = (one: Instant, other: Instant) => (toMs(one) - toMs(other)) / HOUR;
    fc.assert(
      fc.property(moments, fc.integer({ min: 1, max: 40 }), (from, n) => {
        const by = (duration: Duration) => dueAfter(calendar, from, duration).due;
        expect(localDateOf(by({ daysUnmoved: n }))).toBe(addDays(localDateOf(from), n));
        expect(hours(by({ daysUnmovedToMidnight: n }), by({ daysUnmoved: n }))).toBe(6);
        expect(hours(by({ daysToMidnight: n }), by({ days: n }))).toBe(6);
      }),
    );
  });

  test("in working hours add up: first some, then the rest", () => {
    const hours = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(moments, hours, hours, (from, some, rest) => {
        const half = dueAfter(calendar, from, { workingHours: some }).due;
        const whole = dueAfter(calendar, from, { workingHours: some + rest }).due;
        expect(dueAfter(calendar, half, { workingHours: rest }).due).toBe(whole);
      }),
    );
  });
});
