import { describe, expect, test } from "vitest";
import { engineOf } from "./engine.ts";

const { step, overall, evaluation, climb, meeting, missed, resolution, quorum, reminders } =
  engineOf("jiyang");

describe("Jiyang: a matter at each level", () => {
  test("reported Fri 30 Jan 2026 16:40: the community's 5 workdays are Mon 2–Fri 6 Feb", () => {
    expect(step("community", "2026-01-30 16:40")).toBe("2026-02-06 18:00");
  });
  test("reported Thu 12 Feb 2026: Fri 13, the worked Sat 14, then, after Spring Festival, Tue 24, Wed 25, Thu 26 Feb", () => {
    expect(step("community", "2026-02-12 09:00")).toBe("2026-02-26 18:00");
  });
  test("reported on National Day, Thu 1 Oct 2026: Thu 8, Fri 9, the worked Sat 10, Mon 12, Tue 13 Oct", () => {
    expect(step("community", "2026-10-01 12:00")).toBe("2026-10-13 18:00");
  });
  test("with the cluster from Mon 15 Jun 2026: 10 workdays are 16–18 (3), 22–26 (8), 29–30 Jun (10), Fri 19 Jun being off", () => {
    expect(step("cluster", "2026-06-15 09:00")).toBe("2026-06-30 18:00");
  });
  test("with the district from Fri 12 Sep 2025: 15–19 (5), 22–26 (10), worked Sun 28 (11), 29–30 Sep (13), Thu 9, Fri 10 Oct (15)", () => {
    expect(step("district", "2025-09-12 10:00")).toBe("2025-10-10 18:00");
  });
  test("all of it, from Thu 26 Mar 2026: 3 workdays left in March, 21 in April (24), 6–8 May (27), the worked Sat 9 May (28)", () => {
    expect(overall("2026-03-26 09:00")).toBe("2026-05-09 18:00");
  });
  test("resolved Tue 28 Apr 2026: 7 days end on Tue 5 May, the last day off, so until Wed 6 May", () => {
    expect(evaluation("2026-04-28 16:00")).toBe("2026-05-06 18:00");
  });
  test("resolved Wed 29 Apr 2026: 7 days end on Wed 6 May itself", () => {
    expect(evaluation("2026-04-29 16:00")).toBe("2026-05-06 18:00");
  });
  test("there is no grid and no street that handles matters", () => {
    expect(() => step("grid", "2026-02-02 09:00")).toThrow(RangeError);
    expect(() => step("street", "2026-02-02 09:00")).toThrow(RangeError);
  });
  test("reported Thu 24 Dec 2026: Fri 25, Mon 28–Thu 31 Dec, the last three of which the notice for 2027 may change", () => {
    expect(step("community", "2026-12-24 09:00")).toBe("2026-12-31 18:00, yearNotLoaded 2027");
  });
  test("reported Fri 25 Dec 2026: the fifth workday is Mon 4 Jan 2027, a year without its notice", () => {
    expect(step("community", "2026-12-25 09:00")).toBe("2027-01-04 18:00, yearNotLoaded 2027");
  });
});

describe("Jiyang: overdue", () => {
  test("from Mon 2 Feb 2026: community Mon 9 Feb; cluster 10–14 (5), 24–28 Feb (10); district 2–6, 9–13, 16–20 Mar (15)", () => {
    expect(climb("community", "2026-02-02 09:00")).toEqual([
      "community 2026-02-09 18:00",
      "cluster 2026-02-28 18:00",
      "district 2026-03-20 18:00",
    ]);
  });
  test("all of that, from Mon 2 Feb 2026: 15 workdays left in February, 13 in March: Wed 18 Mar, two days before the district's end", () => {
    expect(overall("2026-02-02 09:00")).toBe("2026-03-18 18:00");
  });
  test("from Thu 17 Sep 2026: Fri 18, worked Sun 20–Wed 23 Sep; the cluster has 24 (1), 28–30 Sep (4), 8–10 (7), 12–14 Oct (10)", () => {
    expect(climb("community", "2026-09-17 09:00").slice(0, 2)).toEqual([
      "community 2026-09-23 18:00",
      "cluster 2026-10-14 18:00",
    ]);
  });
  test("due the worked Sat 10 Oct 2026, opened in the holiday: reminded Fri 9 Oct and on that Saturday", () => {
    expect(reminders("2026-10-03 10:00", "2026-10-10 18:00")).toEqual([
      "2026-10-09 09:00",
      "2026-10-10 09:00",
    ]);
  });
});

describe("Jiyang: meetings", () => {
  test("the year's plan by 28 March: a Friday in 2025; in 2026 it is a Saturday, so by Fri 27 Mar", () => {
    expect(meeting("yearPlan", "2025-01-06")).toBe("2025年: 2025-03-28 18:00");
    expect(meeting("yearPlan", "2026-01-06")).toBe("2026年: 2026-03-27 18:00");
  });
  test("not yet held on 1 April 2026, the plan is still due since Fri 27 Mar", () => {
    expect(meeting("yearPlan", "2026-04-01")).toBe("2026年: 2026-03-27 18:00");
  });
  test("held on 20 March 2026, the next plan is by Sun 28 Mar 2027, so by Fri 26 Mar 2027, a year without its notice", () => {
    expect(meeting("yearPlan", "2026-04-01", ["2026-03-20"])).toBe(
      "2027年: 2027-03-26 18:00, yearNotLoaded 2027",
    );
  });
  test("a plan since 1 January 2025 is missed only when the year is over", () => {
    expect(missed("yearPlan", "2025-01-01", "2025-12-31")).toEqual([]);
    expect(missed("yearPlan", "2025-01-01", "2026-01-01")).toEqual(["2025年"]);
  });
  test("a plan since 2 January 2025: that year was running, 2026 is the first to be missed", () => {
    expect(missed("yearPlan", "2025-01-02", "2027-01-01")).toEqual(["2026年"]);
  });
  test("two meetings in the second quarter of 2026 don't make up for the third, which is due Wed 30 Sep", () => {
    const held = ["2026-04-10", "2026-05-20"];
    expect(meeting("clusterJoint", "2026-07-01", held)).toBe("2026年第三季度: 2026-09-30 18:00");
    expect(missed("clusterJoint", "2026-04-01", "2026-10-01", held)).toEqual(["2026年第三季度"]);
  });
  test("visits since 30 June 2025, a half-year's last day: only the second half can be missed", () => {
    expect(missed("mutualVisits", "2025-06-30", "2026-01-01")).toEqual(["2025年下半年"]);
  });
  test("more than half of seven units is four, of eight five", () => {
    expect([quorum("clusterJoint", 7), quorum("clusterJoint", 8)]).toEqual([4, 5]);
  });
});

describe("Jiyang: resolutions", () => {
  test("an extra meeting on Tue 24 Feb 2026: due the worked Sat 14 Feb, before Spring Festival", () => {
    expect(resolution("clusterJoint", "2026-02-06 15:00", "2026-02-24 15:00")).toBe("2026-02-14 18:00");
  });
  test("decided Fri 18 Sep 2026, next meeting Mon 21 Sep: the worked Sun 20 Sep lies between", () => {
    expect(resolution("clusterJoint", "2026-09-18 16:00", "2026-09-21 09:00")).toBe("2026-09-20 18:00");
  });
  test("next meeting Mon 28 Sep 2026: due Thu 24 Sep, before Mid-Autumn", () => {
    expect(resolution("clusterJoint", "2026-09-14 15:00", "2026-09-28 15:00")).toBe("2026-09-24 18:00");
  });
  test("next meeting on the worked Sat 10 Oct 2026: due Fri 9 Oct", () => {
    expect(resolution("clusterJoint", "2026-09-28 15:00", "2026-10-10 09:30")).toBe("2026-10-09 18:00");
  });
  test("visits of June 2026, no date set: the second half ends Thu 31 Dec, so Wed 30 Dec for now, with a warning", () => {
    expect(resolution("mutualVisits", "2026-06-30 15:00")).toBe(
      "2026-12-30 18:00, yearNotLoaded 2027, provisional",
    );
  });
  test("the plan of 20 March 2026: next year's is by Fri 26 Mar 2027, so Thu 25 Mar 2027 for now, with a warning", () => {
    expect(resolution("yearPlan", "2026-03-20 15:00")).toBe(
      "2027-03-25 18:00, yearNotLoaded 2027, provisional",
    );
  });
});
