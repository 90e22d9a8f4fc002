import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  closeOf,
  countyCalendar,
  isWorkday,
  type WorkCalendar,
  workCalendar,
} from "../../../worker/rules/engine/calendar.ts";
import { addWorkingHours, dueAfter, workingTimeBetween } from "../../../worker/rules/engine/duration.ts";
import { previewCalendar } from "../../../worker/rules/engine/preview.ts";
import { setDue } from "../../../worker/rules/engine/tasks.ts";
import { addDays, dayNumber, dayOf, localDate, localDateOf, weekday } from "../../../worker/time/instants.ts";
import { at, beijing, calendar, durations, moments, rulesOf } from "../examples.ts";

const morning = { from: "08:30", to: "12:00" } as const;
const periods = [morning, { from: "14:30", to: "18:00" } as const];
const friday = { days: ["friday" as const], periods: [morning, { from: "14:00", to: "16:30" } as const] };
const saturday = { days: ["saturday" as const], periods: [morning] };

/** Short Fridays and half Saturdays; in summer neither, but Sundays; in winter nothing of the kind. */
const rules = rulesOf("xinye", {
  officeHours: {
    periods,
    weekdays: [friday, saturday],
    seasons: [
      {
        name: "夏季作息",
        from: "06-01",
        to: "09-30",
        periods: [{ from: "08:00", to: "17:00" }],
        weekdays: [{ days: ["sunday"], periods: [{ from: "10:00", to: "12:00" }] }],
      },
      { name: "冬季作息", from: "12-01", to: "02-28", periods: [{ from: "09:00", to: "17:30" }] },
    ],
  },
  localHolidays: {
    festivals: [{ name: "示例节", from: "04-15", to: "04-30" }],
    notices: [
      {
        year: 2026,
        document: "示例文号",
        daysOff: [{ from: "2026-04-18", to: "2026-04-20" }],
        workdays: ["2026-04-25"],
      },
    ],
  },
});
const county = countyCalendar(calendar, rules);

describe("a week with hours of its own", () => {
  test.each([
    ["an ordinary Thursday", "2026-11-19", true, "18:00"],
    ["a short Friday", "2026-11-20", true, "16:30"],
    ["a half Saturday", "2026-11-21", true, "12:00"],
    ["a Sunday", "2026-11-22", false, "18:00"],
    ["a Saturday worked in exchange, by the hours of most days", "2026-10-10", true, "18:00"],
    ["a Saturday within National Day", "2026-10-03", false, "12:00"],
    ["a Saturday within Labour Day", "2026-05-02", false, "12:00"],
    ["a Saturday within a local festival", "2026-04-18", false, "12:00"],
    ["a Saturday worked for a local festival", "2026-04-25", true, "18:00"],
    ["a Saturday of summer, whose week is its own", "2026-08-15", false, "17:00"],
    ["a Friday of summer", "2026-08-14", true, "17:00"],
    ["a Sunday of summer", "2026-08-16", true, "12:00"],
    ["a Sunday of summer worked in exchange", "2026-09-20", true, "17:00"],
    ["a Sunday of summer within a holiday", "2026-06-21", false, "12:00"],
    ["a Saturday of winter", "2026-12-05", false, "17:30"],
    ["a Friday of winter", "2026-12-04", true, "17:30"],
  ])("%s, %s: worked %s, closing at %s", (_, date, worked, close) => {
    expect(isWorkday(county, localDate(date)).workday).toBe(worked);
    expect(beijing(closeOf(county, dayNumber(localDate(date))))).toBe(`${date} ${close}`);
  });

  test("works no fixed holiday, and warns by what it assumed, in a year without its notice", () => {
    expect(isWorkday(county, localDate("2027-05-08")).workday).toBe(true);
    const { workday, warnings } = isWorkday(county, localDate("2027-05-01"));
    expect(workday).toBe(false);
    expect(warnings.map(({ message }) => message)).toContain(
      "2027年国务院放假通知尚未载入，工作日暂按平常的办公日推算",
    );
  });

  test("that only ends sooner on Fridays is still Monday to Friday", () => {
    const short = countyCalendar(calendar, { officeHours: { periods, weekdays: [friday], seasons: [] } });
    expect(isWorkday(short, localDate("2027-05-08"))).toEqual({
      workday: false,
      warnings: isWorkday(calendar, localDate("2027-05-08")).warnings,
    });
  });
});

describe("a day that stays whatever it is", () => {
  const doubts = (county: WorkCalendar, from: string, daysUnmoved: number) =>
    dueAfter(county, at(from), { daysUnmoved }).warnings.length;

  test("is sure to end when it says, unless a notice may give it other hours", () => {
    expect(doubts(county, "2027-04-09 09:00", 1)).toBe(1);
    expect(doubts(county, "2027-04-09 09:00", 2)).toBe(0);
    expect(doubts(county, "2027-04-08 09:00", 1)).toBe(0);
    expect(doubts(calendar, "2027-04-09 09:00", 1)).toBe(0);
    expect(doubts(county, "2026-11-20 09:00", 1)).toBe(0);
    expect(setDue(rules, localDate("2027-04-10"), calendar).warnings).toHaveLength(1);
    expect(setDue(rules, localDate("2027-04-09"), calendar).warnings).toEqual([]);
  });
});

describe("limits", () => {
  test.each([
    ["a half Saturday is a working day", "2026-11-19 09:00", { workdays: 2 }, "2026-11-21 12:00"],
    ["and the last day of days that end on it", "2026-11-11 10:00", { days: 10 }, "2026-11-21 12:00"],
    ["a Sunday moves on as ever", "2026-11-12 10:00", { days: 10 }, "2026-11-23 18:00"],
    ["office time stops at noon", "2026-11-20 15:30", { workingHours: 4 }, "2026-11-21 11:30"],
    ["and goes on after the weekend", "2026-11-20 15:30", { workingHours: 5 }, "2026-11-23 09:00"],
    ["unmoved on a Saturday, it ends at noon", "2026-11-11 10:00", { daysUnmoved: 10 }, "2026-11-21 12:00"],
  ])("%s: %s + %j", (_, from, limit, due) => {
    expect(dueAfter(county, at(from), limit)).toEqual({ due: at(due), warnings: [] });
  });

  test("end on worked days, in office time that adds up, later the more there is of it", () => {
    const hours = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(moments, moments, durations, hours, hours, (one, other, limit, some, more) => {
        const [first, second] = one < other ? [one, other] : [other, one];
        expect(dueAfter(county, first, limit).due <= dueAfter(county, second, limit).due).toBe(true);
        const { due } = dueAfter(county, one, { workdays: some + 1 });
        expect(isWorkday(county, localDateOf(due)).workday).toBe(true);
        expect(due).toBe(closeOf(county, dayOf(due)));
        const half = addWorkingHours(county, one, some).due;
        expect(addWorkingHours(county, half, more).due).toBe(addWorkingHours(county, one, some + more).due);
        expect(workingTimeBetween(county, one, half)).toBe(some * 3_600_000);
      }),
    );
  });
});

test("days differ from those of other counties only where their weekday is named", () => {
  const plain = countyCalendar(calendar, {
    officeHours: rulesOf("xinye").officeHours,
    localHolidays: rules.localHolidays,
  });
  for (let day = localDate("2025-01-01"); day <= "2027-12-31"; day = addDays(day, 1)) {
    const worked = [plain, county].map((calendar) => isWorkday(calendar, day).workday);
    if (worked[0] === worked[1]) continue;
    expect([day, weekday(day) > 5, worked]).toEqual([day, true, [false, true]]);
  }
});

test("the preview shows half Saturdays as worked, and says which are holidays", () => {
  const shown = (month: string, calendar = workCalendar()) =>
    previewCalendar(rules, localDate(`${month}-01`), 1, calendar)
      .days.filter((day) => day.weekday === 6)
      .map(({ date, workday, note }) => [Number(date.slice(8)), workday, note]);
  expect(shown("2026-10")).toEqual([
    [3, false, "放假"],
    [10, true, "调休上班"],
    [17, true, undefined],
    [24, true, undefined],
    [31, true, undefined],
  ]);
  expect(shown("2027-05", calendar)[0]).toEqual([1, false, "放假"]);
});
