import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DueRange, nextReminding, remindingAt } from "../../../worker/rules/engine/reminders.ts";
import { type Instant, instant, toMs } from "../../../worker/time/instants.ts";
import { at, beijing, calendar, moments, rulesOf } from "../examples.ts";
import { overdueReminder, reminderTimes } from "./reminders-of-one.ts";

const rules = rulesOf("xinye");

describe("reminders", () => {
  const times = (opened: string, due: string) =>
    reminderTimes(rules, { opened: at(opened), due: at(due) }, calendar).map(beijing);

  test("come the working day before and on the day, in the morning", () => {
    expect(times("2026-11-16 10:00", "2026-11-23 18:00")).toEqual(["2026-11-20 09:00", "2026-11-23 09:00"]);
  });

  test("come before a holiday, not in it", () => {
    expect(times("2026-02-10 10:00", "2026-02-24 18:00")).toEqual(["2026-02-14 09:00", "2026-02-24 09:00"]);
    expect(times("2026-11-16 10:00", "2026-11-22 10:00")).toEqual(["2026-11-19 09:00", "2026-11-20 09:00"]);
  });

  test("never come before the work began or after it is due", () => {
    expect(times("2026-11-20 10:00", "2026-11-23 18:00")).toEqual(["2026-11-23 09:00"]);
    expect(times("2026-11-16 10:00", "2026-11-18 08:40")).toEqual(["2026-11-17 09:00"]);
  });

  test("of what is due at the midnight that ends a day come on that day", () => {
    expect(times("2026-11-16 10:00", "2026-11-21 00:00")).toEqual(["2026-11-19 09:00", "2026-11-20 09:00"]);
    expect(times("2026-11-16 10:00", "2026-11-20 00:00")).toEqual(["2026-11-18 09:00", "2026-11-19 09:00"]);
  });

  test("repeat on working days once overdue", () => {
    const next = (now: string) => {
      const reminder = overdueReminder(rules, at("2026-11-20 18:00"), at(now), calendar);
      return reminder && beijing(reminder);
    };
    expect(next("2026-11-20 18:00")).toBe("2026-11-23 09:00");
    expect(next("2026-11-23 09:00")).toBe("2026-11-24 09:00");
  });

  test("repeat at the rules' distance, or not at all", () => {
    const every = (overdueEvery?: number) =>
      rulesOf("xinye", {
        reminders: { at: "09:00", workdaysBefore: [], ...(overdueEvery ? { overdueEvery } : {}) },
      });
    const [due, now] = [at("2026-11-20 18:00"), at("2026-11-24 12:00")];
    expect(overdueReminder(every(3), due, now, calendar)).toBe(at("2026-11-26 09:00"));
    expect(overdueReminder(every(), due, now, calendar)).toBeUndefined();
  });
});

describe("a county's reminding", () => {
  test("comes on each working day at the rules' hour", () => {
    const next = (now: string) => beijing(nextReminding(rules, at(now), calendar));
    expect(next("2026-11-20 08:59")).toBe("2026-11-20 09:00");
    expect(next("2026-11-20 09:00")).toBe("2026-11-23 09:00");
    expect(next("2026-02-14 12:00")).toBe("2026-02-24 09:00");
  });

  test("of what is due today, on the next working day, and what ran out before", () => {
    const ranges = ({ from, until }: DueRange) => `${beijing(from)} to ${beijing(until)}`;
    const { ahead, overdue } = remindingAt(rules, at("2026-11-20 09:00"), calendar);
    // The next working day is a Monday; what is due on Saturday or Sunday is due on the Friday, as far as reminding goes.
    expect(ahead.map(ranges)).toEqual([
      "2026-11-23 00:00 to 2026-11-24 00:00",
      "2026-11-20 09:00 to 2026-11-23 00:00",
    ]);
    expect(overdue.slice(0, 4).map(ranges)).toEqual([
      "2026-11-19 00:00 to 2026-11-20 00:00",
      "2026-11-18 00:00 to 2026-11-19 00:00",
      "2026-11-17 00:00 to 2026-11-18 00:00",
      "2026-11-16 00:00 to 2026-11-17 00:00",
    ]);
    expect(remindingAt(rules, at("2026-11-21 09:00"), calendar)).toEqual({ ahead: [], overdue: [] });
  });

  test("says of each due time what the clock's own reminders say", () => {
    const before = fc.uniqueArray(fc.nat(12), { maxLength: 5 });
    const every = fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined });
    const holds = (ranges: readonly DueRange[], due: Instant) =>
      ranges.some(({ from, until }) => due >= from && due < until);
    fc.assert(
      fc.property(
        moments,
        before,
        every,
        fc.integer({ min: -40, max: 40 }),
        fc.nat(24 * 60),
        (now, workdaysBefore, overdueEvery, days, minutes) => {
          const own = rulesOf("xinye", {
            reminders: { at: "09:00", workdaysBefore, ...(overdueEvery ? { overdueEvery } : {}) },
          });
          const moment = nextReminding(own, now, calendar);
          const due = instant(toMs(now) + (days * 24 * 60 + minutes) * 60_000);
          const opened = instant(0);
          const { ahead, overdue } = remindingAt(own, moment, calendar);
          expect(holds(ahead, due)).toBe(reminderTimes(own, { opened, due }, calendar).includes(moment));
          const justBefore = instant(toMs(moment) - 1);
          expect(holds(overdue, due)).toBe(overdueReminder(own, due, justBefore, calendar) === moment);
        },
      ),
      { numRuns: 400 },
    );
  });
});
