import { describe, expect, test } from "vitest";
import { overdueReminder, reminderTimes } from "../../../worker/rules/engine/reminders.ts";
import { at, beijing, calendar, rulesOf } from "../examples.ts";

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
