import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { previewCalendar } from "../../../../worker/rules/engine/preview.ts";
import { recurring } from "../../../../worker/rules/engine/recurring.ts";
import type { RuleSet } from "../../../../worker/rules/schema/rule-set.ts";
import { localDate, localDateOf } from "../../../../worker/time/instants.ts";
import { calendar } from "../../examples.ts";
import { rules } from "./examples.ts";

const preview = (from: string, months = 1, given: RuleSet = rules) =>
  previewCalendar(given, localDate(from), months, calendar);

function filled(from: string, months = 1, given: RuleSet = rules) {
  const days = preview(from, months, given).days.filter(({ entries }) => entries.length > 0);
  return Object.fromEntries(
    days.map(({ date, entries }) => [date, entries.map(({ name, detail }) => `${name}：${detail}`)]),
  );
}

describe("the days", () => {
  test("are those of whole months, from the first of the month asked about", () => {
    const { days } = preview("2026-11-21", 3);
    expect(days).toHaveLength(30 + 31 + 31);
    expect(days[0]).toMatchObject({ date: "2026-11-01", weekday: 7, workday: false });
    expect(days.at(-1)?.date).toBe("2027-01-31");
  });

  test("tell holidays and make-up days from plain weekends", () => {
    const notes = preview("2026-10-01").days.flatMap(({ date, note, workday }) =>
      note ? [`${date.slice(8)} ${note} ${workday}`] : [],
    );
    const holidays = [1, 2, 3, 4, 5, 6, 7].map((day) => `0${day} 放假 false`);
    expect(notes).toEqual([...holidays, "10 调休上班 true"]);
  });

  test("name local festivals", () => {
    const localHolidays = {
      festivals: [
        { name: "火把节", from: "07-01", to: "08-31" },
        { name: "三月三", from: "03-20", to: "05-05" },
      ],
      notices: [
        {
          year: 2026,
          document: "地方通知",
          daysOff: [{ from: localDate("2026-04-20"), to: localDate("2026-04-21") }],
          workdays: [localDate("2026-04-25")],
        },
      ],
    } as const;
    const local = { ...rules, localHolidays } as unknown as RuleSet;
    const notes = preview("2026-04-09", 1, local).days.map(({ note }) => note);
    expect([notes[19], notes[20], notes[24]]).toEqual(["三月三放假", "三月三放假", "调休上班"]);
    expect([notes[2], notes[3], notes[4], notes[10]]).toEqual([undefined, "放假", "放假", undefined]);
  });

  test("of a year without a notice show fixed holidays, and the warning comes along", () => {
    const { days, warnings } = preview("2027-01-01");
    expect(days[0]).toMatchObject({ note: "放假", workday: false });
    expect(warnings.map(({ year }) => year)).toEqual([2027]);
    expect(preview("2026-10-01", 2).warnings).toEqual([]);
    expect(preview("2026-10-01", 3).warnings.map(({ year }) => year)).toEqual([2027]);
  });
});

describe("what the rules want", () => {
  test("stands on its last day, and on its first where that is in the middle of a month", () => {
    expect(filled("2026-10-01", 2)).toEqual({
      "2026-10-15": ["街道联席会：街道，当日起召开"],
      "2026-10-16": ["街道处理：街道，当日起办理"],
      "2026-10-26": ["街道处理：街道，当日办理截止"],
      "2026-10-30": ["三方议事会：社区，最迟当日召开"],
      "2026-11-10": ["街道联席会：街道，最迟当日召开"],
      "2026-11-16": ["街道处理：街道，当日起办理"],
      "2026-11-25": ["街道处理：街道，当日办理截止"],
      "2026-11-30": ["三方议事会：社区，最迟当日召开"],
    });
  });

  test("stands once on a day that is its first and its last", () => {
    const windows = [{ key: "street", name: "街道处理", fromDay: 25, byDay: 25, dayOff: "after" as const }];
    const oneDay = { ...rules, handling: { ...rules.handling, windows } };
    expect(filled("2026-11-01", 1, oneDay)["2026-11-25"]).toEqual(["街道处理：街道，当日办理截止"]);
  });

  test("opens before the months shown end, even if it is due after them", () => {
    expect(filled("2026-10-01")["2026-10-15"]).toEqual(["街道联席会：街道，当日起召开"]);
  });

  test("names the period of what only follows after it", () => {
    const [whistle] = rules.handling.whistles;
    if (!whistle) throw new Error("no whistle");
    const filing = { byDay: 5, to: "县联席会议办公室", nameAbsent: false };
    const filed = { ...rules, handling: { ...rules.handling, whistles: [{ ...whistle, filing }] } };
    expect(filled("2026-11-01", 1, filed)["2026-11-05"]).toEqual([
      "街道吹哨：街道，2026年10月，最迟当日报备",
    ]);
  });

  test("is everything that recurs in those months, each once", () => {
    const months = fc.integer({ min: 1, max: 6 });
    const starts = fc.integer({ min: 0, max: 18 }).map((index) => {
      const month = String((index % 12) + 1).padStart(2, "0");
      return `${2025 + Math.floor(index / 12)}-${month}-07`;
    });
    fc.assert(
      fc.property(starts, months, (start, count) => {
        const { days } = preview(start, count);
        const [from, to] = [days[0]?.date, days.at(-1)?.date];
        if (!from || !to) throw new Error("no days");
        for (const { due, name } of recurring(rules, from, to, calendar)) {
          const day = days.find(({ date }) => date === localDateOf(due));
          const ends = day?.entries.filter((entry) => entry.name === name && /最迟|截止/.test(entry.detail));
          expect(ends).toHaveLength(1);
        }
      }),
      { numRuns: 30 },
    );
  });
});
