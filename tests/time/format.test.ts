import fc from "fast-check";
import { expect, test } from "vitest";
import {
  formatDay,
  formatDueBy,
  formatFullDate,
  formatFullMoment,
  formatMoment,
  formatSpan,
  formatTime,
  formatWeekday,
} from "../../worker/time/format.ts";
import type { Instant, LocalDate } from "../../worker/time/instants.ts";

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

test("times agree with what Intl says of Asia/Shanghai", () => {
  const clock = new Intl.DateTimeFormat("zh-CN", { timeZone: "Asia/Shanghai", dateStyle: "long" });
  const hour = new Intl.DateTimeFormat("zh-CN", { timeZone: "Asia/Shanghai", timeStyle: "short" });
  // China kept summer time until 1991.
  const recent = { min: new Date("1992-01-01"), max: new Date("2100-01-01"), noInvalidDate: true };
  fc.assert(
    fc.property(fc.date(recent), (date) => {
      const instant = at(date.toISOString());
      expect(formatFullDate(instant)).toBe(clock.format(date));
      expect(formatTime(instant)).toBe(hour.format(date));
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
