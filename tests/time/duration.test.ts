import { expect, test } from "vitest";
import { durationWords } from "../../worker/time/duration.ts";

test.each([
  [{ workdays: 3 }, "3 个工作日"],
  [{ workingHours: 8 }, "8 个工作小时"],
  [{ days: 75 }, "75 天"],
  [{ daysToMidnight: 10 }, "10 天（到24:00）"],
  [{ daysUnmoved: 10 }, "10 天（休息日不顺延）"],
  [{ daysUnmovedToMidnight: 10 }, "10 天（到24:00，休息日不顺延）"],
  [{ hours: 0.5 }, "0.5 小时"],
])("%j reads %s", (duration, words) => {
  expect(durationWords(duration)).toBe(words);
});
