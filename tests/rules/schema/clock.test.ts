import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { weekdays } from "../../../worker/rules/schema/words.ts";
import { addDays, dayNumber, localDate } from "../../../worker/time/instants.ts";
import { broken, refusals } from "../broken.ts";

interface Notice {
  year: number;
  document: string;
  daysOff: { from: string; to: string }[];
  workdays: string[];
}

/** `08-06/08-08 08-20` as days off of a year; a year may stand before each. */
function notice(year: number, daysOff = "", workdays = ""): Notice {
  const dated = (day: string) => (day.length > 5 ? day : `${year}-${day}`);
  const stretches = daysOff.split(" ").filter(Boolean);
  return {
    year,
    document: "示例文号",
    daysOff: stretches.map((stretch) => {
      const [from = "", to = from] = stretch.split("/");
      return { from: dated(from), to: dated(to) };
    }),
    workdays: workdays.split(" ").filter(Boolean).map(dated),
  };
}

const noticed = (...notices: Notice[]) => refusals(broken(["localHolidays", "notices"], notices));

describe("local holidays", () => {
  test.each<[string, Notice[], string[]]>([
    ["an ordinary year", [notice(2026, "08-06/08-08", "08-15")], []],
    ["no day off", [notice(2026)], []],
    [
      "two notices for one year",
      [notice(2026, "08-06"), notice(2027), notice(2026, "08-07")],
      ["localHolidays.notices.2.year: 2026年已有一份通知，请并入那一份"],
    ],
    [
      "a holiday that begins in December and is made up for in the January after",
      [notice(2026, "2025-12-30/01-01 12-31/2027-01-02", "2025-12-27 2027-01-31")],
      [],
    ],
    [
      "days of another year",
      [notice(2026, "2025-11-30/2025-12-02 2027-02-01", "2025-11-29 2027-01-31 2027-02-02")],
      [
        "localHolidays.notices.0.daysOff.0: 2026年的通知只能安排上年12月至次年1月的日期",
        "localHolidays.notices.0.daysOff.1: 2026年的通知只能安排上年12月至次年1月的日期",
        "localHolidays.notices.0.workdays.0: 2026年的通知只能安排上年12月至次年1月的日期",
        "localHolidays.notices.0.workdays.2: 2026年的通知只能安排上年12月至次年1月的日期",
      ],
    ],
    [
      "a day off and worked",
      [notice(2026, "08-06/08-08", "08-05 08-08")],
      ["localHolidays.notices.0.workdays.1: 2026-08-08已列为放假，不能又上班"],
    ],
    [
      "a day off by one notice and worked by another",
      [notice(2026, "", "12-31"), notice(2027, "2026-12-30/2026-12-31")],
      ["localHolidays.notices.0.workdays.0: 2026-12-31已列为放假，不能又上班"],
    ],
    [
      "stretches that overlap",
      [notice(2026, "08-06/08-08 08-08/08-09")],
      ["localHolidays.notices.0.daysOff.1: 与另一段放假重叠"],
    ],
    ["stretches that touch", [notice(2026, "08-06/08-08 08-09/08-10")], []],
    [
      "stretches of two notices that overlap",
      [notice(2026, "12-31"), notice(2027, "2026-12-31/01-01")],
      ["localHolidays.notices.1.daysOff.0: 与另一段放假重叠"],
    ],
    [
      "a day worked twice",
      [notice(2026, "", "08-15 08-15")],
      ["localHolidays.notices.0.workdays.1: 不能重复"],
    ],
    ["sixty days off", [notice(2026, "03-01/03-31 08-01/08-29")], []],
    [
      "more days off than anybody gives",
      [notice(2026, "03-01/03-31 08-01/08-30")],
      ["localHolidays.notices.0.daysOff: 一份通知放假合计不能超过60天，现在是61天"],
    ],
    [
      "a stretch turned round",
      [notice(2026, "08-08/08-06")],
      ["localHolidays.notices.0.daysOff.0: 起日不能晚于止日"],
    ],
    [
      "a stretch of years",
      [notice(2026, "08-06/9999-12-31")],
      ["localHolidays.notices.0.daysOff.0: 一次放假不能超过31天"],
    ],
  ])("%s", (_, notices, expected) => {
    expect(noticed(...notices)).toEqual(expected);
  });

  test("a festival that would have to run over New Year says how to write it", () => {
    const festivals = [
      { name: "火把节", from: "07-20", to: "07-20" },
      { name: "开斋节", from: "12-20", to: "01-10" },
    ];
    expect(refusals(broken(["localHolidays", "festivals"], festivals))).toEqual([
      "localHolidays.festivals.1.to: 最早不能晚于最晚，跨年的节日请分成年底、年初两项",
    ]);
  });

  const stretches = fc.array(
    fc.record({ start: fc.nat({ max: 300 }), days: fc.integer({ min: 1, max: 9 }) }),
    {
      minLength: 1,
      maxLength: 6,
    },
  );

  test("are taken exactly when every day is named once", () => {
    fc.assert(
      fc.property(stretches, fc.array(fc.nat({ max: 300 }), { maxLength: 4 }), (off, worked) => {
        const day = (index: number) => addDays(localDate("2026-01-01"), index);
        const daysOff = off.map(({ start, days }) => ({ from: day(start), to: day(start + days - 1) }));
        const named = [
          ...daysOff.flatMap(({ from, to }) =>
            Array.from({ length: dayNumber(to) - dayNumber(from) + 1 }, (_, index) => addDays(from, index)),
          ),
          ...worked.map(day),
        ];
        const problems = noticed({ year: 2026, document: "示例", daysOff, workdays: worked.map(day) });
        expect(problems.length === 0).toBe(new Set(named).size === named.length);
      }),
    );
  });
});

describe("office hours", () => {
  const day = [{ from: "09:00", to: "17:00" }];
  const days = Object.keys(weekdays);
  const seasons = (...stretches: string[]) =>
    refusals(
      broken(
        ["officeHours", "seasons"],
        stretches.map((stretch, index) => {
          const [from, to] = stretch.split("/");
          return { name: `作息${index}`, from, to, periods: day };
        }),
      ),
    );

  test.each<[string, string[], string[]]>([
    ["one after another", ["06-01/09-30", "10-01/05-31"], []],
    ["all year", ["01-01/12-31"], []],
    ["sharing a day", ["06-01/09-30", "09-30/10-15"], ["officeHours.seasons.1.from: 与“作息0”的日期重叠"]],
    [
      "one inside another",
      ["05-01/10-31", "06-01/06-30"],
      ["officeHours.seasons.1.from: 与“作息0”的日期重叠"],
    ],
    [
      "one around another",
      ["06-01/06-30", "05-01/10-31"],
      ["officeHours.seasons.1.from: 与“作息0”的日期重叠"],
    ],
    ["one over New Year", ["11-01/02-28", "02-29/04-30"], []],
    [
      "one reaching into what runs over New Year",
      ["06-01/06-30", "11-01/02-28", "02-28/04-30"],
      ["officeHours.seasons.2.from: 与“作息1”的日期重叠"],
    ],
    [
      "two over New Year",
      ["11-01/02-28", "12-31/01-01"],
      ["officeHours.seasons.1.from: 与“作息0”的日期重叠"],
    ],
  ])("in seasons %s", (_, stretches, expected) => {
    expect(seasons(...stretches)).toEqual(expected);
  });

  test.each([
    [["09:00/10:00"], []],
    [["09:00/09:30", "14:00/14:30"], []],
    [["09:00/09:30", "14:00/14:29"], ["officeHours.periods: 每天办公合计不能少于1小时"]],
    [["09:00/09:01"], ["officeHours.periods: 每天办公合计不能少于1小时"]],
    [["14:00/18:00", "09:00/12:00"], ["officeHours.periods: 办公时段须按先后排列，互不重叠"]],
  ])("of %j", (periods, expected) => {
    const value = periods.map((period) => ({ from: period.split("/")[0], to: period.split("/")[1] }));
    expect(refusals(broken(["officeHours", "periods"], value))).toEqual(expected);
  });

  test("are bounded in each season as well", () => {
    const periods = [{ from: "09:00", to: "09:59" }];
    const season = { name: "夏季", from: "06-01", to: "09-30", periods };
    expect(refusals(broken(["officeHours", "seasons"], [season]))).toEqual([
      "officeHours.seasons.0.periods: 每天办公合计不能少于1小时",
    ]);
  });

  const own = (...rows: string[][]) =>
    rows.map((days) => ({ days, periods: [{ from: "08:30", to: "12:00" }] }));

  test.each<[string, unknown, string[]]>([
    ["a half Saturday", own(["saturday"]), []],
    ["a short Friday and a half weekend", own(["friday"], ["saturday", "sunday"]), []],
    ["every day by itself", own(...days.map((day) => [day])), []],
    ["none", [], []],
    ["a day twice in two rows", own(["saturday"], ["friday", "saturday"]), ["1.days: “星期六”前面已有安排"]],
    ["a day twice in one row", own(["saturday", "saturday"]), ["0.days.1: 不能重复"]],
    ["a row of no day", own([]), ["0.days: 不能少于1项"]],
    ["a day that no week has", own(["someday"]), [`0.days.0: 只能是：${Object.values(weekdays).join("、")}`]],
    [
      "half an hour",
      [{ days: ["saturday"], periods: [{ from: "09:00", to: "09:30" }] }],
      ["0.periods: 每天办公合计不能少于1小时"],
    ],
    [
      "no hours",
      [{ days: ["saturday"], periods: [] }],
      ["0.periods: 不能少于1项", "0.periods: 每天办公合计不能少于1小时"],
    ],
  ])("of weekdays: %s", (_, rows, expected) => {
    const season = { name: "夏季", from: "06-01", to: "09-30", periods: day, weekdays: rows };
    const told = (at: string) => expected.map((problem) => `officeHours.${at}.${problem}`);
    expect(refusals(broken(["officeHours", "weekdays"], rows))).toEqual(told("weekdays"));
    expect(refusals(broken(["officeHours", "seasons"], [season]))).toEqual(told("seasons.0.weekdays"));
  });

  test("that are no times are told, and nothing else is tried with them", () => {
    expect(refusals(broken(["officeHours", "periods", 0, "from"], "九点"))).toEqual([
      "officeHours.periods.0.from: 请写成 08:30 的样子",
    ]);
  });
});

test.each([
  ["07:59", false],
  ["08:00", true],
  ["20:30", true],
  ["20:31", false],
  ["00:00", false],
])("reminders at %s are allowed: %s", (at, allowed) => {
  const expected = allowed ? [] : ["reminders.at: 提醒时间须在 08:00 至 20:30 之间"];
  expect(refusals(broken(["reminders", "at"], at))).toEqual(expected);
});
