import fc from "fast-check";
import { expect, test } from "vitest";
import {
  formatDate,
  formatDay,
  formatDueBy,
  formatFullDate,
  formatFullMoment,
  formatMoment,
  formatSpan,
  formatWait,
  formatWeekday,
  formatYearlyDay,
} from "../../worker/time/format.ts";
import { clockTimeOf, type Instant, type LocalDate } from "../../worker/time/instants.ts";

const at = (iso: string) => iso as Instant;
const on = (date: string) => date as LocalDate;
/** Saturday 21 November 2026, 17:00 in Shanghai. */
const now = at("2026-11-21T09:00:00.000Z");

test.each([
  ["2026-11-21T10:00:00.000Z", "今天 18:00"],
  ["2026-11-20T16:00:00.000Z", "今天 00:00"],
  ["2026-11-20T15:59:59.999Z", "昨天 23:59"],
  ["2026-11-21T16:00:00.000Z", "明天 00:00"],
  ["2026-11-23T01:30:00.000Z", "后天 09:30"],
  ["2026-11-25T10:00:00.000Z", "11月25日 18:00"],
  ["2026-12-31T15:59:00.000Z", "12月31日 23:59"],
  ["2026-12-31T16:00:00.000Z", "2027年1月1日 00:00"],
  ["2025-11-25T10:00:00.000Z", "2025年11月25日 18:00"],
])("%s is shown in Shanghai as %s", (iso, shown) => {
  expect(formatMoment(at(iso), now)).toBe(shown);
});

test.each([
  ["2026-11-25T10:00:00.000Z", "11月25日 18:00 前"],
  ["2026-11-25T16:00:00.000Z", "11月25日 24:00 前"],
  ["2026-11-21T16:00:00.000Z", "今天 24:00 前"],
  ["2026-12-31T16:00:00.000Z", "12月31日 24:00 前"],
])("a deadline at %s reads %s: midnight belongs to the day that ends", (iso, shown) => {
  expect(formatDueBy(at(iso), now)).toBe(shown);
});

test("days without a time are days, whatever the hour", () => {
  expect(formatDay(on("2026-11-21"), now)).toBe("今天");
  expect(formatDay(on("2026-11-22"), at("2026-11-21T16:00:00.000Z"))).toBe("今天");
  expect(formatFullDate(on("2026-11-25"))).toBe("2026年11月25日");
  expect(formatFullMoment(at("2026-11-25T10:05:00.000Z"))).toBe("2026年11月25日 18:05");
  expect(formatWeekday(on("2026-11-21"))).toBe("星期六");
  expect(formatWeekday(at("2026-11-21T16:00:00.000Z"))).toBe("星期日");
});

test("a day of this year goes without its year, a day of every year too", () => {
  expect(formatDate(on("2026-11-21"), now)).toBe("11月21日");
  expect(formatDate(at("2026-12-31T16:00:00.000Z"), now)).toBe("2027年1月1日");
  expect(formatYearlyDay("06-01")).toBe("6月1日");
});

test("what is no time at all spoils no page", () => {
  for (const text of ["", "2026-11-2x", "<b>2026-11-21</b>"]) {
    expect(formatDay(on(text), now)).toMatch(/NaN/);
    expect(formatDueBy(at(text), now)).toMatch(/NaN/);
  }
});

test("times agree with what Intl says of Asia/Shanghai", () => {
  const clock = new Intl.DateTimeFormat("zh-CN", { timeZone: "Asia/Shanghai", dateStyle: "long" });
  const hour = new Intl.DateTimeFormat("zh-CN", { timeZone: "Asia/Shanghai", timeStyle: "short" });
  // China kept summer time until 1991.
  const recent = { min: new Date("1992-01-01"), max: new Date("2100-01-01"), noInvalidDate: true };
  fc.assert(
    fc.property(fc.date(recent), (date) => {
      const instant = at(date.toISOString());
      expect(formatFullDate(instant)).toBe(clock.format(date));
      expect(clockTimeOf(instant)).toBe(hour.format(date));
    }),
  );
});

test.each([
  [0, "不到1分钟"],
  [59_999, "不到1分钟"],
  [35 * 60_000, "35分钟"],
  [3 * 3_600_000, "3小时"],
  [3 * 3_600_000 + 5 * 60_000, "3小时5分钟"],
  [51 * 3_600_000, "2天3小时"],
  [48 * 3_600_000 + 60_000, "2天"],
])("a span of %d ms reads %s", (span, shown) => {
  expect(formatSpan(span)).toBe(shown);
});

test("a wait is rounded up, so that nobody comes back too early", () => {
  expect([0, 0.2, 40, 60, 61].map(formatWait)).toEqual(["1秒", "1秒", "40秒", "1分钟", "2分钟"]);
});
