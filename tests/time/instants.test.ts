import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  type ClockTime,
  clockTimeOf,
  dateEnding,
  dateIn,
  dayEnding,
  dayNumber,
  instant,
  instantAt,
  localDate,
  localDateOf,
  partsOf,
  weekday,
} from "../../worker/time/instants.ts";
import { moments } from "../rules/examples.ts";

describe("instants", () => {
  test.each([
    ["a Beijing offset", "2026-11-21T17:00:00+08:00", "2026-11-21T09:00:00.000Z"],
    ["UTC to the minute", "2026-11-21T09:00Z", "2026-11-21T09:00:00.000Z"],
    ["milliseconds since 1970", 0, "1970-01-01T00:00:00.000Z"],
    ["a Date", new Date("2026-11-21T09:00:00Z"), "2026-11-21T09:00:00.000Z"],
  ])("are made from %s", (_, value, expected) => {
    expect(instant(value)).toBe(expected);
  });

  test.each([
    ["text without a zone", "2026-11-21T09:00:00"],
    ["a bare day", "2026-11-21"],
    ["a time that does not exist", "2026-11-21T25:00:00Z"],
    ["nonsense", Number.NaN],
    ["a year that would not sort", 9e15 - 1e15],
  ])("refuse %s", (_, value) => {
    expect(() => instant(value)).toThrow(RangeError);
  });
});

describe("days", () => {
  test("begin at midnight in Beijing, which is 16:00 UTC the day before", () => {
    expect(localDateOf(instant("2026-11-20T15:59:59.999Z"))).toBe("2026-11-20");
    expect(localDateOf(instant("2026-11-20T16:00:00Z"))).toBe("2026-11-21");
    expect(instantAt(localDate("2026-11-21"), "00:00")).toBe("2026-11-20T16:00:00.000Z");
  });

  test.each(["2026-02-29", "2026-13-01", "2026-1-1", "26-01-01", ""])("refuse %j", (text) => {
    expect(() => localDate(text)).toThrow(RangeError);
  });

  test("cross months, leap days and years", () => {
    expect(addDays(localDate("2024-02-28"), 1)).toBe("2024-02-29");
    expect(addDays(localDate("2026-12-31"), 1)).toBe("2027-01-01");
    expect(addDays(localDate("2026-01-01"), -1)).toBe("2025-12-31");
  });

  test("are made of parts; months and days run on", () => {
    expect(partsOf(localDate("2026-02-09"))).toEqual({ year: 2026, month: 2, day: 9 });
    expect(dateIn(2026, 13, 1)).toBe("2027-01-01");
    expect(dateIn(2026, 0, 31)).toBe("2025-12-31");
    expect(dateIn(2028, 3, 0)).toBe("2028-02-29");
    fc.assert(
      fc.property(moments, (moment) => {
        const { year, month, day } = partsOf(localDateOf(moment));
        expect(dateIn(year, month, day)).toBe(localDateOf(moment));
      }),
    );
  });

  test("know their weekday, also before 1970", () => {
    expect(weekday(localDate("2026-11-21"))).toBe(6);
    expect(weekday(localDate("2026-11-22"))).toBe(7);
    expect(weekday(localDate("1969-12-29"))).toBe(1);
  });

  test("an instant is found again from its day and clock time, to the minute", () => {
    fc.assert(
      fc.property(moments, (moment) => {
        const again = instantAt(localDateOf(moment), clockTimeOf(moment));
        expect(again).toBe(`${moment.slice(0, 16)}:00.000Z`);
      }),
    );
  });

  test("end at midnight, which is still by the day that ends", () => {
    const by = (text: string) => dateEnding(instant(text));
    expect(by("2026-11-20T16:00:00Z")).toBe("2026-11-20");
    expect(by("2026-11-20T16:00:00.001Z")).toBe("2026-11-21");
    expect(by("2026-11-21T10:00:00Z")).toBe("2026-11-21");
    expect(dayEnding(instant("2026-11-20T16:00:00Z"))).toBe(dayNumber(localDate("2026-11-20")));
  });

  test.each(["24:00", "8:30", "08:60"])("%s is no clock time", (time) => {
    expect(() => instantAt(localDate("2026-11-21"), time as ClockTime)).toThrow(RangeError);
  });
});

/** Runs in a process of its own, because a process' zone is fixed once it has started. */
const REPORT = `
  import { workCalendar } from "./worker/rules/engine/calendar.ts";
  import { dueAfter } from "./worker/rules/engine/duration.ts";
  import { periodOf } from "./worker/rules/engine/meetings.ts";
  import { instant, localDateOf } from "./worker/time/instants.ts";
  const calendar = workCalendar();
  const spans = [{ workdays: 3 }, { workingHours: 5 }, { days: 10 }, { hours: 30 }];
  const lines = [];
  for (let ms = Date.parse("2025-12-20T00:00:00Z"); ms < Date.parse("2026-11-20T00:00:00Z"); ms += 37e6) {
    const from = instant(ms);
    for (const span of spans) lines.push(dueAfter(calendar, from, span).due);
    lines.push(periodOf({ every: "quarter" }, localDateOf(from)).label);
  }
  console.log(JSON.stringify({ offset: new Date(0).getTimezoneOffset(), lines }));
`;

test("the process' own zone changes nothing", () => {
  const run = (zone: string): { offset: number; lines: string[] } =>
    JSON.parse(
      execFileSync(process.execPath, ["--input-type=module", "-e", REPORT], {
        cwd: `${import.meta.dirname}/../..`,
        env: { ...process.env, TZ: zone },
        encoding: "utf8",
      }),
    );
  const shanghai = run("Asia/Shanghai");
  const newYork = run("America/New_York");
  expect(shanghai.offset).not.toBe(newYork.offset);
  expect(newYork.lines).toEqual(shanghai.lines);
});
