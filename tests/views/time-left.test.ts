import { describe, expect, test } from "vitest";
import { timeLeft } from "../../views/lists/time-left.ts";
import { bounds } from "../../worker/domain/lists/scan.ts";
import { at } from "../rules/examples.ts";

const now = at("2026-11-20 10:00");

describe("what is due", () => {
  test.each([
    ["2026-11-20 18:00", "今天 18:00", ["today", "week"]],
    ["2026-11-21 00:00", "今天 24:00", ["today", "week"]],
    ["2026-11-21 00:01", "明天 00:01", ["week"]],
    ["2026-11-22 00:00", "明天 24:00", ["week"]],
    ["2026-11-23 00:00", "还剩2天", ["week"]],
    ["2026-11-28 00:00", "还剩7天", ["week"]],
    ["2026-11-28 00:01", "还剩8天", []],
    ["2026-11-20 09:00", "超期1小时", ["overdue"]],
  ])("at %s is said as %s, and counted: %j", (due, text, buckets) => {
    expect(timeLeft(at(due), now)?.text).toBe(text);
    const within = (["overdue", "today", "week"] as const).filter((bucket) => {
      const { from, until } = bounds(bucket, now);
      return from <= at(due) && at(due) < until;
    });
    expect(within).toEqual(buckets);
  });
});
