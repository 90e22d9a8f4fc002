import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { changedDays, stateCouncilNotices } from "../../../worker/rules/engine/notices.ts";
import { HolidayNotice } from "../../../worker/rules/schema/notice.ts";
import { addDays, dayNumber, localDate } from "../../../worker/time/instants.ts";

const years = `${import.meta.dirname}/../../../node_modules/chinese-days/dist/years`;
type Listed = Record<"holidays" | "workdays", Record<string, unknown>>;
const listed = (year: number) => JSON.parse(readFileSync(`${years}/${year}.json`, "utf8")) as Listed;

/** What a year's notice said, from a list by days: its own year up to 28 December, and the last days before it. */
function daysFor(year: number, kind: keyof Listed): string[] {
  const before = Object.keys(listed(year - 1)[kind]).filter((day) => day >= `${year - 1}-12-29`);
  return [...before, ...Object.keys(listed(year)[kind]).filter((day) => day < `${year}-12-29`)].sort();
}

/** Days as stretches, both ends included. */
function stretches(days: readonly string[]): { from: string; to: string }[] {
  const starts = days.filter((day) => !days.includes(addDays(localDate(day), -1)));
  const ends = days.filter((day) => !days.includes(addDays(localDate(day), 1)));
  return starts.map((from, index) => ({ from, to: ends[index] ?? from }));
}

const noticeFor = (year: number) => ({
  year,
  title: `国务院办公厅关于${year}年部分节假日安排的通知`,
  document: `国办发明电〔${year - 1}〕1号`,
  daysOff: stretches(daysFor(year, "holidays")),
  workdays: daysFor(year, "workdays"),
});

describe("a notice of the State Council", () => {
  const since2005 = Array.from({ length: 22 }, (_, index) => 2005 + index);

  test.each(since2005)("for %i, as it was published, is accepted and changes just its days", (year) => {
    const notice = HolidayNotice.parse(noticeFor(year));
    const off = daysFor(year, "holidays").map((day) => [dayNumber(localDate(day)), false] as const);
    const worked = daysFor(year, "workdays").map((day) => [dayNumber(localDate(day)), true] as const);
    expect(changedDays([notice])).toEqual(new Map([...off, ...worked]));
  });

  test.each(stateCouncilNotices)("that the product comes with, for $year, is one", (notice) => {
    expect(HolidayNotice.parse(notice)).toEqual(notice);
  });
});

test("the example that operators read is the notice for 2026, word for word", () => {
  const guide = readFileSync(`${import.meta.dirname}/../../../docs/operations.md`, "utf8");
  const [, example = ""] = /```yaml\n(year: [^`]*)```/.exec(guide) ?? [];
  expect(HolidayNotice.parse(parse(example, { schema: "core" }))).toEqual(
    stateCouncilNotices.find(({ year }) => year === 2026),
  );
});

const good = noticeFor(2019);
type Written = Record<string, unknown>;
const daysOff = (...more: { from: string; to: string }[]) => ({ daysOff: [...good.daysOff, ...more] });
const workdays = (...more: string[]) => ({ workdays: [...good.workdays, ...more] });

describe("what is wrong with a notice is said where it stands", () => {
  const wrong: [string, Written, string, string, string | undefined][] = [
    [
      "a title of another year",
      { title: "国务院办公厅关于2018年部分节假日安排的通知" },
      "title",
      "标题里须有“2019年”",
      "must name the year: 2019年",
    ],
    [
      "no number of a document",
      { document: "放假通知" },
      "document",
      "须是文号，例如 国办发明电〔2025〕7号",
      "must be a number such as 国办发明电〔2025〕7号",
    ],
    [
      "a holiday by law left out",
      { daysOff: good.daysOff.filter(({ from }) => from !== "2019-05-01") },
      "daysOff",
      "法定节假日 2019-05-01 没有列为放假",
      "2019-05-01 is off by law and missing",
    ],
    [
      "a day worked that is a Friday",
      workdays("2019-02-01"),
      "workdays.7",
      "2019-02-01不是周六、周日，不用调休上班",
      "2019-02-01 is neither Saturday nor Sunday",
    ],
    [
      "a day both off and worked",
      workdays("2019-10-05"),
      "workdays.7",
      "2019-10-05已列为放假，不能又上班",
      "2019-10-05 is listed as a day off",
    ],
    ["a day worked twice", workdays("2018-12-29"), "workdays.7", "不能重复", undefined],
    [
      "stretches that overlap",
      daysOff({ from: "2019-10-07", to: "2019-10-08" }),
      "daysOff.7",
      "与另一段放假重叠",
      "overlaps another stretch",
    ],
    [
      "a stretch that ends before it begins",
      daysOff({ from: "2019-11-02", to: "2019-11-01" }),
      "daysOff.7",
      "起日不能晚于止日",
      "the first day must not be after the last",
    ],
    [
      "a day of November before",
      daysOff({ from: "2018-11-30", to: "2018-11-30" }),
      "daysOff.7",
      "2019年的通知只能安排上年12月至次年1月的日期",
      "a notice for 2019 orders days from December before to January after it",
    ],
    [
      "a day of the next year",
      daysOff({ from: "2020-01-01", to: "2020-01-01" }),
      "daysOff.7",
      "2020-01-01属于下一年的通知",
      "2020-01-01 belongs to the next year's notice",
    ],
    [
      "a day that doesn't exist",
      workdays("2019-02-30"),
      "workdays.7",
      "请写成 2026-11-21 的样子，且要有这一天",
      "must be a day that exists, written like 2026-11-21",
    ],
  ];
  test.each(wrong)("%s", (_, change, path, chinese, english) => {
    const { error } = HolidayNotice.safeParse({ ...good, ...change });
    const [issue, ...others] = error?.issues ?? [];
    expect([issue?.path.join("."), issue?.message]).toEqual([path, chinese]);
    expect(issue?.code === "custom" && issue.params?.english).toBe(english);
    expect(others).toEqual([]);
  });

  test("and what nobody knows is refused", () => {
    expect(HolidayNotice.safeParse({ ...good, note: "" }).success).toBe(false);
    expect(HolidayNotice.safeParse({ ...good, year: "2019" }).success).toBe(false);
    expect(HolidayNotice.safeParse({ ...good, title: undefined }).success).toBe(false);
  });
});
