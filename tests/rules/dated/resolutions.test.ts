import { describe, expect, test } from "vitest";
import { rulesOf } from "../examples.ts";
import { engineOf } from "./engine.ts";

const xinye = rulesOf("xinye");
const monthly = engineOf("xinye");
const byTheTenth = engineOf("xinye", {
  meetings: {
    series: xinye.meetings.series.map((series) => ({
      ...series,
      cadence: { every: "month", window: { byDay: 10 } },
    })),
  },
});
const courtyard = engineOf("ninglang");

describe("a task logged before its meeting", () => {
  test("for Mon 28 Dec 2026, logged Sun 29 Nov: 15 workdays are Tue 29–Thu 31 Dec (3), 4–8 (8), 11–15 (13), Mon 18, Tue 19 Jan 2027", () => {
    expect(courtyard.assigned("courtyard", "2026-12-28 09:30", "2026-11-29 20:00")).toBe(
      "2027-01-19 18:00, yearNotLoaded 2027",
    );
  });
  test("for Wed 9 Dec 2026, logged Sun 29 Nov: January's is by Fri 8 Jan 2027, as the 10th is a Sunday, so Thu 7 Jan for now", () => {
    expect(byTheTenth.assigned("threeParty", "2026-12-09 09:30", "2026-11-29 20:00")).toBe(
      "2027-01-07 18:00, yearNotLoaded 2027, provisional",
    );
  });
  test("for Wed 9 Dec 2026, logged Sun 29 Nov, the next planned for Wed 6 Jan 2027: due the working day before, Tue 5 Jan", () => {
    expect(
      byTheTenth.assigned("threeParty", "2026-12-09 09:30", "2026-11-29 20:00", "2027-01-06 09:30"),
    ).toBe("2027-01-05 18:00, yearNotLoaded 2027");
  });
  test("for Fri 13 Nov 2026, logged Mon 2 Nov, with another on Mon 9 Nov between: that one is not its next, December's is, by Thu 31 Dec", () => {
    expect(monthly.assigned("threeParty", "2026-11-13 09:30", "2026-11-02 10:00", "2026-11-09 09:30")).toBe(
      "2026-12-30 18:00, yearNotLoaded 2027, provisional",
    );
  });
});

describe("a task logged after its meeting, or sent back", () => {
  test("of Mon 14 Sep 2026, logged Wed 16 Sep: 15 workdays are 17–18 (2), Sun 20–Thu 24 (7), 28–30 Sep (10), 8–10 (13), 12–13 Oct (15)", () => {
    expect(courtyard.assigned("courtyard", "2026-09-14 19:00", "2026-09-16 10:00")).toBe("2026-10-13 18:00");
  });
  test("of Fri 9 Oct 2026, logged Mon 2 Nov: November's may be as late as Mon 30 Nov, so Fri 27 Nov for now", () => {
    expect(monthly.assigned("threeParty", "2026-10-09 09:30", "2026-11-02 10:00")).toBe(
      "2026-11-27 18:00, provisional",
    );
  });
  test("of Fri 9 Oct 2026, sent back after the meeting of Mon 9 Nov: the next is December's, by Thu 31 Dec, so Wed 30 Dec for now", () => {
    expect(monthly.assigned("threeParty", "2026-10-09 09:30", "2026-11-09 15:00", "2026-11-09 09:30")).toBe(
      "2026-12-30 18:00, yearNotLoaded 2027, provisional",
    );
  });
  test("of Fri 9 Oct 2026, sent back Wed 11 Nov: nobody met by Tue 10 Nov, so it waits for December's by Thu 10 Dec: Wed 9 Dec for now", () => {
    expect(byTheTenth.assigned("threeParty", "2026-10-09 09:30", "2026-11-11 10:00")).toBe(
      "2026-12-09 18:00, provisional",
    );
  });
  test("of Fri 9 Oct 2026, logged Mon 9 Nov 17:00, November's by Tue 10 Nov: due today at close, in an hour", () => {
    expect(byTheTenth.assigned("threeParty", "2026-10-09 09:30", "2026-11-09 17:00")).toBe(
      "2026-11-09 18:00, provisional",
    );
  });
});

const morning = { from: "08:30", to: "12:00" };
const seasonal = engineOf("xinye", {
  officeHours: {
    periods: [morning, { from: "14:30", to: "18:00" }],
    seasons: [
      { name: "夏季作息", from: "06-01", to: "09-30", periods: [morning, { from: "15:00", to: "18:30" }] },
      { name: "冬季作息", from: "11-01", to: "03-31", periods: [morning, { from: "14:00", to: "17:00" }] },
    ],
  },
  localHolidays: {
    festivals: [{ name: "火把节", from: "07-01", to: "08-31" }],
    notices: [
      {
        year: 2026,
        document: "示例",
        daysOff: [{ from: "2026-08-05", to: "2026-08-07" }],
        workdays: ["2026-08-09"],
      },
    ],
  },
});

describe("a day that the meeting set", () => {
  test("Fri 10 Jul 2026 lies in summer, when offices close at 18:30", () => {
    expect(seasonal.set("2026-07-10")).toBe("2026-07-10 18:30");
  });
  test("Thu 10 Dec 2026 lies in winter, when they close at 17:00", () => {
    expect(seasonal.set("2026-12-10")).toBe("2026-12-10 17:00");
  });
  test("Fri 10 Apr 2026 lies in neither: they close at 18:00", () => {
    expect(seasonal.set("2026-04-10")).toBe("2026-04-10 18:00");
  });
  test("Wed 30 Sep 2026 is the last of summer, Thu 1 Oct the first after it", () => {
    expect([seasonal.set("2026-09-30"), seasonal.set("2026-10-01")]).toEqual([
      "2026-09-30 18:30",
      "2026-10-01 18:00",
    ]);
  });
  test("Mon 5 Oct 2026 is off and stays the day, until offices would have closed", () => {
    expect(seasonal.set("2026-10-05")).toBe("2026-10-05 18:00");
  });
  test("Thu 6 Aug 2026, a local holiday, stays too, and so does Sun 9 Aug, which is worked for it", () => {
    expect([seasonal.set("2026-08-06"), seasonal.set("2026-08-09")]).toEqual([
      "2026-08-06 18:30",
      "2026-08-09 18:30",
    ]);
  });
  test("Fri 15 Jan 2027 needs no notice: whether it is worked or not, it is the day", () => {
    expect(seasonal.set("2027-01-15")).toBe("2027-01-15 17:00");
  });
});
