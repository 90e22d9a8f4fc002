import { describe, expect, test } from "vitest";
import { engineOf } from "./engine.ts";

const { step, overall, evaluation, climb, meeting, missed, resolution, quorum, reminders } =
  engineOf("huaping");

describe("Huaping: a matter at each level", () => {
  test("reported Mon 1 Jun 2026 23:59: the grid's 3 workdays are Tue 2, Wed 3, Thu 4 Jun", () => {
    expect(step("grid", "2026-06-01 23:59")).toBe("2026-06-04 18:00");
  });
  test("reported one minute later, Tue 2 Jun 2026 00:00: Tuesday is now the day not counted, so until Fri 5 Jun", () => {
    expect(step("grid", "2026-06-02 00:00")).toBe("2026-06-05 18:00");
  });
  test("reported Wed 17 Jun 2026: Thu 18 Jun, then Mon 22, Tue 23 Jun, as Fri 19 Jun is Dragon Boat Festival", () => {
    expect(step("grid", "2026-06-17 09:00")).toBe("2026-06-23 18:00");
  });
  test("with the community from the worked Sat 14 Feb 2026, which isn't counted: Tue 24–Fri 27 and the worked Sat 28 Feb", () => {
    expect(step("community", "2026-02-14 11:00")).toBe("2026-02-28 18:00");
  });
  test("with the town from Fri 18 Sep 2026: 10 workdays are worked Sun 20 (1), 21–24 (5), 28–30 Sep (8), Thu 8, Fri 9 Oct (10)", () => {
    expect(step("town", "2026-09-18 17:30")).toBe("2026-10-09 18:00");
  });
  test("with the county from Mon 14 Apr 2025: 15–18 (4), 21–25 (9), worked Sun 27 (10), 28–30 Apr (13), Tue 6, Wed 7 May (15)", () => {
    expect(step("county", "2025-04-14 09:00")).toBe("2025-05-07 18:00");
  });
  test("resolved on Sat 26 Sep 2026, in Mid-Autumn: 7 days end on Sat 3 Oct, in National Day, so until Thu 8 Oct", () => {
    expect(evaluation("2026-09-26 10:00")).toBe("2026-10-08 18:00");
  });
  test("with the county from Thu 10 Dec 2026: the 15th workday is Thu 31 Dec, which the notice for 2027 may change", () => {
    expect(step("county", "2026-12-10 09:00")).toBe("2026-12-31 18:00, yearNotLoaded 2027");
  });
  test("with the county from Mon 7 Dec 2026: the 15th workday is Mon 28 Dec, which no notice has ever changed", () => {
    expect(step("county", "2026-12-07 09:00")).toBe("2026-12-28 18:00");
  });
  test("a day later, Fri 11 Dec 2026: 31 December is the 14th, the 15th is Mon 4 Jan 2027, with a warning", () => {
    expect(step("county", "2026-12-11 09:00")).toBe("2027-01-04 18:00, yearNotLoaded 2027");
  });
});

describe("Huaping: overdue", () => {
  test("at the community from Mon 9 Feb 2026: Tue 10–Fri 13, worked Sat 14 Feb; the town has 24–27 (4), worked Sat 28 Feb (5), 2–6 Mar (10)", () => {
    expect(climb("community", "2026-02-09 08:30").slice(0, 2)).toEqual([
      "community 2026-02-14 18:00",
      "town 2026-03-06 18:00",
    ]);
  });
  test("at every level from Tue 1 Sep 2026: grid Fri 4, community Fri 11, town Thu 24 Sep, county 28–30 Sep, 8–10, 12–16, 19–22 Oct", () => {
    expect(climb("grid", "2026-09-01 09:00")).toEqual([
      "grid 2026-09-04 18:00",
      "community 2026-09-11 18:00",
      "town 2026-09-24 18:00",
      "county 2026-10-22 18:00",
    ]);
  });
  test("all of it, from Tue 1 Sep 2026: 21 workdays in September, 9 in October: Mon 19 Oct, before the county's own time is up", () => {
    expect(overall("2026-09-01 09:00")).toBe("2026-10-19 18:00");
  });
  test("all of it, from Mon 24 Aug 2026: 25–28, 31 Aug (5), 22 in September (27), Thu 8, Fri 9, worked Sat 10 Oct (30)", () => {
    expect(overall("2026-08-24 09:00")).toBe("2026-10-10 18:00");
  });
  test("due Mon 28 Sep 2026: reminded Thu 24 Sep, before Mid-Autumn, and on the day", () => {
    expect(reminders("2026-09-14 10:00", "2026-09-28 18:00")).toEqual([
      "2026-09-24 09:00",
      "2026-09-28 09:00",
    ]);
  });
});

describe("Huaping: meetings", () => {
  test("January 2026 ends on a Saturday, so its co-building meeting is due Fri 30 Jan", () => {
    expect(meeting("cobuilding", "2026-01-06")).toBe("2026年1月: 2026-01-30 18:00");
  });
  test("the town met Tue 20 Oct 2026: the next is 2027's first quarter, by Wed 31 Mar 2027, a year without its notice", () => {
    expect(meeting("townJoint", "2026-12-23", ["2026-10-20"])).toBe(
      "2027年第一季度: 2027-03-31 18:00, yearNotLoaded 2027",
    );
  });
  test("a showcase since 15 March 2025: that half-year was running, the second one was missed", () => {
    expect(missed("showcase", "2025-03-15", "2026-01-01")).toEqual(["2025年下半年"]);
  });
  test("meetings since 1 December 2025, a month's first day: December counts, January only from 1 February", () => {
    expect(missed("cobuilding", "2025-12-01", "2026-01-31")).toEqual(["2025年12月"]);
    expect(missed("cobuilding", "2025-12-01", "2026-02-01")).toEqual(["2025年12月", "2026年1月"]);
  });
  test("meetings since 2 December 2025: one day late, December isn't held against them", () => {
    expect(missed("cobuilding", "2025-12-02", "2026-02-01")).toEqual(["2026年1月"]);
  });
  test("more than half of twelve and of thirteen is seven", () => {
    expect([quorum("townJoint", 12), quorum("townJoint", 13)]).toEqual([7, 7]);
  });
});

describe("Huaping: resolutions", () => {
  test("next meeting Mon 2 Mar 2026: due the working day before, the worked Sat 28 Feb", () => {
    expect(resolution("cobuilding", "2026-02-11 15:00", "2026-03-02 09:30")).toBe("2026-02-28 18:00");
  });
  test("decided Sat 14 Feb 2026 17:00, next meeting Tue 24 Feb: the working day before is today, until close in an hour", () => {
    expect(resolution("cobuilding", "2026-02-14 17:00", "2026-02-24 10:00")).toBe("2026-02-14 18:00");
  });
  test("decided Sat 14 Feb 2026 at close: no office hours are left before Tue 24 Feb, so due at the meeting itself", () => {
    expect(resolution("cobuilding", "2026-02-14 18:00", "2026-02-24 10:00")).toBe("2026-02-24 10:00");
  });
  test("next meeting Mon 12 Oct 2026: due the worked Sat 10 Oct", () => {
    expect(resolution("localForum", "2026-08-31 15:00", "2026-10-12 14:30")).toBe("2026-10-10 18:00");
  });
  test("next meeting Mon 28 Sep 2026: due Thu 24 Sep, as Fri 25 to Sun 27 Sep are off", () => {
    expect(resolution("cobuilding", "2026-09-10 15:00", "2026-09-28 15:00")).toBe("2026-09-24 18:00");
  });
  test("decided Tue 15 Sep 2026 without a next date: the fourth quarter ends Thu 31 Dec, so Wed 30 Dec for now, with a warning", () => {
    expect(resolution("townJoint", "2026-09-15 15:00")).toBe(
      "2026-12-30 18:00, yearNotLoaded 2027, provisional",
    );
  });
});
