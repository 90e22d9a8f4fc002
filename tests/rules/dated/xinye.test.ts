import { describe, expect, test } from "vitest";
import { engineOf } from "./engine.ts";

const { step, overall, evaluation, climb, meeting, missed, resolution, quorum, reminders, reminderAfter } =
  engineOf("xinye");

describe("Xinye: a matter at each level", () => {
  test("reported Fri 30 Jan 2026 16:40: the grid's 3 workdays are Mon 2, Tue 3, Wed 4 Feb, until close at 18:00", () => {
    expect(step("grid", "2026-01-30 16:40")).toBe("2026-02-04 18:00");
  });
  test("reported Fri 13 Feb 2026: 3 workdays are the worked Sat 14 Feb, then, after Spring Festival, Tue 24, Wed 25 Feb", () => {
    expect(step("grid", "2026-02-13 09:00")).toBe("2026-02-25 18:00");
  });
  test("reported Mon 29 Dec 2025: 3 workdays are Tue 30, Wed 31 Dec and, New Year over, the worked Sun 4 Jan 2026", () => {
    expect(step("grid", "2025-12-29 09:00")).toBe("2026-01-04 18:00");
  });
  test("with the community from Tue 29 Sep 2026: 5 workdays are Wed 30 Sep, Thu 8, Fri 9, the worked Sat 10, Mon 12 Oct", () => {
    expect(step("community", "2026-09-29 10:00")).toBe("2026-10-12 18:00");
  });
  test("with the street from Mon 27 Apr 2026: 10 workdays are 28–30 Apr (3), 6–8 May (6), the worked Sat 9 May (7), 11–13 May (10)", () => {
    expect(step("street", "2026-04-27 14:00")).toBe("2026-05-13 18:00");
  });
  test("with the county from Mon 14 Sep 2026: 15 workdays are 15–18 (4), worked Sun 20 (5), 21–24 (9), 28–30 Sep (12), 8–10 Oct (15)", () => {
    expect(step("county", "2026-09-14 09:00")).toBe("2026-10-10 18:00");
  });
  test("all of it, reported Mon 2 Feb 2026: 30 workdays are 16 of February less the 2nd (15), then 2–6, 9–13, 16–20 Mar (30)", () => {
    expect(overall("2026-02-02 09:00")).toBe("2026-03-20 18:00");
  });
  test("resolved Fri 18 Sep 2026: 7 days end on Mid-Autumn, Fri 25 Sep, so evaluating goes on until Mon 28 Sep", () => {
    expect(evaluation("2026-09-18 15:00")).toBe("2026-09-28 18:00");
  });
  test("reported Wed 30 Dec 2026: Thu 31 Dec, then Mon 4, Tue 5 Jan 2027; 1 January is off by law, the rest of 2027 is assumed", () => {
    expect(step("grid", "2026-12-30 09:00")).toBe("2027-01-05 18:00, yearNotLoaded 2027");
  });
});

describe("Xinye: overdue", () => {
  test("at the grid from Tue 10 Feb 2026: 11–13 Feb; the community has worked Sat 14, 24–27 Feb; the street worked Sat 28 Feb, 2–6, 9–12 Mar", () => {
    expect(climb("grid", "2026-02-10 10:00").slice(0, 3)).toEqual([
      "grid 2026-02-13 18:00",
      "community 2026-02-27 18:00",
      "street 2026-03-12 18:00",
    ]);
  });
  test("at the street from Fri 4 Sep 2026: 7–11, 14–18 Sep; the county has worked Sun 20 (1), 21–24 (5), 28–30 Sep (8), 8–10 (11), 12–15 Oct (15)", () => {
    expect(climb("street", "2026-09-04 11:00")).toEqual([
      "street 2026-09-18 18:00",
      "county 2026-10-15 18:00",
    ]);
  });
  test("at the county from Mon 2 Mar 2026: 3–6 (4), 9–13 (9), 16–20 (14), Mon 23 Mar (15), and there is nobody above", () => {
    expect(climb("county", "2026-03-02 09:00")).toEqual(["county 2026-03-23 18:00"]);
  });
  test("since Wed 30 Sep 2026 18:00: the first reminder is Thu 8 Oct 09:00, none in the seven days off", () => {
    expect(reminderAfter("2026-09-30 18:00", "2026-09-30 18:00")).toBe("2026-10-08 09:00");
  });
  test("due Thu 8 Oct 2026: reminded on the working day before, Wed 30 Sep, and that morning", () => {
    expect(reminders("2026-09-14 10:00", "2026-10-08 18:00")).toEqual([
      "2026-09-30 09:00",
      "2026-10-08 09:00",
    ]);
  });
});

describe("Xinye: meetings", () => {
  test("the monthly study of February 2026 may wait for Sat 28 Feb, which is worked", () => {
    expect(meeting("monthlyStudy", "2026-02-05")).toBe("2026年2月: 2026-02-28 18:00");
  });
  test("the three parties' meeting of May 2025 must be by Fri 30 May, as Sat 31 May is Dragon Boat Festival", () => {
    expect(meeting("threeParty", "2025-05-06")).toBe("2025年5月: 2025-05-30 18:00");
  });
  test("a study held Wed 4 Feb 2026 settles February; the next is March's, by Tue 31 Mar", () => {
    expect(meeting("monthlyStudy", "2026-02-05", ["2026-02-04"])).toBe("2026年3月: 2026-03-31 18:00");
  });
  test("a street meeting held in June 2026 settles the second quarter, so the third still wants one by Wed 30 Sep", () => {
    expect(meeting("streetJoint", "2026-07-01", ["2026-06-30"])).toBe("2026年第三季度: 2026-09-30 18:00");
  });
  test("studies since Mon 12 Jan 2026, one held Thu 5 Feb: on 1 May, March and April were missed, January had begun already", () => {
    expect(missed("monthlyStudy", "2026-01-12", "2026-05-01", ["2026-02-05"])).toEqual([
      "2026年3月",
      "2026年4月",
    ]);
  });
  test("a debrief since 1 July 2025 is not missed on 31 December, but is on New Year's Day", () => {
    expect(missed("debrief", "2025-07-01", "2025-12-31")).toEqual([]);
    expect(missed("debrief", "2025-07-01", "2026-01-01")).toEqual(["2025年下半年"]);
  });
  test("of three parties two are two thirds and enough; of twelve at a street meeting more than half are seven", () => {
    expect([quorum("threeParty", 3), quorum("streetJoint", 12)]).toEqual([2, 7]);
  });
});

describe("Xinye: resolutions", () => {
  test("next meeting Tue 24 Feb 2026, the first day after Spring Festival: due the working day before, Sat 14 Feb", () => {
    expect(resolution("threeParty", "2026-02-04 15:00", "2026-02-24 09:30")).toBe("2026-02-14 18:00");
  });
  test("next meeting Thu 8 Oct 2026, the first day after National Day: due Wed 30 Sep", () => {
    expect(resolution("streetJoint", "2026-08-20 10:00", "2026-10-08 09:30")).toBe("2026-09-30 18:00");
  });
  test("next meeting Mon 28 Sep 2026, the first day after Mid-Autumn: due Thu 24 Sep", () => {
    expect(resolution("monthlyStudy", "2026-09-01 10:00", "2026-09-28 09:30")).toBe("2026-09-24 18:00");
  });
  test("decided Tue 20 Jan 2026 without a next date: February's meeting may be as late as Sat 28 Feb, so Fri 27 Feb for now", () => {
    expect(resolution("threeParty", "2026-01-20 15:00")).toBe("2026-02-27 18:00, provisional");
  });
  test("residents' deliberation of Fri 6 Feb 2026: 20 workdays are 9–14 (6), 24–28 Feb (11), 2–6 (16), 9–12 Mar (20)", () => {
    expect(resolution("residentsDeliberation", "2026-02-06 19:30")).toBe("2026-03-12 18:00");
  });
});
