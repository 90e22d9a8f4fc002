import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { missedPeriods, periodOf } from "../../../worker/rules/engine/meetings.ts";
import { type Recurrence, recurring } from "../../../worker/rules/engine/recurring.ts";
import type { RuleSet, RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
import { addDays, localDate, localDateOf } from "../../../worker/time/instants.ts";
import { beijing, calendar, moments, rulesOf } from "../examples.ts";

const base = rulesOf("xinye");
const [series] = base.meetings.series;
const by = [{ of: "role" as const, name: "居民" }];
const term = { workdays: 5 };
const clocks = { sign: term, contact: term, reportIn: term, done: term };
const bands = [0, 50].map((from) => ({ key: `from${from}`, name: `${from}分起`, from, to: from + 50 }));

/** One of each kind of demand, beside one of each that demands nothing by itself. */
const sections = {
  officeHours: { periods: [{ from: "08:30", to: "17:30" }] },
  localHolidays: undefined,
  meetings: {
    series: [
      { ...series, key: "joint", name: "联席会议", level: "street", cadence: { every: "quarter" } },
      { ...series, key: "asNeeded", name: "议事会", cadence: undefined, resolutionDue: term, asNeeded: true },
    ],
  },
  handling: {
    ...base.handling,
    levels: [
      { key: "grid", name: "网格", level: "grid", window: "patrol" },
      { key: "community", name: "社区", level: "community", window: "settle" },
      { key: "street", name: "街道", level: "street", window: "settle", limit: term },
      { key: "county", name: "县", level: "county", limit: term },
    ],
    windows: [
      { key: "patrol", name: "摸底排查", byDay: 10 },
      { key: "settle", name: "协商处理", fromDay: 11, byDay: 15, dayOff: "before" },
      { key: "unused", name: "闲置窗口", byDay: 20 },
    ],
    whistles: [
      {
        key: "street",
        name: "街道吹哨",
        from: "street",
        responders: "units",
        clocks,
        filing: { byDay: 5, to: "县联席办", nameAbsent: true },
      },
      { key: "grid", name: "网格吹哨", from: "grid", responders: "members", clocks },
    ],
  },
  lists: {
    lists: [
      { key: "needs", name: "需求清单", kind: "need", level: "community", enteredBy: by },
      {
        key: "activities",
        name: "活动清单",
        kind: "activity",
        level: "community",
        enteredBy: by,
        collection: { every: "month", window: { fromDay: 2, byDay: 5 } },
      },
    ],
  },
  duty: {
    rounds: [
      { key: "visits", name: "走访", kind: "visit", level: "grid", by, cadence: { every: "halfYear" } },
      { key: "patrols", name: "巡查", kind: "patrol", level: "grid", by },
    ],
  },
  assessments: {
    schemes: [
      {
        key: "places",
        subjects: ["street", "community"].map((key) => ({ of: "level", key })),
        every: "year",
      },
      { key: "workers", subjects: [...by, { of: "role", name: "网格员" }], every: "halfYear" },
    ].map((scheme) => ({
      ...scheme,
      name: `考核${scheme.key}`,
      groups: [{ key: "street", name: "街道", evaluators: by, weight: 100 }],
      indicators: [{ key: "work", name: "实绩", group: "street", max: 100, by: "hand", criteria: "看台账" }],
      bands,
      publication: { byDay: 20, reviewWithin: term },
    })),
  },
} as unknown as Partial<RuleSetInput>;

const rules = rulesOf("xinye", sections);
const day = localDate;
const between = (from: string, to: string, of: RuleSet = rules) =>
  recurring(of, day(from), day(to), calendar);
const shown = (list: Recurrence[]) =>
  list.map(({ kind, key, level, label, opens, due }) => [kind, key, level, label, opens, beijing(due)]);

describe("what recurs", () => {
  test("in one month comes in the order in which it is due", () => {
    expect(shown(between("2026-11-01", "2026-11-30"))).toEqual([
      ["collection", "activities", "community", "2026年11月", "2026-11-02", "2026-11-05 17:30"],
      ["filing", "street", "street", "2026年10月", "2026-11-01", "2026-11-05 17:30"],
      ["window", "patrol", "grid", "2026年11月", "2026-11-01", "2026-11-10 17:30"],
      ["window", "settle", "community", "2026年11月", "2026-11-11", "2026-11-13 17:30"],
      ["window", "settle", "street", "2026年11月", "2026-11-11", "2026-11-13 17:30"],
    ]);
  });

  const of = (kind: Recurrence["kind"], from: string, to: string) =>
    shown(between(from, to).filter((one) => one.kind === kind)).map((row) => row.slice(1));

  test("as a meeting is due by the last working day of its period", () => {
    expect(of("meeting", "2026-01-01", "2026-12-31")).toEqual([
      ["joint", "street", "2026年第一季度", "2026-01-01", "2026-03-31 17:30"],
      ["joint", "street", "2026年第二季度", "2026-04-01", "2026-06-30 17:30"],
      ["joint", "street", "2026年第三季度", "2026-07-01", "2026-09-30 17:30"],
      ["joint", "street", "2026年第四季度", "2026-10-01", "2026-12-31 17:30"],
    ]);
  });

  test("as rounds and assessments: the half-year's end, the 20th of the month after it", () => {
    expect(of("round", "2026-01-01", "2026-12-31")).toEqual([
      ["visits", "grid", "2026年上半年", "2026-01-01", "2026-06-30 17:30"],
      ["visits", "grid", "2026年下半年", "2026-07-01", "2026-12-31 17:30"],
    ]);
    expect(of("assessment", "2026-01-01", "2026-12-31")).toEqual([
      ["places", "community", "2025年", "2026-01-01", "2026-01-20 17:30"],
      ["places", "street", "2025年", "2026-01-01", "2026-01-20 17:30"],
      ["workers", undefined, "2025年下半年", "2026-01-01", "2026-01-20 17:30"],
      ["workers", undefined, "2026年上半年", "2026-07-01", "2026-07-20 17:30"],
    ]);
  });

  test("as a filing or publication moves on from a day off", () => {
    expect(of("filing", "2026-10-01", "2026-10-31")).toEqual([
      ["street", "street", "2026年9月", "2026-10-01", "2026-10-08 17:30"],
    ]);
    const [saturday] = between("2024-07-01", "2024-07-31").filter(({ kind }) => kind === "assessment");
    expect(saturday && [beijing(saturday.due), saturday.warnings.length]).toEqual(["2024-07-22 17:30", 1]);
  });

  test("as a window ends where the window moves to, and opens no later", () => {
    const moving = (fromDay: number, byDay: number, dayOff: "before" | "after") =>
      rulesOf("xinye", {
        ...sections,
        handling: {
          ...base.handling,
          levels: [{ key: "grid", name: "网格", level: "community", window: "edge" }],
          windows: [{ key: "edge", name: "窗口", fromDay, byDay, dayOff }],
          whistles: [],
        },
      });
    const windows = (of: RuleSet, from: string, to: string) =>
      shown(between(from, to, of).filter(({ kind }) => kind === "window")).map((row) => row.slice(3));
    // 1 February and 1 March 2026 are Sundays, 28 February is worked; Spring Festival 2025 ends on 4 February.
    expect(windows(moving(1, 1, "before"), "2026-02-01", "2026-02-28")).toEqual([
      ["2026年3月", "2026-02-28", "2026-02-28 17:30"],
    ]);
    expect(windows(moving(20, 28, "after"), "2025-02-01", "2025-02-27")).toEqual([
      ["2025年1月", "2025-01-20", "2025-02-05 17:30"],
    ]);
  });

  test("names the level and what people call it", () => {
    const [first] = between("2026-11-10", "2026-11-10");
    expect(first).toMatchObject({ name: "摸底排查", level: "grid", warnings: [] });
  });

  test("warns of a year without its notice, and of the last days before it", () => {
    const warned = between("2026-12-01", "2027-01-31").filter(({ warnings }) => warnings.length > 0);
    expect(warned.map(({ due }) => due.slice(0, 10)).sort()[0]).toBe("2026-12-31");
    expect(warned.map(({ warnings }) => warnings[0]?.year)).toEqual(warned.map(() => 2027));
    expect(warned).toHaveLength(between("2026-12-29", "2027-01-31").length);
  });

  test("is nothing where the rules don't name it, nor in no time", () => {
    const none = rulesOf("xinye", { ...sections, lists: undefined, duty: undefined, assessments: undefined });
    const kinds = new Set(between("2026-01-01", "2026-12-31", none).map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(["filing", "meeting", "window"]);
    expect(between("2026-11-30", "2026-11-01")).toEqual([]);
  });
});

describe("whatever the days", () => {
  const days = moments.map(localDateOf);
  const lengths = fc.integer({ min: 0, max: 500 });

  test("two stretches that follow each other hold what the whole holds, once", () => {
    fc.assert(
      fc.property(days, lengths, lengths, (from, one, other) => {
        const middle = addDays(from, one);
        const end = addDays(middle, 1 + other);
        const whole = recurring(rules, from, end, calendar);
        const first = recurring(rules, from, middle, calendar);
        expect([...first, ...recurring(rules, addDays(middle, 1), end, calendar)]).toEqual(whole);
        const names = whole.map(({ kind, key, level, label }) => `${kind} ${key} ${level} ${label}`);
        expect(new Set(names).size).toBe(names.length);
      }),
    );
  });

  test("everything opens before it is due, and is due in order within them", () => {
    fc.assert(
      fc.property(days, lengths, (from, length) => {
        const to = addDays(from, length);
        const dues = recurring(rules, from, to, calendar).map(({ opens, due }) => {
          expect(opens <= localDateOf(due)).toBe(true);
          expect(localDateOf(due) >= from && localDateOf(due) <= to).toBe(true);
          return due;
        });
        expect(dues).toEqual([...dues].sort());
      }),
    );
  });

  test("the order in which the rules list things changes nothing", () => {
    const { meetings, handling, lists, duty, assessments } = rules;
    const turned: RuleSet = {
      ...rules,
      meetings: { ...meetings, series: [...meetings.series].reverse() },
      handling: {
        ...handling,
        levels: [...handling.levels].reverse(),
        windows: [...handling.windows].reverse(),
      },
      ...(lists && { lists: { ...lists, lists: [...lists.lists].reverse() } }),
      ...(duty && { duty: { ...duty, rounds: [...duty.rounds].reverse() } }),
      ...(assessments && { assessments: { ...assessments, schemes: [...assessments.schemes].reverse() } }),
    };
    fc.assert(
      fc.property(days, lengths, (from, length) => {
        const to = addDays(from, length);
        expect(recurring(turned, from, to, calendar)).toEqual(recurring(rules, from, to, calendar));
      }),
    );
  });

  test("a meeting is due once in each of its periods", () => {
    fc.assert(
      fc.property(days, lengths, (from, length) => {
        const cadence = { every: "quarter" as const };
        const start = periodOf(cadence, from).start;
        const end = addDays(periodOf(cadence, addDays(from, length)).end, 1);
        const meetings = recurring(rules, start, addDays(end, -1), calendar).filter(
          ({ kind }) => kind === "meeting",
        );
        const periods = missedPeriods({ cadence }, [], start, end);
        expect(meetings.map(({ label }) => label)).toEqual(periods.map(({ label }) => label));
      }),
    );
  });
});
