import { describe, expect, test } from "vitest";
import { PreviewCalendar } from "../../views/rules/preview-calendar.tsx";
import { standings } from "../../worker/rules/document/acting.ts";
import { previewCalendar } from "../../worker/rules/engine/preview.ts";
import { localDate } from "../../worker/time/instants.ts";
import { rules } from "../rules/engine/preview/examples.ts";
import { calendar } from "../rules/examples.ts";
import { attribute, type Element, elements, fragment, named, text } from "./parsed.ts";
import { fullRules } from "./rule-example.ts";

const calendarOf = (from: string, months: number) =>
  previewCalendar(rules, localDate(from), months, calendar);

const day = localDate("2026-10-01");

const withClass = (all: readonly Element[], name: string) =>
  all.filter((element) => attribute(element, "class")?.split(" ").includes(name));

describe("the calendar of a preview", () => {
  const parsed = fragment(<PreviewCalendar standings={standings} calendar={calendarOf("2026-10-01", 2)} />);
  const [october, november] = named(parsed, "table") as [Element, Element];
  const cells = named(october, "td");

  test("has a table of weeks for each month, under its name", () => {
    expect([october, november].map((table) => text(named(table, "caption")[0] as Element))).toEqual([
      "2026年10月",
      "2026年11月",
    ]);
    const headers = named(october, "th");
    expect(headers.map(text)).toEqual([..."一二三四五六日"].map((name) => `星期${name}`));
    expect(headers.map((header) => attribute(header, "scope"))).toEqual(Array(7).fill("col"));
    expect(named(november, "tr").map((row) => named(row, "td").length)).toEqual([0, 7, 7, 7, 7, 7, 7]);
  });

  test("puts every day below its weekday", () => {
    expect(cells.slice(0, 3).map(text)).toEqual(["", "", ""]);
    expect(text(cells[3] as Element)).toContain("10月1日 星期四");
    expect(text(named(november, "td")[6] as Element)).toContain("11月1日 星期日");
  });

  test("says holidays and make-up days in words, in frames of their own", () => {
    const holidays = withClass(elements(october), "day-holiday");
    expect(holidays.map(text)).toEqual(Array(7).fill("放假"));
    expect(withClass(elements(october), "day-made-up").map(text)).toEqual(["调休上班"]);
    expect(withClass(cells, "day-off")).toHaveLength(7 + 6);
  });

  test("says what the rules want on a day, together what is wanted alike", () => {
    const day = (date: string) => text(cells.find((cell) => text(cell).includes(date)) as Element);
    expect(day("10月15日")).toBe("10月15日 星期四街道，当日起召开街道联席会");
    expect(day("10月30日")).toBe("10月30日 星期五社区，最迟当日召开三方议事会");
    const double = { ...rules, meetings: { series: rules.meetings.series.flatMap((one) => [one, one]) } };
    const twice = previewCalendar(double, localDate("2026-10-01"), 1, calendar);
    expect(text(fragment(<PreviewCalendar standings={standings} calendar={twice} />))).toContain(
      "社区，最迟当日召开三方议事会三方议事会",
    );
  });

  test("says what nothing follows yet, beside the words that a day's entries share", () => {
    const parsed = fragment(
      <PreviewCalendar standings={standings} calendar={previewCalendar(fullRules, day, 1, calendar)} />,
    );
    const marked = withClass(elements(parsed), "meta").map(text);
    const idle = marked.filter((words) => words.endsWith("尚未启用"));
    expect(idle.map((words) => words.split("，").at(-1))).toContain("最迟当日完成 尚未启用");
    expect(marked.filter((words) => words.includes("召开") && idle.includes(words))).toEqual([]);
  });

  test("marks the days without anything, so that a phone can leave them out", () => {
    const shown = cells.filter((cell) => !withClass(cells, "day-empty").includes(cell)).map(text);
    expect(shown.map((words) => words.slice(0, 6).replace(/日.*/, ""))).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 10, 15, 16, 26, 30].map((day) => `10月${day}`),
    );
  });

  test("says of a month without anything that it has nothing", () => {
    const bare = { ...rules, meetings: { series: [] }, handling: { ...rules.handling, levels: [] } };
    const empty = previewCalendar(bare, localDate("2026-11-01"), 1, calendar);
    expect(text(fragment(<PreviewCalendar standings={standings} calendar={empty} />))).toContain(
      "2026年11月：没有安排",
    );
  });

  test("cautions where a year's notice is missing", () => {
    expect(
      text(fragment(<PreviewCalendar standings={standings} calendar={calendarOf("2027-01-01", 1)} />)),
    ).toContain("2027年国务院放假通知尚未载入，工作日暂按周一至周五推算。");
  });
});
