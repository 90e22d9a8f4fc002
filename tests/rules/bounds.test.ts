import { describe, expect, test } from "vitest";
import { parseRuleSet } from "../../worker/rules/document/parse.ts";
import { addWorkdays, countyCalendar, LONGEST, workCalendar } from "../../worker/rules/engine/calendar.ts";
import { dueAfter } from "../../worker/rules/engine/duration.ts";
import { unattendedPath } from "../../worker/rules/engine/escalation.ts";
import { evaluationDue, overallDue, stepDue, whistleDue } from "../../worker/rules/engine/handling.ts";
import { nextMeetingDue } from "../../worker/rules/engine/meetings.ts";
import { dueWithPauses, longestPause } from "../../worker/rules/engine/pauses.ts";
import { exampleMoments } from "../../worker/rules/engine/preview.ts";
import { extendedDue, officeDays } from "../../worker/rules/engine/set-times.ts";
import { resolutionDue } from "../../worker/rules/engine/tasks.ts";
import type { LocalHolidays, RuleSet } from "../../worker/rules/schema/rule-set.ts";
import type { Duration } from "../../worker/time/duration.ts";
import { addDays, localDate, weekday } from "../../worker/time/instants.ts";
import { fullRules } from "../views/rule-example.ts";
import { overdueReminder, reminderTimes } from "./engine/reminders-of-one.ts";
import { at } from "./examples.ts";

/** The days that differ, and how often a day was looked up. */
class Counted extends Map<number, boolean> {
  looks = 0;
  override get(day: number): boolean | undefined {
    this.looks += 1;
    return super.get(day);
  }
}

/** Twelve whole working weeks off in every year, where they hurt most, in as many years as there may be notices. */
const notices: LocalHolidays["notices"] = Array.from({ length: 20 }, (_, index) => {
  const year = 2026 + index;
  const monday = addDays(localDate(`${year}-01-11`), 1 - weekday(localDate(`${year}-01-11`)));
  const daysOff = Array.from({ length: 12 }, (_, week) => ({
    from: addDays(monday, week * 7),
    to: addDays(monday, week * 7 + 4),
  }));
  return { year, document: "通知", daysOff, workdays: [] };
});

const limits: Duration[] = [{ workdays: 366 }, { workingHours: 1000 }, { days: 732 }, { hours: 8784 }];

/** Rules as slow as the schema lets them be. */
function slowest(limit: Duration, dayOff: "before" | "after"): RuleSet {
  const { handling, meetings } = fullRules;
  const office = [{ from: "09:00", to: "10:00" }];
  const weekdays = [{ days: ["monday", "tuesday", "wednesday", "thursday", "friday"], periods: office }];
  const season = (from: string, to: string) => ({ name: "作息", from, to, periods: office, weekdays });
  const rules = {
    ...fullRules,
    localHolidays: { festivals: [{ name: "节", from: "01-01", to: "12-31" }], notices },
    officeHours: {
      periods: office,
      weekdays,
      seasons: ["01", "02", "03", "04"].map((month) => season(`${month}-01`, `${month}-28`)),
    },
    handling: {
      ...handling,
      overall: { limit },
      evaluation: { ...handling.evaluation, within: limit },
      windows: handling.windows.map((window) => ({ ...window, dayOff })),
      levels: handling.levels.map((level) => ({
        ...{ ...level, limit, acceptWithin: limit },
        escalateOn: ["overdue", "unaccepted"],
      })),
      pauses: handling.pauses && { ...handling.pauses, longest: limit },
      extensions: handling.extensions && { ...handling.extensions, longest: limit },
      whistles: handling.whistles.map((whistle) => ({
        ...whistle,
        clocks: { sign: limit, contact: limit, reportIn: limit, done: limit },
      })),
    },
    meetings: { series: meetings.series.map((series) => ({ ...series, resolutionDue: limit })) },
    reminders: { ...fullRules.reminders, workdaysBefore: [30, 0], overdueEvery: 30 },
  };
  const result = parseRuleSet(rules);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.rules;
}

describe.each(limits.flatMap((limit) => (["before", "after"] as const).map((dayOff) => ({ limit, dayOff }))))(
  "rules as slow as they may be, with $limit and windows moved $dayOff",
  ({ limit, dayOff }) => {
    const rules = slowest(limit, dayOff);
    const from = at("2026-01-04 09:30");
    const level = rules.handling.levels[0]?.key ?? "";
    const series = rules.meetings.series[0]?.key ?? "";
    const due = overallDue(rules, from, workCalendar()).due;
    const pause = { pausedAt: from, resumedAt: at("2026-03-10 09:30") };
    const now = at("2026-12-30 09:30");

    test.each<[string, (calendar: ReturnType<typeof workCalendar>) => unknown]>([
      ["a step", (calendar) => stepDue(rules, level, from, calendar)],
      ["a whole", (calendar) => overallDue(rules, from, calendar)],
      ["an evaluation", (calendar) => evaluationDue(rules, from, calendar)],
      ["a whistle", (calendar) => whistleDue(rules, "joint", "done", from, calendar)],
      ["a pause", (calendar) => longestPause(rules, from, calendar)],
      ["what a pause left", (calendar) => dueWithPauses(rules, { limit }, from, [pause], calendar)],
      ["an extension", (calendar) => extendedDue(rules, from, officeDays(rules, calendar))],
      [
        "a resolution",
        (calendar) => resolutionDue(rules, series, { meetingAt: from, assignedAt: from }, calendar),
      ],
      ["a meeting", (calendar) => nextMeetingDue(rules, series, [], localDate("2026-01-04"), calendar)],
      ["reminders", (calendar) => reminderTimes(rules, { opened: from, due }, calendar)],
      ["a reminder of something overdue", (calendar) => overdueReminder(rules, from, now, calendar)],
      [
        "example moments",
        (calendar) => exampleMoments(localDate("2026-01-04"), countyCalendar(calendar, rules)),
      ],
    ])("%s looks at few days", (_, reckoned) => {
      const national = new Counted(workCalendar().national);
      reckoned({ ...workCalendar(), national });
      // With a microsecond or two to a look, some milliseconds.
      expect(national.looks).toBeLessThan(4_500);
    });

    test("nobody acting on a matter takes no more for each level", () => {
      const national = new Counted(workCalendar().national);
      const path = unattendedPath(rules, level, from, { ...workCalendar(), national });
      expect(path).toHaveLength(rules.handling.levels.length);
      expect(national.looks).toBeLessThan(path.length * 2 * 4_500);
    });
  },
);

describe("rules kept from before they were bounded", () => {
  // Thirty-four years without a working day, and offices open for a minute afterwards.
  const daysOff = [{ from: localDate("2026-01-01"), to: localDate("2059-12-31") }];
  const local = countyCalendar(workCalendar(), {
    officeHours: { periods: [{ from: "09:00", to: "09:01" }], seasons: [] },
    localHolidays: { festivals: [], notices: [{ year: 2026, document: "通知", daysOff, workdays: [] }] },
  });

  test.each([...limits, { workdays: 1 }, { workingHours: 1 }])("%j ends, and with a warning", (limit) => {
    const counted = new Counted(local.local);
    const { due, warnings } = dueAfter({ ...local, local: counted }, at("2027-01-04 09:30"), limit);
    expect(due > at("2027-01-04 09:30")).toBe(true);
    expect(warnings.length > 0 || "hours" in limit).toBe(true);
    expect(counted.looks).toBeLessThanOrEqual(LONGEST + 2);
  });

  test("days before as well as after", () => {
    for (const count of [366, -366]) {
      const { date } = addWorkdays(local, localDate("2045-01-01"), count);
      expect(date).toBe(addDays(localDate("2045-01-01"), Math.sign(count) * LONGEST));
    }
  });
});
