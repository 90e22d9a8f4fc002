import { describe, expect, test } from "vitest";
import { rulesOf } from "../examples.ts";
import { engineOf } from "./engine.ts";

const { step, overall, climb, whistle, meeting, missed, resolution, quorum, reminders } = engineOf("yulin");

describe("Yulin: around a festival whose local notice isn't loaded, 17 March to 30 April", () => {
  test("reported Wed 11 Mar 2026: Thu 12, Fri 13, Mon 16 Mar, the day before the festival may begin: certain", () => {
    expect(step("grid", "2026-03-11 09:00")).toBe("2026-03-16 18:00");
  });
  test("reported Thu 12 Mar 2026: the third workday is Tue 17 Mar, so it warns", () => {
    expect(step("grid", "2026-03-12 09:00")).toBe("2026-03-17 18:00, localNoticeMissing 2026");
  });
  test("reported Wed 29 Apr 2026: Thu 30 Apr counts and might be off, then Wed 6, Thu 7 May", () => {
    expect(step("grid", "2026-04-29 09:00")).toBe("2026-05-07 18:00, localNoticeMissing 2026");
  });
  test("reported Thu 30 Apr 2026: that day isn't counted, so Wed 6, Thu 7, Fri 8 May are certain", () => {
    expect(step("grid", "2026-04-30 09:00")).toBe("2026-05-08 18:00");
  });
  test("reported Tue 16 Mar 2027: Wed 17–Fri 19 Mar, with neither the national nor the local notice", () => {
    expect(step("grid", "2027-03-16 09:00")).toBe(
      "2027-03-19 18:00, yearNotLoaded 2027, localNoticeMissing 2027",
    );
  });
  test("once a notice gives 20–21 April off for Sat 25 Apr 2026: from Fri 17 Apr the grid has Wed 22–Fri 24, the community until Mon 27 Apr", () => {
    const notice = {
      year: 2026,
      document: "示例文号",
      daysOff: [{ from: "2026-04-20", to: "2026-04-21" }],
      workdays: ["2026-04-25"],
    };
    const festivals = rulesOf("yulin").localHolidays?.festivals ?? [];
    const { step } = engineOf("yulin", { localHolidays: { festivals, notices: [notice] } });
    expect(step("grid", "2026-04-17 10:00")).toBe("2026-04-24 18:00");
    expect(step("community", "2026-04-17 10:00")).toBe("2026-04-27 18:00");
  });
});

describe("Yulin: a matter at each level", () => {
  test("with the community from Wed 11 Feb 2026: Thu 12, Fri 13, the worked Sat 14, Tue 24, Wed 25 Feb", () => {
    expect(step("community", "2026-02-11 09:00")).toBe("2026-02-25 18:00");
  });
  test("with the street from Wed 23 Sep 2026: 10 workdays are Thu 24 (1), 28–30 Sep (4), 8–10 (7), 12–14 Oct (10)", () => {
    expect(step("street", "2026-09-23 09:00")).toBe("2026-10-14 18:00");
  });
  test("with the county from Fri 27 Feb 2026: worked Sat 28 Feb (1), 2–6 (6), 9–13 (11), 16–19 Mar (15), which touches the festival", () => {
    expect(step("county", "2026-02-27 10:00")).toBe("2026-03-19 18:00, localNoticeMissing 2026");
  });
  test("all of it, from Mon 4 May 2026, a day off: 6–9 (4), 11–15, 18–22, 25–29 May (19), 1–5, 8–12 (29), 15 Jun (30)", () => {
    expect(overall("2026-05-04 10:00")).toBe("2026-06-15 18:00");
  });
  test("reported Thu 31 Dec 2026: Mon 4, Tue 5, Wed 6 Jan 2027, a year without its notice", () => {
    expect(step("grid", "2026-12-31 09:00")).toBe("2027-01-06 18:00, yearNotLoaded 2027");
  });
});

describe("Yulin: overdue", () => {
  test("at the grid from Fri 11 Sep 2026: Mon 14–Wed 16; the community has Thu 17, Fri 18, the worked Sun 20, Mon 21, Tue 22 Sep", () => {
    expect(climb("grid", "2026-09-11 09:00").slice(0, 2)).toEqual([
      "grid 2026-09-16 18:00",
      "community 2026-09-22 18:00",
    ]);
  });
  test("at the street from Mon 2 Mar 2026: 3–6, 9–13, 16 Mar, certain; the county has 17–20 (4), 23–27 (9), 30–31 Mar (11), 1–3 (14), and after Qingming Tue 7 Apr", () => {
    expect(climb("street", "2026-03-02 09:00")).toEqual([
      "street 2026-03-16 18:00",
      "county 2026-04-07 18:00, localNoticeMissing 2026",
    ]);
  });
  test("due Tue 24 Feb 2026, opened at noon on the worked Sat 14 Feb: that morning has passed, so reminded only on the day", () => {
    expect(reminders("2026-02-14 12:00", "2026-02-24 18:00")).toEqual(["2026-02-24 09:00"]);
  });
});

describe("Yulin: whistles", () => {
  const clocks = (key: string, blown: string) =>
    (["sign", "contact", "reportIn", "done"] as const).map((stage) => whistle(key, stage, blown));

  test("street, Fri 13 Mar 2026 16:00: 2 hours, and 2 from 8:30 on Mon 16; Mon 16; Tue 17; 16–20, 23–27 Mar. The festival may begin Tue 17", () => {
    expect(clocks("street", "2026-03-13 16:00")).toEqual([
      "2026-03-16 10:30",
      "2026-03-16 18:00",
      "2026-03-17 18:00, localNoticeMissing 2026",
      "2026-03-27 18:00, localNoticeMissing 2026",
    ]);
  });
  test("street, the worked Sat 14 Feb 2026 17:00: 1 hour, and 3 from 8:30 on Tue 24; Tue 24; Wed 25; 24–28 Feb (5), 2–6 Mar (10)", () => {
    expect(clocks("street", "2026-02-14 17:00")).toEqual([
      "2026-02-24 11:30",
      "2026-02-24 18:00",
      "2026-02-25 18:00",
      "2026-03-06 18:00",
    ]);
  });
  test("street, Wed 30 Sep 2026 17:30: half an hour, and 3½ on Thu 8 Oct, just until noon; Thu 8; Fri 9; 8–10, 12–16, 19–20 Oct", () => {
    expect(clocks("street", "2026-09-30 17:30")).toEqual([
      "2026-10-08 12:00",
      "2026-10-08 18:00",
      "2026-10-09 18:00",
      "2026-10-20 18:00",
    ]);
  });
  test("grid, the worked Sun 20 Sep 2026 09:00: signed the same day, 3 hours before the break and 1 after it; contact Mon 21 Sep", () => {
    expect(clocks("grid", "2026-09-20 09:00").slice(0, 2)).toEqual(["2026-09-20 15:30", "2026-09-21 18:00"]);
  });
});

describe("Yulin: meetings", () => {
  test("the regular meeting of February 2026 by the worked Sat 28 Feb; of May, which ends on a Sunday, by Fri 29 May", () => {
    expect(meeting("gridRegular", "2026-02-02")).toBe("2026年2月: 2026-02-28 18:00");
    expect(meeting("gridRegular", "2026-05-06")).toBe("2026年5月: 2026-05-29 18:00");
  });
  test("of March and April 2026 by Tue 31 Mar and Thu 30 Apr, which the festival might take", () => {
    expect(meeting("gridRegular", "2026-03-02")).toBe("2026年3月: 2026-03-31 18:00, localNoticeMissing 2026");
    expect(meeting("gridRegular", "2026-04-01")).toBe("2026年4月: 2026-04-30 18:00, localNoticeMissing 2026");
  });
  test("regular meetings since 10 February 2026, one on 15 April: on 1 June, March and May were missed", () => {
    expect(missed("gridRegular", "2026-02-10", "2026-06-01", ["2026-04-15"])).toEqual([
      "2026年3月",
      "2026年5月",
    ]);
  });
  test("county meetings since 1 October 2025: 2026's first quarter isn't missed on 31 March, but is on 1 April", () => {
    expect(missed("countyJoint", "2025-10-01", "2026-03-31")).toEqual(["2025年第四季度"]);
    expect(missed("countyJoint", "2025-10-01", "2026-04-01")).toEqual(["2025年第四季度", "2026年第一季度"]);
  });
  test("more than half of nine is five, of ten six", () => {
    expect([quorum("gridRegular", 9), quorum("gridRegular", 10)]).toEqual([5, 6]);
  });
});

describe("Yulin: resolutions", () => {
  test("next meeting Tue 24 Feb 2026: due the worked Sat 14 Feb, before Spring Festival", () => {
    expect(resolution("gridRegular", "2026-02-05 15:00", "2026-02-24 15:00")).toBe("2026-02-14 18:00");
  });
  test("next meeting Thu 8 Oct 2026: due Wed 30 Sep, before National Day", () => {
    expect(resolution("gridRegular", "2026-09-16 15:00", "2026-10-08 15:00")).toBe("2026-09-30 18:00");
  });
  test("next meeting Mon 28 Sep 2026: due Thu 24 Sep, before Mid-Autumn", () => {
    expect(resolution("cobuildingReview", "2026-08-20 15:00", "2026-09-28 15:00")).toBe("2026-09-24 18:00");
  });
  test("next meeting Fri 10 Apr 2026: due Thu 9 Apr, which the festival might take", () => {
    expect(resolution("gridRegular", "2026-03-10 15:00", "2026-04-10 15:00")).toBe(
      "2026-04-09 18:00, localNoticeMissing 2026",
    );
  });
  test("decided in December 2025, no date set: 2026's first quarter ends Tue 31 Mar, so Mon 30 Mar for now, with a warning", () => {
    expect(resolution("countyJoint", "2025-12-10 15:00")).toBe(
      "2026-03-30 18:00, localNoticeMissing 2026, provisional",
    );
  });
});
