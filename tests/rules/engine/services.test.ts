import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addWorkingHours, workingTimeBetween } from "../../../worker/rules/engine/duration.ts";
import { escalationOf } from "../../../worker/rules/engine/escalation.ts";
import { stepDue } from "../../../worker/rules/engine/handling.ts";
import { dueWithPauses, leftOf, type Terms } from "../../../worker/rules/engine/pauses.ts";
import { serviceCalendar } from "../../../worker/rules/engine/services.ts";
import { levelDays } from "../../../worker/rules/engine/set-times.ts";
import type { RuleSet } from "../../../worker/rules/schema/rule-set.ts";
import { type Duration, partsOfSpan } from "../../../worker/time/duration.ts";
import { dayEnding, type Instant, instant, MINUTE, toMs } from "../../../worker/time/instants.ts";
import { broken, refusals } from "../broken.ts";
import { at, beijing, calendar, durations, moments, rulesOf } from "../examples.ts";

const daytime = [{ from: "08:00" as const, to: "20:00" as const }];
const serviceHours: RuleSet["serviceHours"] = {
  services: [
    { key: "water", name: "供水抢修", rests: "never" },
    { key: "gas", name: "燃气抢修", rests: "never", periods: daytime },
    { key: "counter", name: "周末窗口", rests: "holidays", periods: daytime },
    { key: "window", name: "延时窗口", rests: "daysOff", periods: daytime },
  ],
};
const { handling } = rulesOf("xinye");
const [first] = handling.levels;
const lowest = first?.level ?? "";
/** One level that counts a limit by a service, and passes on what is overdue. */
const rulesBy = (limit: Duration, service?: string) => {
  const above = { ...handling.levels[1], escalateOn: ["request" as const] } as typeof first & object;
  const one = { key: "one", name: "一级", level: lowest, limit, escalateOn: ["overdue" as const], service };
  return rulesOf("xinye", { handling: { ...handling, levels: [one, above] }, serviceHours });
};
const stepBy = (service: string | undefined, limit: Duration, from: string) => {
  const { due, warnings } = stepDue(rulesBy(limit, service), "one", at(from), calendar);
  return [beijing(due), ...warnings.map(({ message }) => message)];
};

describe("a limit that is counted by a service", () => {
  test.each<[string, string | undefined, Duration, string, string]>([
    ["offices rest at the weekend", undefined, { workdays: 2 }, "2026-11-20 09:00", "2026-11-24 18:00"],
    [
      "around the clock a day ends at midnight",
      "water",
      { workdays: 2 },
      "2026-11-20 09:00",
      "2026-11-23 00:00",
    ],
    ["and working hours are hours", "water", { workingHours: 30 }, "2026-11-20 21:30", "2026-11-22 03:30"],
    ["every day, also on holidays", "gas", { workdays: 3 }, "2026-09-30 16:00", "2026-10-03 20:00"],
    ["working hours until the evening", "gas", { workingHours: 14 }, "2026-10-01 19:00", "2026-10-03 09:00"],
    ["days don't move on", "gas", { days: 2 }, "2026-10-01 09:00", "2026-10-03 20:00"],
    ["weekends, but no holidays", "counter", { workdays: 3 }, "2026-09-29 09:00", "2026-10-09 20:00"],
    ["nor those without a notice", "counter", { workdays: 2 }, "2025-12-30 09:00", "2026-01-04 20:00"],
    ["an ordinary weekend", "counter", { workdays: 2 }, "2026-11-20 09:00", "2026-11-22 20:00"],
    ["days end on a Saturday", "counter", { days: 1 }, "2026-11-20 09:00", "2026-11-21 20:00"],
    ["later than offices, on their days", "window", { workdays: 1 }, "2026-11-20 09:00", "2026-11-23 20:00"],
  ])("%s", (_, service, limit, from, due) => {
    expect(stepBy(service, limit, from)).toEqual([due]);
  });

  test("is sure without a notice where the service never rests, and says otherwise what was assumed", () => {
    expect(stepBy("water", { workdays: 9 }, "2027-09-28 09:00")).toEqual(["2027-10-08 00:00"]);
    expect(stepBy("counter", { workdays: 2 }, "2027-09-30 09:00")).toEqual([
      "2027-10-05 20:00",
      "2027年国务院放假通知尚未载入，休息日暂按固定的节日推算",
    ]);
    expect(stepBy("window", { workdays: 1 }, "2027-11-01 09:00")).toEqual([
      "2027-11-02 20:00",
      "2027年国务院放假通知尚未载入，工作日暂按周一至周五推算",
    ]);
  });

  test("sends up what is overdue by the same hours, while the level above counts by offices", () => {
    const rules = rulesBy({ workdays: 1 }, "gas");
    const { at: leaves } = escalationOf(rules, "one", at("2026-11-20 09:00"), calendar) ?? {};
    expect(leaves && beijing(leaves)).toBe("2026-11-21 20:00");
    const above = rules.handling.levels[1]?.key ?? "";
    expect(levelDays(rules, calendar, above).calendar.service).toBeUndefined();
    expect(levelDays(rules, calendar, "one").calendar.service?.rests).toBe("never");
  });

  test("works on the half Saturdays of offices where it rests as they do", () => {
    const { officeHours, ...others } = rulesBy({ workdays: 1 }, "window");
    const weekdays = [
      { days: ["saturday" as const], periods: [{ from: "08:30" as const, to: "12:00" as const }] },
    ];
    const rules = { ...others, officeHours: { ...officeHours, weekdays } };
    expect(beijing(stepDue(rules, "one", at("2026-11-20 09:00"), calendar).due)).toBe("2026-11-21 20:00");
  });

  test("may be there for an hour a day or more, in order", () => {
    const told = (...periods: object[]) =>
      refusals(broken(["serviceHours", "services", 0, "periods"], periods));
    expect(told({ from: "20:00", to: "23:00" })).toEqual([]);
    expect(told({ from: "20:00", to: "20:30" })).toEqual([
      "serviceHours.services.0.periods: 每天服务合计不能少于1小时",
    ]);
    expect(told({ from: "20:00", to: "08:00" })).toEqual([
      "serviceHours.services.0.periods: 服务时段须按先后排列，互不重叠",
    ]);
  });

  test("must be one that the rules have", () => {
    const document = { ...rulesOf("xinye"), ...rulesBy({ workdays: 1 }, "water"), serviceHours: undefined };
    expect(refusals(document)).toEqual(["handling.levels.0.service: 没有标识为“water”的服务"]);
    expect(() => serviceCalendar(calendar, rulesOf("xinye"), "water")).toThrow(RangeError);
  });
});

describe("whatever a service works by", () => {
  const rules = rulesBy({ workdays: 1 });
  const services = fc.constantFrom("water", "gas", "counter", "window");
  const later = (from: Instant, minutes: number) => instant(toMs(from) + minutes * MINUTE);
  const terms = fc.record({ limit: durations, service: services });
  const minutes = fc.nat(20 * 24 * 60);
  const midnights = moments.map((moment) =>
    instant(Math.floor(toMs(moment) / 86_400_000) * 86_400_000 - 28_800_000),
  );
  const begins = fc.oneof(moments, midnights);
  const due = (by: Terms, from: Instant, pausedAt: Instant, resumedAt: Instant) =>
    dueWithPauses(rules, by, from, [{ pausedAt, resumedAt }], calendar).due;

  test("working time is what was added, and no day ends a limit later than for offices", () => {
    fc.assert(
      fc.property(begins, services, fc.nat(200), (from, service, hours) => {
        const own = serviceCalendar(calendar, rules, service);
        expect(workingTimeBetween(own, from, addWorkingHours(own, from, hours).due)).toBe(
          hours * 60 * MINUTE,
        );
        const [mine, theirs] = [service, undefined].map((by) =>
          dueWithPauses(rules, { limit: { workdays: hours + 1 }, service: by }, from, [], calendar),
        );
        expect(dayEnding(mine?.due ?? from) <= dayEnding(theirs?.due ?? from)).toBe(true);
      }),
    );
  });

  test("resumed at once a clock is due when it was, also at midnight; later, no sooner; with no more left", () => {
    fc.assert(
      fc.property(begins, terms, minutes, minutes, fc.boolean(), (from, by, ran, stood, atEnd) => {
        const plain = dueWithPauses(rules, by, from, [], calendar).due;
        const pausedAt = atEnd ? plain : later(from, ran);
        expect(due(by, from, pausedAt, pausedAt)).toBe(plain);
        const resumed = due(by, from, pausedAt, later(pausedAt, stood));
        expect(resumed >= plain).toBe(true);
        expect(due(by, from, pausedAt, later(pausedAt, stood + ran)) >= resumed).toBe(true);
        const [, left] = partsOfSpan(leftOf(rules, by.limit, from, [], pausedAt, calendar, by.service));
        expect(left >= 0 && left <= partsOfSpan(by.limit)[1]).toBe(true);
      }),
    );
  });
});
