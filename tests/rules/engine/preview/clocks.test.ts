import { describe, expect, test } from "vitest";
import { countyCalendar, type WorkCalendar } from "../../../../worker/rules/engine/calendar.ts";
import {
  compareClocks,
  exampleClocks,
  exampleMoments,
  type UnattendedStep,
} from "../../../../worker/rules/engine/preview.ts";
import type { RuleSet } from "../../../../worker/rules/schema/rule-set.ts";
import { localDate } from "../../../../worker/time/instants.ts";
import { at, beijing, calendar } from "../../examples.ts";
import { rules } from "./examples.ts";

describe("the moments", () => {
  const moments = (from: string) => exampleMoments(localDate(from), calendar).map(({ at }) => beijing(at));

  test.each([
    ["a Saturday", "2026-11-21", ["2026-11-27 16:40", "2026-12-31 17:50", "2026-12-15 09:00"]],
    ["a Friday that is a 15th", "2026-05-15", ["2026-05-15 16:40", "2026-06-18 17:50", "2026-05-15 09:00"]],
    ["the eve of a holiday", "2026-09-30", ["2026-10-09 16:40", "2026-09-30 17:50", "2026-10-15 09:00"]],
    ["the middle of a holiday", "2026-10-03", ["2026-10-09 16:40", "2026-12-31 17:50", "2026-10-15 09:00"]],
    ["a year without a notice", "2028-02-01", ["2028-02-04 16:40", "2028-04-28 17:50", "2028-02-15 09:00"]],
  ])("from %s on", (_, from, expected) => {
    expect(moments(from)).toEqual(expected);
  });

  test("say what is telling about them", () => {
    const labels = exampleMoments(localDate("2026-11-21"), calendar).map(({ label }) => label);
    expect(labels).toEqual(["周五 16:40", "节前最后一个工作日 17:50", "15 日 09:00"]);
  });
});

const friday = { label: "周五 16:40", at: at("2026-11-20 16:40") };

describe("the moment before a holiday", () => {
  const county = (officeHours: object, localHolidays?: object) =>
    countyCalendar(calendar, { ...rules, officeHours, localHolidays } as unknown as RuleSet);
  const eve = (from: string, county: WorkCalendar) => {
    const moment = exampleMoments(localDate(from), county)[1];
    return [moment?.label, moment && beijing(moment.at)];
  };
  const periods = [{ from: "09:00", to: "17:00" }];
  const seasons = [{ name: "冬季", from: "10-01", to: "04-30", periods: [{ from: "09:00", to: "16:30" }] }];

  test("is ten minutes before offices close that day", () => {
    const hours = county({ periods, seasons });
    expect(eve("2026-09-01", hours)).toEqual(["节前最后一个工作日 16:50", "2026-09-24 16:50"]);
    expect(eve("2026-11-21", hours)).toEqual(["节前最后一个工作日 16:20", "2026-12-31 16:20"]);
  });

  test("follows the county's own holidays", () => {
    const festivals = [{ name: "火把节", from: "07-20", to: "08-20" }];
    const daysOff = [{ from: localDate("2026-08-06"), to: localDate("2026-08-07") }];
    const notices = [{ year: 2026, document: "通知", daysOff, workdays: [] }];
    const local = county({ periods, seasons: [] }, { festivals, notices });
    expect(eve("2026-07-01", local)).toEqual(["节前最后一个工作日 16:50", "2026-08-05 16:50"]);
  });
});

describe("what is due when, if it begins on a Friday at 16:40", () => {
  const [example] = exampleClocks(rules, [friday], calendar);

  test.each([
    ["step.grid", "事项：网格办理", "2026-11-25 18:00"],
    ["step.street", "事项：街道办理", "2026-11-25 18:00"],
    ["overall", "事项：总期限", "2027-01-04 18:00"],
    ["evaluation", "事项：居民评价", "2026-11-27 18:00"],
    ["whistle.street.sign", "街道吹哨：签收", "2026-11-23 09:10"],
    ["whistle.street.contact", "街道吹哨：联系", "2026-11-23 18:00"],
    ["whistle.street.reportIn", "街道吹哨：报到", "2026-11-24 18:00"],
    ["whistle.street.done", "街道吹哨：办结", "2026-12-04 18:00"],
    ["resolution.threeParty", "决议：三方议事会", "2026-12-30 18:00"],
    ["resolution.streetJoint", "决议：街道联席会", "2026-12-04 18:00"],
  ])("%s", (key, name, due) => {
    const clock = example?.clocks.find((candidate) => candidate.key === key);
    expect([clock?.name, clock && beijing(clock.due.due)]).toEqual([name, due]);
  });

  test("is all of it, each under a key of its own", () => {
    expect(example?.moment).toBe(friday);
    expect(new Set(example?.clocks.map(({ key }) => key)).size).toBe(10);
    expect(example?.clocks).toHaveLength(10);
  });

  test("keeps what is uncertain about it", () => {
    const overall = example?.clocks.find(({ key }) => key === "overall");
    expect(overall?.due.warnings.map(({ year }) => year)).toEqual([2027]);
  });
});

describe("a matter that nobody acts on", () => {
  const { handling } = rules;
  const byItself: RuleSet = {
    ...rules,
    handling: {
      ...handling,
      levels: handling.levels.map((level) => ({ ...level, escalateOn: ["overdue" as const] })),
    },
  };
  const way = (steps: readonly UnattendedStep[] | undefined) =>
    steps?.map(({ level, enteredAt, due, escalation }) => [
      level.key,
      beijing(enteredAt),
      beijing(due),
      escalation?.to.key,
    ]);
  const stays = [["grid", "2026-11-20 16:40", "2026-11-25 18:00", undefined]];
  const climbs = [
    ["grid", "2026-11-20 16:40", "2026-11-25 18:00", "street"],
    ["street", "2026-11-25 18:00", "2026-12-25 18:00", undefined],
  ];

  test("is followed from the lowest level, from each moment", () => {
    const examples = exampleClocks(
      byItself,
      [friday, { label: "15 日", at: at("2026-12-15 09:00") }],
      calendar,
    );
    expect(way(examples[0]?.unattended)).toEqual(climbs);
    expect(way(examples[1]?.unattended)).toEqual([
      ["grid", "2026-12-15 09:00", "2026-12-18 18:00", "street"],
      ["street", "2026-12-18 18:00", "2026-12-25 18:00", undefined],
    ]);
  });

  test("is followed under both rule sets, each by its own", () => {
    const [one] = compareClocks(rules, byItself, [friday], calendar);
    expect([way(one?.unattended.before), way(one?.unattended.after)]).toEqual([stays, climbs]);
    const [other] = compareClocks(byItself, rules, [friday], calendar);
    expect([way(other?.unattended.before), way(other?.unattended.after)]).toEqual([climbs, stays]);
  });
});

describe("two rule sets side by side", () => {
  const { handling, meetings } = rules;
  const [grid, street] = handling.levels as [(typeof handling.levels)[0], (typeof handling.levels)[0]];
  const draft: RuleSet = {
    ...rules,
    handling: {
      ...handling,
      levels: [
        { ...grid, name: "网格和楼栋", limit: { workdays: 5 } },
        {
          key: "community",
          name: "社区",
          level: "community",
          limit: { workdays: 5 },
          escalateOn: ["request"],
        },
        street,
      ],
      whistles: [],
    },
    meetings: { series: meetings.series.slice(0, 1) },
  };
  const rowsOf = (one: RuleSet, other: RuleSet) =>
    compareClocks(one, other, [friday], calendar)[0]?.rows ?? [];
  const rows = rowsOf(rules, draft);
  const row = (key: string) => rows.find((candidate) => candidate.key === key);
  const dues = (key: string) => {
    const { before, after, changed } = row(key) ?? {};
    return [before && beijing(before.due), after && beijing(after.due), changed];
  };

  test("show a clock that runs longer, under its new name", () => {
    expect(dues("step.grid")).toEqual(["2026-11-25 18:00", "2026-11-27 18:00", true]);
    expect(row("step.grid")?.name).toBe("事项：网格和楼栋办理");
  });

  test("show what only one of them has on its side alone", () => {
    expect(dues("step.community")).toEqual([undefined, "2026-11-27 18:00", true]);
    expect(dues("whistle.street.sign")).toEqual(["2026-11-23 09:10", undefined, true]);
    expect(dues("resolution.streetJoint")).toEqual(["2026-12-04 18:00", undefined, true]);
  });

  test("leave alone what stays", () => {
    const same = rows.filter(({ changed }) => !changed).map(({ key }) => key);
    expect(same).toEqual(["step.street", "overall", "evaluation", "resolution.threeParty"]);
  });

  test("follow the draft's order, and then what it drops", () => {
    expect(rows.map(({ key }) => key)).toEqual([
      "step.grid",
      "step.community",
      "step.street",
      "overall",
      "evaluation",
      "resolution.threeParty",
      "whistle.street.sign",
      "whistle.street.contact",
      "whistle.street.reportIn",
      "whistle.street.done",
      "resolution.streetJoint",
    ]);
  });

  test("differ in nothing from themselves", () => {
    expect(rowsOf(rules, rules).filter(({ changed }) => changed)).toEqual([]);
  });

  test("differ in reverse when turned round", () => {
    const changes = (all: typeof rows) =>
      all
        .filter(({ changed }) => changed)
        .map(({ key }) => key)
        .sort();
    expect(changes(rowsOf(draft, rules))).toEqual(changes(rows));
  });

  test("show moved office hours in every clock that ends with the day", () => {
    const officeHours = { periods: [{ from: "08:00", to: "16:00" }], seasons: [] } as RuleSet["officeHours"];
    const moved = rowsOf(rules, { ...rules, officeHours });
    expect(moved.every(({ changed }) => changed)).toBe(true);
  });
});
