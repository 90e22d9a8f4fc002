import { describe, expect, test } from "vitest";
import { engineOf } from "./engine.ts";

const { step, window, overall, evaluation, climb, meeting, missed, resolution, reminders } =
  engineOf("ninglang");

describe("Ninglang: patrols by the 10th", () => {
  test("found Fri 30 Jan 2026 16:40: this month's window is over, so until Tue 10 Feb", () => {
    expect(step("patrol", "2026-01-30 16:40")).toBe("2026-02-10 18:00");
  });
  test("Sat 10 Jan 2026 is off, so until Mon 12 Jan", () => {
    expect(step("patrol", "2026-01-05 09:00")).toBe("2026-01-12 18:00");
  });
  test("Sun 10 May 2026 is off, so until Mon 11 May; that Sat 9 May is worked doesn't bring it forward", () => {
    expect(step("patrol", "2026-05-06 09:00")).toBe("2026-05-11 18:00");
  });
  test("Sat 10 Oct 2026 is worked, so it stays the last day", () => {
    expect(step("patrol", "2026-10-08 09:00")).toBe("2026-10-10 18:00");
  });
  test("Sat 10 May 2025 is off, so until Mon 12 May; Sun 10 Aug 2025 is off, so until Mon 11 Aug", () => {
    expect(window("patrol", "2025-05-06 09:00")).toBe("2025-05-12 18:00");
    expect(window("patrol", "2025-08-04 09:00")).toBe("2025-08-11 18:00");
  });
  test("found at close on Thu 10 Dec 2026: January's, and Sun 10 Jan 2027 is off, so Mon 11 Jan 2027, a year without its notice", () => {
    expect(step("patrol", "2026-12-10 18:00")).toBe("2027-01-11 18:00, yearNotLoaded 2027");
  });
});

describe("Ninglang: grid meetings by the 15th", () => {
  test("Sun 15 Feb 2026 begins Spring Festival, so until Tue 24 Feb", () => {
    expect(step("gridMeeting", "2026-02-11 09:00")).toBe("2026-02-24 18:00");
  });
  test("Sat 15 Feb 2025 is off, so until Mon 17 Feb; Sat 15 Aug 2026 likewise, until Mon 17 Aug", () => {
    expect(window("gridMeeting", "2025-02-11 09:00")).toBe("2025-02-17 18:00");
    expect(window("gridMeeting", "2026-08-11 09:00")).toBe("2026-08-17 18:00");
  });
  test("arrived Wed 18 Feb 2026, in the festival: the moved end of Tue 24 Feb is still to come", () => {
    expect(step("gridMeeting", "2026-02-18 12:00")).toBe("2026-02-24 18:00");
  });
});

describe("Ninglang: the street by the 25th", () => {
  test("Sat 25 Apr 2026 is off, so until Mon 27 Apr", () => {
    expect(step("street", "2026-04-16 09:00")).toBe("2026-04-27 18:00");
  });
  test("Sat 25 Jan 2025 is off, but Sun 26 Jan is worked, so until that Sunday", () => {
    expect(step("street", "2025-01-16 09:00")).toBe("2025-01-26 18:00");
  });
  test("Fri 25 Sep 2026 is Mid-Autumn, so until Mon 28 Sep", () => {
    expect(step("street", "2026-09-16 09:00")).toBe("2026-09-28 18:00");
  });
  test("arrived Mon 28 Sep 2026 at close: September's is over; Sun 25 Oct is off, so until Mon 26 Oct", () => {
    expect(step("street", "2026-09-28 18:00")).toBe("2026-10-26 18:00");
  });
});

describe("Ninglang: a window that ends unsolved sends a matter up", () => {
  test("found Fri 30 Jan 2026: patrol Tue 10; grid meeting Tue 24; the street has one day, Wed 25; county 26–28 Feb (3), 2–6, 9–13 (13), 16–17 Mar", () => {
    expect(climb("patrol", "2026-01-30 16:40")).toEqual([
      "patrol 2026-02-10 18:00",
      "gridMeeting 2026-02-24 18:00",
      "street 2026-02-25 18:00",
      "county 2026-03-17 18:00",
    ]);
  });
  test("found Wed 2 Sep 2026: Thu 10, Tue 15, Mon 28 Sep; the county has 29–30 Sep (2), 8–10 (5), 12–16 (10), 19–23 Oct (15)", () => {
    expect(climb("patrol", "2026-09-02 09:00")).toEqual([
      "patrol 2026-09-10 18:00",
      "gridMeeting 2026-09-15 18:00",
      "street 2026-09-28 18:00",
      "county 2026-10-23 18:00",
    ]);
  });
  test("all of it, from Wed 2 Sep 2026: 28 days left in September, 31 in October, 16 more: Mon 16 Nov", () => {
    expect(overall("2026-09-02 09:00")).toBe("2026-11-16 18:00");
  });
  test("all of it, from Thu 4 Dec 2025: the 75th day is 17 February, Spring Festival, so until Tue 24 Feb 2026", () => {
    expect(overall("2025-12-04 09:00")).toBe("2026-02-24 18:00");
  });
  test("all of it, from Mon 13 Jul 2026: the 75th day is Sat 26 Sep, Mid-Autumn, so until Mon 28 Sep", () => {
    expect(overall("2026-07-13 09:00")).toBe("2026-09-28 18:00");
  });
  test("resolved Thu 24 Sep 2026: 7 days end on Thu 1 Oct, so evaluating goes on until Thu 8 Oct", () => {
    expect(evaluation("2026-09-24 09:00")).toBe("2026-10-08 18:00");
  });
  test("due Mon 27 Apr 2026: reminded Fri 24 Apr and on the day", () => {
    expect(reminders("2026-04-16 09:00", "2026-04-27 18:00")).toEqual([
      "2026-04-24 09:00",
      "2026-04-27 09:00",
    ]);
  });
});

describe("Ninglang: meetings", () => {
  test("by Sun 15 Feb 2026, off: the last day in the window is the worked Sat 14 Feb", () => {
    expect(meeting("gridJoint", "2026-02-02")).toBe("2026年2月: 2026-02-14 18:00");
  });
  test("between the 15th and Fri 25 Sep 2026, off: the last day in the window is Thu 24 Sep", () => {
    expect(meeting("streetHandling", "2026-09-02")).toBe("2026年9月: 2026-09-24 18:00");
  });
  test("between the 15th and Sat 25 Jan 2025, off: Fri 24 Jan, as the worked Sun 26 Jan is past the window", () => {
    expect(meeting("streetHandling", "2025-01-02")).toBe("2025年1月: 2025-01-24 18:00");
  });
  test("held on 10 February 2026: the next is March's, and Sun 15 Mar is off, so by Fri 13 Mar", () => {
    expect(meeting("gridJoint", "2026-02-11", ["2026-02-10"])).toBe("2026年3月: 2026-03-13 18:00");
  });
  test("since 16 March 2026, held on 20 April, late but in its month: on 1 June only May was missed", () => {
    expect(missed("gridJoint", "2026-03-16", "2026-06-01", ["2026-04-20"])).toEqual(["2026年5月"]);
  });
  test("a passed window alone is no missed meeting: September 2026 counts from 1 October", () => {
    expect(missed("streetHandling", "2026-09-01", "2026-09-30")).toEqual([]);
    expect(missed("streetHandling", "2026-09-01", "2026-10-01")).toEqual(["2026年9月"]);
  });
});

describe("Ninglang: resolutions", () => {
  test("decided Tue 13 Jan 2026 without a next date: February's may be as late as Sat 14 Feb, so Fri 13 Feb for now", () => {
    expect(resolution("gridJoint", "2026-01-13 15:00")).toBe("2026-02-13 18:00, provisional");
  });
  test("decided Thu 20 Aug 2026 without a next date: September's may be as late as Thu 24 Sep, so Wed 23 Sep for now", () => {
    expect(resolution("streetHandling", "2026-08-20 15:00")).toBe("2026-09-23 18:00, provisional");
  });
  test("next meeting Thu 8 Oct 2026: due Wed 30 Sep", () => {
    expect(resolution("gridJoint", "2026-09-15 15:00", "2026-10-08 15:00")).toBe("2026-09-30 18:00");
  });
  test("of a courtyard on Wed 11 Feb 2026: 15 workdays are 12–14 (3), 24–28 Feb (8), 2–6 (13), 9–10 Mar (15)", () => {
    expect(resolution("courtyard", "2026-02-11 19:30")).toBe("2026-03-10 18:00");
  });
  test("of four deliberations on Wed 16 Sep 2026: 17–18 (2), Sun 20–Thu 24 (7), 28–30 Sep (10), 8–10 (13), 12–16 (18), 19–20 Oct (20)", () => {
    expect(resolution("fourDeliberations", "2026-09-16 15:00")).toBe("2026-10-20 18:00");
  });
});
