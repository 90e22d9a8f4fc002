import { expect, test } from "vitest";
import { dayCalled } from "../../worker/time/called.ts";
import { localDate } from "../../worker/time/instants.ts";

test.each([
  ["11月5日", "2027-11-05"],
  ["11.5", "2027-11-05"],
  ["11月4号", "2027-11-04"],
  ["11-3", "2028-11-03"],
  ["1月2日", "2028-01-02"],
  ["今天", "2027-11-04"],
  ["明天", "2027-11-05"],
  ["后天", "2027-11-06"],
  ["2027-1-2", "2027-01-02"],
  ["大后天", "大后天"],
  ["2月30日", "2028-02-30"],
  ["", ""],
])("%j on 4 November 2027 is %j", (typed, kept) => {
  expect(dayCalled(typed, localDate("2027-11-04"))).toBe(kept);
});
