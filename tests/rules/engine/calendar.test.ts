import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addWorkdays,
  countyCalendar,
  isWorkday,
  nextWorkday,
  workCalendar,
} from "../../../worker/rules/engine/calendar.ts";
import { dueAfter } from "../../../worker/rules/engine/duration.ts";
import { addDays, localDate, localDateOf, weekday } from "../../../worker/time/instants.ts";
import { at, beijing, calendar, moments, rulesOf } from "../examples.ts";

describe.each([2025, 2026])("the notice for %i", (year) => {
  const file = `${import.meta.dirname}/../../../node_modules/chinese-days/dist/years/${year}.json`;
  const published = JSON.parse(readFileSync(file, "utf8")) as Record<"holidays" | "workdays", object>;

  test("agrees with chinese-days on every day of the year", () => {
    const differing: string[] = [];
    for (let day = localDate(`${year}-01-01`); day <= `${year}-12-31`; day = addDays(day, 1)) {
      const worked = day in published.workdays || (weekday(day) < 6 && !(day in published.holidays));
      const { workday, warnings } = isWorkday(calendar, day);
      const unsure = warnings.some((warning) => warning.year === year);
      if (workday !== worked || unsure) differing.push(day);
    }
    expect(differing).toEqual([]);
  });
});

describe("working days", () => {
  test.each([
    ["an ordinary Friday", "2026-11-20", true],
    ["an ordinary Saturday", "2026-11-21", false],
    ["the Saturday worked before Spring Festival", "2026-02-14", true],
    ["the Monday that ends Spring Festival", "2026-02-23", false],
    ["the Sunday worked before National Day", "2026-09-20", true],
    ["the Saturday worked after National Day", "2026-10-10", true],
    ["New Year's make-up Sunday", "2026-01-04", true],
  ])("%s, %s: %s", (_, day, workday) => {
    expect(isWorkday(calendar, localDate(day)).workday).toBe(workday);
  });

  test.each([
    ["over Spring Festival", "2026-02-14", 1, "2026-02-24"],
    ["into the make-up Saturday after it", "2026-02-27", 1, "2026-02-28"],
    ["over National Day", "2026-09-30", 2, "2026-10-09"],
    ["into the make-up Saturday after that", "2026-09-30", 3, "2026-10-10"],
    ["backwards over a weekend", "2026-11-23", -1, "2026-11-20"],
    ["not at all", "2026-11-21", 0, "2026-11-21"],
  ])("%s, %s %i -> %s", (_, from, count, expected) => {
    expect(addWorkdays(calendar, localDate(from), count)).toEqual({ date: expected, warnings: [] });
  });

  test("the next one is worked, and every day between is off", () => {
    fc.assert(
      fc.property(moments, (moment) => {
        const day = localDateOf(moment);
        const next = nextWorkday(calendar, day).date;
        expect(isWorkday(calendar, next).workday).toBe(true);
        for (let between = addDays(day, 1); between < next; between = addDays(between, 1)) {
          expect(isWorkday(calendar, between).workday).toBe(false);
        }
      }),
    );
  });

  test("going forth and back again from a working day ends where it began", () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: 0, max: 60 }), (moment, count) => {
        const day = nextWorkday(calendar, localDateOf(moment)).date;
        expect(addWorkdays(calendar, addWorkdays(calendar, day, count).date, -count).date).toBe(day);
      }),
    );
  });
});

describe("a year without its notice", () => {
  test("is named in the result, once, while the weekday still answers", () => {
    const { workday, warnings } = isWorkday(calendar, localDate("2027-02-08"));
    expect(workday).toBe(true);
    expect(warnings).toEqual([expect.objectContaining({ kind: "yearNotLoaded", year: 2027 })]);
  });

  test("warns only when the count reaches it", () => {
    expect(dueAfter(calendar, at("2026-12-24 09:00"), { workdays: 2 }).warnings).toEqual([]);
    expect(dueAfter(calendar, at("2026-12-24 09:00"), { workdays: 3 }).warnings).toHaveLength(1);
    expect(dueAfter(calendar, at("2026-12-24 09:00"), { workdays: 6 }).warnings).toHaveLength(1);
    expect(dueAfter(calendar, at("2024-12-31 09:00"), { workdays: 1 }).warnings).toEqual([]);
  });

  test("does not warn of the day that is not counted", () => {
    expect(addWorkdays(calendar, localDate("2024-12-31"), 1).warnings).toEqual([]);
    expect(addWorkdays(calendar, localDate("2026-12-29"), -1).warnings).toEqual([]);
  });

  test("makes the last three days before it uncertain, and no earlier one", () => {
    const uncertain = (year: number) =>
      Array.from({ length: 31 }, (_, index) => addDays(localDate(`${year}-12-01`), index)).filter(
        (day) => isWorkday(calendar, day).warnings.length > 0,
      );
    expect(uncertain(2026)).toEqual(["2026-12-29", "2026-12-30", "2026-12-31"]);
    expect(uncertain(2025)).toEqual([]);
    expect(isWorkday(calendar, localDate("2026-12-31")).warnings).toEqual([
      {
        kind: "yearNotLoaded",
        year: 2027,
        message: "2027年国务院放假通知尚未载入，工作日暂按周一至周五推算",
      },
    ]);
  });

  test("does not matter to hours by the clock", () => {
    expect(dueAfter(calendar, at("2027-06-01 09:00"), { hours: 24 }).warnings).toEqual([]);
  });
});

describe("a notice that reaches into the year before", () => {
  // 国办发明电〔2018〕15号: 30 December 2018 to 1 January 2019 off, Saturday 29 December 2018 worked.
  const for2019 = {
    year: 2019,
    title: "国务院办公厅关于2019年部分节假日安排的通知",
    document: "国办发明电〔2018〕15号",
    daysOff: [{ from: localDate("2018-12-30"), to: localDate("2019-01-01") }],
    workdays: [localDate("2018-12-29")],
  };
  // Made up: as if the notice for 2018 had said that its last Monday was worked.
  const for2018 = { ...for2019, year: 2018, daysOff: [], workdays: [localDate("2018-12-31")] };

  test("works Saturday 29 December 2018 and takes Monday 31 off", () => {
    const with2019 = workCalendar([for2019]);
    const worked = ["2018-12-28", "2018-12-29", "2018-12-30", "2018-12-31", "2019-01-01", "2019-01-02"].map(
      (day) => isWorkday(with2019, localDate(day)).workday,
    );
    expect(worked).toEqual([true, true, false, false, false, true]);
    const due = (county: typeof calendar, workdays: number) =>
      beijing(dueAfter(county, at("2018-12-27 10:00"), { workdays }).due);
    expect([due(with2019, 2), due(with2019, 3)]).toEqual(["2018-12-29 18:00", "2019-01-02 18:00"]);
    expect(due(calendar, 2)).toBe("2018-12-31 18:00");
  });

  test("counts before the notice of that year itself, in whatever order they are given", () => {
    for (const notices of [
      [for2018, for2019],
      [for2019, for2018],
    ]) {
      expect(isWorkday(workCalendar(notices), localDate("2018-12-31"))).toEqual({
        workday: false,
        warnings: [],
      });
    }
  });

  test("leaves the year before without a notice of its own", () => {
    const { warnings } = isWorkday(workCalendar([for2019]), localDate("2018-12-31"));
    expect(warnings.map(({ year }) => year)).toEqual([2018]);
  });
});

describe("a county's own calendar", () => {
  const county = (notices: object[]) =>
    countyCalendar(
      workCalendar(),
      rulesOf("yulin", {
        localHolidays: {
          festivals: [{ name: "示例节", from: "03-17", to: "04-30" }],
          notices: notices as never,
        },
      }),
    );
  const notice = {
    year: 2026,
    document: "示例文号",
    daysOff: [{ from: "2026-04-20", to: "2026-04-21" }],
    workdays: ["2026-04-25"],
  };

  test("adds local days off and local make-up days", () => {
    const local = county([notice]);
    expect(beijing(dueAfter(local, at("2026-04-17 10:00"), { workdays: 1 }).due)).toBe("2026-04-22 18:00");
    expect(isWorkday(local, localDate("2026-04-25")).workday).toBe(true);
    expect(isWorkday(calendar, localDate("2026-04-20")).workday).toBe(true);
  });

  test("warns of a missing local notice only around the festival", () => {
    const local = county([]);
    const around = dueAfter(local, at("2026-04-17 10:00"), { workdays: 1 });
    expect(around.warnings).toEqual([
      { kind: "localNoticeMissing", year: 2026, message: "2026年示例节放假通知尚未载入" },
    ]);
    expect(dueAfter(local, at("2026-02-25 10:00"), { workdays: 1 }).warnings).toEqual([]);
    expect(dueAfter(local, at("2026-06-03 10:00"), { workdays: 1 }).warnings).toEqual([]);
  });

  test("keeps summer hours, also when they span the turn of the year", () => {
    const hours = (from: string, to: string) =>
      countyCalendar(
        calendar,
        rulesOf("xinye", {
          officeHours: {
            periods: [{ from: "08:00", to: "17:30" }],
            seasons: [{ name: "季节作息", from, to, periods: [{ from: "09:00", to: "18:30" }] }],
          },
        }),
      );
    const close = (county: ReturnType<typeof hours>, from: string) =>
      beijing(dueAfter(county, at(from), { workdays: 1 }).due);
    expect(close(hours("06-01", "09-30"), "2026-05-29 10:00")).toBe("2026-06-01 18:30");
    expect(close(hours("06-01", "09-30"), "2026-05-28 10:00")).toBe("2026-05-29 17:30");
    expect(close(hours("11-01", "02-28"), "2026-01-06 10:00")).toBe("2026-01-07 18:30");
  });
});
