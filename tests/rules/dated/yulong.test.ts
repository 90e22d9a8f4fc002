import { describe, expect, test } from "vitest";
import { engineOf } from "./engine.ts";

const { step, overall, evaluation, climb, meeting, missed, resolution, quorum, reminders, reminderAfter } =
  engineOf("yulong");

describe("Yulong: a matter at each level", () => {
  test("reported Thu 24 Sep 2026 16:40: Mid-Autumn takes Fri 25 to Sun 27, so the grid has Mon 28, Tue 29, Wed 30 Sep", () => {
    expect(step("grid", "2026-09-24 16:40")).toBe("2026-09-30 18:00");
  });
  test("reported Fri 8 May 2026: 3 workdays are the worked Sat 9, Mon 11, Tue 12 May", () => {
    expect(step("grid", "2026-05-08 09:00")).toBe("2026-05-12 18:00");
  });
  test("reported on the worked Sun 20 Sep 2026: that day isn't counted, so Mon 21, Tue 22, Wed 23 Sep", () => {
    expect(step("grid", "2026-09-20 10:00")).toBe("2026-09-23 18:00");
  });
  test("with the community from Thu 2 Apr 2026: Fri 3 Apr, then, after Qingming until Mon 6, Tue 7–Fri 10 Apr", () => {
    expect(step("community", "2026-04-02 11:00")).toBe("2026-04-10 18:00");
  });
  test("with the street from Mon 20 Jan 2025: 21–24 (4), worked Sun 26 (5), 27 Jan (6), 5–7 (9), the worked Sat 8 Feb (10)", () => {
    expect(step("street", "2025-01-20 09:00")).toBe("2025-02-08 18:00");
  });
  test("with the county from Thu 5 Feb 2026: 6 (1), 9–13 (6), worked Sat 14 (7), 24–27 (11), worked Sat 28 Feb (12), 2–4 Mar (15)", () => {
    expect(step("county", "2026-02-05 09:00")).toBe("2026-03-04 18:00");
  });
  test("all of it, from Thu 10 Sep 2026: 14 workdays left in September, 8–10, 12–16, 19–23 Oct (27), 26–28 Oct (30)", () => {
    expect(overall("2026-09-10 09:00")).toBe("2026-10-28 18:00");
  });
  test("resolved Sat 25 Apr 2026: 7 days end on Sat 2 May, off until Tue 5, so until Wed 6 May", () => {
    expect(evaluation("2026-04-25 10:00")).toBe("2026-05-06 18:00");
  });
  test("reported Tue 29 Dec 2026: Wed 30, Thu 31 Dec, Mon 4 Jan 2027; a day earlier it ends in 2026, and from Wed 23 Dec on Mon 28 it is certain", () => {
    expect(step("grid", "2026-12-29 09:00")).toBe("2027-01-04 18:00, yearNotLoaded 2027");
    expect(step("grid", "2026-12-28 09:00")).toBe("2026-12-31 18:00, yearNotLoaded 2027");
    expect(step("grid", "2026-12-23 09:00")).toBe("2026-12-28 18:00");
  });
});

describe("Yulong: overdue", () => {
  test("at the grid from Tue 28 Apr 2026: Wed 29, Thu 30 Apr, Wed 6 May; the community has Thu 7, Fri 8, the worked Sat 9, Mon 11, Tue 12 May", () => {
    expect(climb("grid", "2026-04-28 09:00").slice(0, 2)).toEqual([
      "grid 2026-05-06 18:00",
      "community 2026-05-12 18:00",
    ]);
  });
  test("at the street from Wed 16 Sep 2026: 17–18 (2), worked Sun 20 (3), 21–24 (7), 28–30 Sep (10); the county has 8–10 (3), 12–16 (8), 19–23 (13), 26–27 Oct (15)", () => {
    expect(climb("street", "2026-09-16 09:00")).toEqual([
      "street 2026-09-30 18:00",
      "county 2026-10-27 18:00",
    ]);
  });
  test("due on the worked Sun 20 Sep 2026: reminded Fri 18 Sep and on that Sunday", () => {
    expect(reminders("2026-09-14 10:00", "2026-09-20 18:00")).toEqual([
      "2026-09-18 09:00",
      "2026-09-20 09:00",
    ]);
  });
  test("overdue since the worked Sat 14 Feb 2026: the next reminder waits for Tue 24 Feb", () => {
    expect(reminderAfter("2026-02-14 18:00", "2026-02-16 12:00")).toBe("2026-02-24 09:00");
  });
});

describe("Yulong: meetings", () => {
  test("the street's first meeting of 2026 is due Tue 31 Mar; held on 2 March, the second is due Tue 30 Jun", () => {
    expect(meeting("streetJoint", "2026-02-24")).toBe("2026年第一季度: 2026-03-31 18:00");
    expect(meeting("streetJoint", "2026-03-03", ["2026-03-02"])).toBe("2026年第二季度: 2026-06-30 18:00");
  });
  test("residents' councils meet as needed: none is ever due, none missed in two years", () => {
    expect(meeting("residents", "2026-02-24")).toBe("as needed");
    expect(missed("redWhite", "2025-01-01", "2027-01-01")).toEqual([]);
  });
  test("the business district's since 1 July 2025: the third quarter was its first and was missed", () => {
    expect(missed("businessDistrict", "2025-07-01", "2025-10-01")).toEqual(["2025年第三季度"]);
  });
  test("the business district's since 2 July 2025: the third quarter was running already", () => {
    expect(missed("businessDistrict", "2025-07-02", "2025-10-01")).toEqual([]);
  });
  test("the street's since 10 November 2025, held on the last day of March 2026: on 1 July only the second quarter is missed", () => {
    expect(missed("streetJoint", "2025-11-10", "2026-07-01", ["2026-03-31"])).toEqual(["2026年第二季度"]);
  });
  test("more than half of fifteen is eight", () => {
    expect(quorum("residents", 15)).toBe(8);
  });
});

describe("Yulong: resolutions", () => {
  test("of residents on Sat 7 Feb 2026: 15 workdays are 9–13 (5), worked Sat 14 (6), 24–28 Feb (11), Mon 2–Thu 5 Mar (15)", () => {
    expect(resolution("residents", "2026-02-07 10:00")).toBe("2026-03-05 18:00");
  });
  test("of women on Mid-Autumn, Fri 25 Sep 2026: 28–30 Sep (3), 8–10 (6), 12–16 (11), 19–22 Oct (15)", () => {
    expect(resolution("women", "2026-09-25 15:00")).toBe("2026-10-22 18:00");
  });
  test("of the moral council on Fri 18 Sep 2026: worked Sun 20 (1), 21–24 (5), 28–30 Sep (8), 8–10 (11), 12–15 Oct (15)", () => {
    expect(resolution("moral", "2026-09-18 15:00")).toBe("2026-10-15 18:00");
  });
  test("street meeting on Wed 25 Feb 2026: due Tue 24 Feb, the one working day between it and Spring Festival", () => {
    expect(resolution("streetJoint", "2026-01-30 15:00", "2026-02-25 09:00")).toBe("2026-02-24 18:00");
  });
  test("business district meeting on Thu 8 Oct 2026: due Wed 30 Sep; on Fri 9 Oct: due Thu 8 Oct", () => {
    expect(resolution("businessDistrict", "2026-09-22 15:00", "2026-10-08 09:00")).toBe("2026-09-30 18:00");
    expect(resolution("businessDistrict", "2026-09-22 15:00", "2026-10-09 09:00")).toBe("2026-10-08 18:00");
  });
  test("decided in the fourth quarter of 2026 without a next date: by Wed 31 Mar 2027, so Tue 30 Mar 2027 for now, with a warning", () => {
    expect(resolution("streetJoint", "2026-10-20 15:00")).toBe(
      "2027-03-30 18:00, yearNotLoaded 2027, provisional",
    );
  });
});
