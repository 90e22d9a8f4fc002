import { describe, expect, test } from "vitest";
import { type PresetKey, presets } from "../../../db/presets/index.ts";
import { itemAt } from "../../../worker/rules/document/items.ts";
import { doubtsOf } from "../../../worker/rules/review/doubts.ts";
import { RuleSet } from "../../../worker/rules/schema/rule-set.ts";
import { localDate } from "../../../worker/time/instants.ts";
import { fullRules } from "../../views/rule-example.ts";
import { calendar, rulesOf } from "../examples.ts";

test.each(Object.keys(presets) as PresetKey[])("nothing in the rules of %s is doubted", (key) => {
  expect(doubtsOf(rulesOf(key), calendar)).toEqual([]);
});

type Entry<T> = T extends readonly (infer E)[] ? E : never;
type Scheme = Entry<NonNullable<RuleSet["points"]>["schemes"]>;
type Assessment = Entry<NonNullable<RuleSet["assessments"]>["schemes"]>;
type Notice = Entry<NonNullable<RuleSet["localHolidays"]>["notices"]>;
type Change = (rules: RuleSet) => unknown;

/** The doubts of the full example once something in it was changed; each leads to a form. */
function doubts(change: Change): string[] {
  const document = structuredClone(fullRules);
  change(document);
  const rules = RuleSet.parse(document);
  return doubtsOf(rules, calendar).map(({ at, name, message }) => {
    expect([itemAt(rules, at)?.path, name]).toEqual([at, expect.stringMatching(/./)]);
    return `${at}: ${message}`;
  });
}

const overall =
  (limit: RuleSet["handling"]["overall"]["limit"]): Change =>
  ({ handling }) =>
    Object.assign(handling.overall, { limit });
const reminded =
  (...workdaysBefore: number[]): Change =>
  ({ reminders }) =>
    Object.assign(reminders, { workdaysBefore });
const pointed =
  (scheme: Partial<Scheme>, earning: Partial<Entry<Scheme["earning"]>> = {}): Change =>
  ({ points }) => {
    const [first] = points?.schemes ?? [];
    Object.assign(first ?? {}, scheme);
    Object.assign(first?.earning[0] ?? {}, earning);
  };
const assessed =
  (change: (scheme: Assessment) => unknown): Change =>
  ({ assessments }) =>
    assessments?.schemes.forEach(change);
const noticed =
  (notice: Partial<Notice>): Change =>
  ({ localHolidays }) =>
    Object.assign(localHolidays?.notices[0] ?? {}, notice);
const stretch = (from: string, to: string): Partial<Notice> => ({
  daysOff: [{ from: localDate(from), to: localDate(to) }],
  workdays: [],
});

test("nothing in the full example is doubted", () => {
  expect(doubts(() => {})).toEqual([]);
});

test("residents that may bring nothing", () => {
  const staffs: Change = ({ intake }) => {
    intake.sources = intake.sources.map((source) => ({ ...source, channels: ["staff"] }));
  };
  expect(doubts(staffs)).toEqual(["intake: 没有由居民自己上报的来源，居民在网上提交的一律不收。"]);
});

describe("clocks", () => {
  test.each<[string, Change, string[]]>([
    [
      "an overall limit below a level's, in one unit",
      overall({ workdays: 14 }),
      ["handling.overall: 总期限 14 个工作日，短于“县直部门”的办理时限 15 个工作日。"],
    ],
    ["an overall limit as long as the longest level's", overall({ workdays: 15 }), []],
    [
      "an overall limit from the report, as long as a level's that waits for acceptance",
      ({ handling }) => {
        handling.overall = { limit: { workdays: 15 } };
        for (const level of handling.levels)
          if (level.limit && "workdays" in level.limit && level.limit.workdays === 15)
            Object.assign(level, { startsOn: "acceptance", acceptWithin: { workdays: 2 } });
      },
      [
        "handling.overall: 总期限 15 个工作日自上报起算，短于“县直部门”的受理期限 2 个工作日加办理时限 15 个工作日。",
      ],
    ],
    [
      "an overall limit below a level's, in another unit",
      overall({ days: 18 }),
      ["handling.overall: 总期限 18 天，短于“县直部门”的办理时限 15 个工作日。"],
    ],
    [
      "19 days from a Monday, whose last is a Saturday and moves to the 15th working day",
      overall({ days: 19 }),
      [],
    ],
    [
      "a window nobody uses",
      ({ handling }) => Object.assign(handling.levels[0] ?? {}, { window: undefined, escalateOn: [] }),
      ["handling.windows.review: 没有办理层级使用窗口“集中会商”，它不起作用。"],
    ],
    [
      "a reminder that would come before the shortest step",
      reminded(4, 1),
      ["reminders: 到期前 4 个工作日的提醒，早于“网格”收到事项的时间（办理时限 3 个工作日），这一级收不到。"],
    ],
    ["a reminder on the day of the receipt", reminded(3, 0), []],
  ])("%s", (_, change, expected) => {
    expect(doubts(change)).toEqual(expected);
  });
});

describe("office hours", () => {
  const summer: Change = ({ officeHours }) =>
    Object.assign(officeHours.seasons[0] ?? {}, { weekdays: undefined });

  test("of a season that says nothing of a Friday and a Saturday with their own", () => {
    const days = ["saturday" as const, "friday" as const];
    const weekdays = [{ days, periods: [{ from: "08:30" as const, to: "12:00" as const }] }];
    const own: Change = ({ officeHours }) => Object.assign(officeHours, { weekdays });
    expect(doubts(own)).toEqual([]);
    expect(doubts((rules) => [own(rules), summer(rules)])).toEqual([
      "officeHours: “夏季作息”没有写另有安排的星期，这个季节里星期六休息，星期五按这个季节平常的时段办公。",
    ]);
  });

  test("of a season, where no weekday has its own", () => {
    const none: Change = ({ officeHours }) => Object.assign(officeHours, { weekdays: [] });
    expect(doubts((rules) => [none(rules), summer(rules)])).toEqual([]);
  });
});

describe("points", () => {
  const at = "points.schemes.residents";
  test.each<[string, Change, string[]]>([
    [
      "a month's cap below one award",
      pointed({}, { capPerMonth: 4 }),
      [`${at}: “参加义务巡逻”每月上限 4 分，低于一次得的 5 分。`],
    ],
    ["a month's cap of one award", pointed({}, { capPerMonth: 5 }), []],
    [
      "a year's cap below a month's",
      pointed({ capPerYear: 19, validMonths: undefined }),
      [`${at}: 每年上限 19 分，低于“参加义务巡逻”每月上限 20 分。`],
    ],
    ["a year's cap of a month's", pointed({ capPerYear: 20, validMonths: undefined }), []],
    [
      "a year's cap below one award",
      pointed({ capPerYear: 4, validMonths: undefined }, { capPerMonth: undefined }),
      [`${at}: 每年上限 4 分，低于“参加义务巡逻”一次得的 5 分。`],
    ],
    [
      // One month, the rest of the month before: December and January make two years.
      "a redemption above what two years allow within a month's validity",
      pointed({ capPerYear: 24, validMonths: 1 }),
      [`${at}: 兑换“生活用品”要 50 分，有效期内至多能积 48 分，谁也换不到。`],
    ],
    ["a redemption of just what can be saved up", pointed({ capPerYear: 25, validMonths: 1 }), []],
    ["points that don't lapse", pointed({ capPerYear: 24, validMonths: undefined }), []],
    [
      "a redemption above what months allow",
      ({ points }) => {
        const [scheme] = points?.schemes ?? [];
        scheme?.earning.splice(1);
        Object.assign(scheme ?? {}, { capPerYear: undefined, validMonths: 1 });
      },
      [`${at}: 兑换“生活用品”要 50 分，有效期内至多能积 40 分，谁也换不到。`],
    ],
    ["an earning without a cap", pointed({ capPerYear: undefined, validMonths: 1 }), []],
  ])("%s", (_, change, expected) => {
    expect(doubts(change).filter((doubt) => !/理发/.test(doubt))).toEqual(expected);
  });
});

describe("assessments", () => {
  const at = "assessments.schemes.units";
  /** Both curves end at so much of the full marks, and begin at so little. */
  const curves = (from: number, to: number) => (scheme: Assessment) => {
    for (const { curve } of scheme.indicators) {
      for (const point of curve?.points ?? []) point.share = Math.min(to, Math.max(from, point.share));
    }
  };
  const point = (value: number, share: number) => ({ value, share });
  const byFigures = (scheme: Assessment) => Object.assign(scheme, { unscored: "wait" });

  test.each<[string, Change, string[]]>([
    [
      "a rating above what the curves allow, and what follows from it alone",
      assessed((scheme) => {
        byFigures(scheme);
        curves(0, 70)(scheme);
      }),
      [
        `${at}: 按现在的得分曲线，总分在 0.00 分到 81.85 分之间，谁也评不到“良好”。`,
        `${at}: “通报表扬”只用于谁也评不到的等次，不会适用。`,
      ],
    ],
    [
      "a rating just within the curves",
      assessed((scheme) => {
        byFigures(scheme);
        curves(0, 76)(scheme);
      }),
      [],
    ],
    [
      "a curve left behind where marks are given by hand",
      assessed((scheme) => {
        byFigures(scheme);
        Object.assign(scheme.indicators[2] ?? {}, { curve: { points: [point(0, 0), point(50, 10)] } });
      }),
      [],
    ],
    [
      "a scheme in which everybody gets full marks",
      assessed((scheme) => {
        byFigures(scheme);
        curves(100, 100)(scheme);
        scheme.groups.splice(1);
        scheme.indicators.splice(2);
        Object.assign(scheme.groups[0] ?? {}, { weight: 100 });
      }),
      [`${at}: 按现在的得分曲线，总分在 100.00 分到 100.00 分之间，谁也评不到“一般”。`],
    ],
    ["marks by hand alone while figures are missing", assessed(curves(0, 10)), []],
    [
      "the lowest rating below the least marks, without a veto",
      assessed((scheme) => {
        byFigures(scheme);
        curves(100, 100)(scheme);
        scheme.vetoes = [];
      }),
      [`${at}: 按现在的得分曲线，总分在 60.50 分到 100.00 分之间，谁也评不到“较差”。`],
    ],
    [
      "the lowest rating, to which the only veto doesn't lead",
      assessed((scheme) => {
        byFigures(scheme);
        curves(100, 100)(scheme);
        for (const veto of scheme.vetoes) veto.effect = "noAward";
      }),
      [`${at}: 按现在的得分曲线，总分在 60.50 分到 100.00 分之间，谁也评不到“较差”。`],
    ],
    [
      "the lowest rating that a veto still leads to",
      assessed((scheme) => {
        byFigures(scheme);
        curves(100, 100)(scheme);
      }),
      [],
    ],
  ])("%s", (_, change, expected) => {
    expect(doubts(change)).toEqual(expected);
  });
});

describe("local holidays", () => {
  test.each<[string, Change, string[]]>([
    [
      "days off in another month than the festival",
      noticed(stretch("2026-09-06", "2026-09-08")),
      ["localHolidays: 2026年的通知没有一天放假落在地方节日可能的日期内。"],
    ],
    ["days off that only end in the festival's range", noticed(stretch("2026-07-18", "2026-07-20")), []],
    ["days off that only begin in it", noticed(stretch("2026-08-20", "2026-08-23")), []],
    [
      "days off over New Year for a festival in January",
      (rules) => {
        Object.assign(rules.localHolidays?.festivals[0] ?? {}, { from: "01-01", to: "01-10" });
        noticed(stretch("2025-12-30", "2026-01-02"))(rules);
      },
      [],
    ],
    ["a notice of no day off", noticed({ daysOff: [], workdays: [] }), []],
    [
      "a working day named as worked in exchange",
      noticed({ workdays: [localDate("2026-08-14"), localDate("2026-08-15")] }),
      ["localHolidays: 2026-08-14 本来就是工作日，不用列为调休上班。"],
    ],
    ["a day of a national holiday that is worked here", noticed({ workdays: [localDate("2026-10-07")] }), []],
  ])("%s", (_, change, expected) => {
    expect(doubts(change)).toEqual(expected);
  });
});
