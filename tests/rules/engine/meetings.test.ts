import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { missedPeriods, nextMeetingDue, periodOf, quorum } from "../../../worker/rules/engine/meetings.ts";
import { resolutionDue } from "../../../worker/rules/engine/tasks.ts";
import type { Every } from "../../../worker/rules/schema/rule-set.ts";
import {
  addDays,
  type Instant,
  instant,
  localDate,
  localDateOf,
  MINUTE,
  toMs,
} from "../../../worker/time/instants.ts";
import { at, beijing, calendar, moments, rulesOf } from "../examples.ts";

const xinye = rulesOf("xinye");
const day = localDate;

describe("periods", () => {
  test.each<[Every, string, string, string, string]>([
    ["month", "2026-11-21", "2026-11-01", "2026-11-30", "2026年11月"],
    ["month", "2024-02-29", "2024-02-01", "2024-02-29", "2024年2月"],
    ["quarter", "2026-12-31", "2026-10-01", "2026-12-31", "2026年第四季度"],
    ["quarter", "2026-01-01", "2026-01-01", "2026-03-31", "2026年第一季度"],
    ["halfYear", "2026-06-30", "2026-01-01", "2026-06-30", "2026年上半年"],
    ["halfYear", "2026-07-01", "2026-07-01", "2026-12-31", "2026年下半年"],
    ["year", "2026-07-01", "2026-01-01", "2026-12-31", "2026年"],
  ])("%s of %s", (every, date, start, end, label) => {
    expect(periodOf({ every }, day(date))).toMatchObject({ start, end, label, windowEnd: end });
  });

  test("may name the days within, months counted from the period's first", () => {
    const window = { fromMonth: 2, fromDay: 10, byMonth: 3, byDay: 15 };
    expect(periodOf({ every: "quarter", window }, day("2026-10-01"))).toMatchObject({
      windowStart: "2026-11-10",
      windowEnd: "2026-12-15",
    });
  });

  test("follow one another without gap or overlap", () => {
    const every = fc.constantFrom<Every>("month", "quarter", "halfYear", "year");
    fc.assert(
      fc.property(moments, every, (moment, cadence) => {
        const date = localDateOf(moment);
        const period = periodOf({ every: cadence }, date);
        expect(period.start <= date && date <= period.end).toBe(true);
        expect(periodOf({ every: cadence }, addDays(period.end, 1)).start).toBe(addDays(period.end, 1));
      }),
    );
  });
});

describe("the next meeting", () => {
  const due = (key: string, held: string[], on: string, rules = xinye) => {
    const next = nextMeetingDue(rules, key, held.map(day), day(on), calendar);
    return next && [next.period.label, beijing(next.due)];
  };

  test("is due by the last working day of a period that has none yet", () => {
    expect(due("threeParty", [], "2026-10-12")).toEqual(["2026年10月", "2026-10-30 18:00"]);
    expect(due("debrief", ["2026-06-30"], "2026-07-01")).toEqual(["2026年下半年", "2026-12-31 18:00"]);
  });

  test("belongs to the next period once one was held", () => {
    expect(due("threeParty", ["2026-10-12"], "2026-10-12")).toEqual(["2026年11月", "2026-11-30 18:00"]);
  });

  test("is due within its window, even after that has passed", () => {
    const ninglang = rulesOf("ninglang");
    expect(due("gridJoint", [], "2026-11-21", ninglang)).toEqual(["2026年11月", "2026-11-13 18:00"]);
  });

  test("moves behind a window that is all off", () => {
    const rules = rulesOf("xinye", {
      meetings: {
        series: xinye.meetings.series.map((series) => ({
          ...series,
          cadence: { every: "month", window: { byDay: 5 } },
        })),
      },
    });
    expect(due("threeParty", [], "2026-10-01", rules)).toEqual(["2026年10月", "2026-10-08 18:00"]);
  });

  test("is never due for a series that meets as needed", () => {
    expect(due("residentsDeliberation", [], "2026-10-12")).toBeUndefined();
  });
});

describe("missed periods", () => {
  const series = { cadence: { every: "quarter" } } as const;
  const missed = (held: string[], from: string, to: string) =>
    missedPeriods(series, held.map(day), day(from), day(to)).map(({ label }) => label);

  test("are those without a meeting that have ended", () => {
    expect(missed(["2026-02-03"], "2026-01-01", "2026-11-21")).toEqual(["2026年第二季度", "2026年第三季度"]);
  });

  test("leave out the period still running, up to its last day", () => {
    expect(missed([], "2026-07-01", "2026-09-30")).toEqual([]);
    expect(missed([], "2026-07-01", "2026-10-01")).toEqual(["2026年第三季度"]);
  });

  test("leave out a period that was running when the series began", () => {
    expect(missed([], "2026-02-01", "2026-07-01")).toEqual(["2026年第二季度"]);
  });

  test("cross years, and none are missed as needed", () => {
    expect(missed([], "2025-10-01", "2026-04-01")).toEqual(["2025年第四季度", "2026年第一季度"]);
    expect(missedPeriods({}, [], day("2025-01-01"), day("2026-01-01"))).toEqual([]);
  });
});

const logged = (decided: string) => ({ meetingAt: at(decided), assignedAt: at(decided) });

describe("resolutions", () => {
  const due = (key: string, decided: string, next?: string) => {
    const otherMeetings = next ? [at(next)] : [];
    const result = resolutionDue(xinye, key, { ...logged(decided), otherMeetings }, calendar);
    return [beijing(result.due), result.provisional];
  };

  test("are due the working day before the next meeting", () => {
    expect(due("threeParty", "2026-10-12 15:00", "2026-11-16 09:30")).toEqual(["2026-11-13 18:00", false]);
  });

  test("wait for the period's end while no date is set", () => {
    expect(due("threeParty", "2026-10-12 15:00")).toEqual(["2026-11-27 18:00", true]);
    expect(due("threeParty", "2026-10-12 15:00", "2026-10-12 15:00")).toEqual(["2026-11-27 18:00", true]);
  });

  test("wait no longer for one that is planned later than the cadence asks, though on the period's last day", () => {
    expect(due("threeParty", "2026-10-12 15:00", "2026-12-01 09:30")).toEqual(["2026-11-27 18:00", true]);
    // Monday 30 November is the last day; of February 2026 the last is Saturday 28, worked for the festival.
    expect(due("threeParty", "2026-10-12 15:00", "2026-11-30 19:30")).toEqual(["2026-11-27 18:00", false]);
    // Sunday 31 January is off, the last working day before it Friday.
    expect(due("threeParty", "2026-12-10 15:00", "2027-01-31 09:30")).toEqual(["2027-01-29 18:00", false]);
  });

  test("are due at the meeting itself when it is tomorrow", () => {
    expect(due("threeParty", "2026-10-12 19:00", "2026-10-13 09:30")).toEqual(["2026-10-13 09:30", false]);
  });

  test("take a term of working days where the series says so", () => {
    expect(due("residentsDeliberation", "2026-09-24 20:00")).toEqual(["2026-10-29 18:00", false]);
  });

  test("carry the warning of a year without its notice", () => {
    const decided = logged("2026-12-10 15:00");
    expect(resolutionDue(xinye, "threeParty", decided, calendar).warnings).toHaveLength(1);
  });

  const series = fc.constantFrom("threeParty", "countyJoint", "residentsDeliberation");
  const minutes = fc.nat(120 * 24 * 60);
  const away = (from: Instant, by: number) => instant(toMs(from) + by * MINUTE);

  test("are due the same whenever they are logged before the meeting, and never before it", () => {
    fc.assert(
      fc.property(moments, series, minutes, fc.option(minutes), (meetingAt, key, before, after) => {
        const otherMeetings = after === null ? [] : [away(meetingAt, after)];
        const dueFrom = (assignedAt: Instant) =>
          resolutionDue(xinye, key, { meetingAt, assignedAt, otherMeetings }, calendar);
        const due = dueFrom(away(meetingAt, -before));
        expect(due).toEqual(dueFrom(meetingAt));
        expect(due.due > meetingAt).toBe(true);
      }),
    );
  });

  test("are due after they were put before their units, and no sooner for being put later", () => {
    fc.assert(
      fc.property(moments, series, minutes, minutes, (meetingAt, key, one, other) => {
        const dueFrom = (by: number) => {
          const assignedAt = away(meetingAt, by);
          const { due } = resolutionDue(xinye, key, { meetingAt, assignedAt }, calendar);
          expect(due > assignedAt).toBe(true);
          return due;
        };
        expect(dueFrom(Math.max(one, other)) >= dueFrom(Math.min(one, other))).toBe(true);
      }),
    );
  });
});

describe("quorum", () => {
  test.each([
    ["moreThan", "1/2", 10, 6],
    ["moreThan", "1/2", 11, 6],
    ["moreThan", "1/2", 2, 2],
    ["moreThan", "1/2", 1, 1],
    ["atLeast", "1/2", 10, 5],
    ["atLeast", "2/3", 9, 6],
    ["atLeast", "2/3", 10, 7],
    ["atLeast", "1/1", 7, 7],
    ["atLeast", "1/2", 0, 1],
  ] as const)("%s %s of %i is %i", (rule, share, members, required) => {
    const series = { quorum: { [rule]: share } as { atLeast: string } };
    expect(quorum(series, members, required)).toEqual({ required, reached: true });
    expect(quorum(series, members, required - 1).reached).toBe(false);
  });
});
