import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { dueWithPauses, leftOf } from "../../../worker/rules/engine/pauses.ts";
import type { Duration } from "../../../worker/time/duration.ts";
import { at, beijing, calendar, rulesOf } from "../examples.ts";

const examplesPage = readFileSync(join(import.meta.dirname, "../../../docs/pauses.md"), "utf8");
const examples = [...examplesPage.matchAll(/^\| ((?:\d|by the 10th).*) \|$/gm)].map(([, row = ""]) =>
  row.split(" | ").map((cell) => cell.trim()),
) as [string, string, string, string, string, string][];

const { handling } = rulesOf("xinye");
const rules = rulesOf("xinye", {
  handling: { ...handling, windows: [{ key: "tenth", name: "每月10日前", byDay: 10 }] },
  localHolidays: undefined,
});

/** `5 days`, `5 days, by the 10th`, `by the 10th`. */
function termsOf(words: string): { limit?: Duration; window?: string } {
  const [, amount, unit] = /^([\d.]+) (\w+)/.exec(words) ?? [];
  const limit = unit ? { limit: { [unit]: Number(amount) } as Duration } : {};
  return { ...limit, ...(words.endsWith("by the 10th") ? { window: "tenth" } : {}) };
}

/** `2026-02-14 19:00 to 2026-02-23 10:00`, several with a comma between. */
const pausesOf = (words: string) =>
  words.split(", ").map((pause) => {
    const [paused = "", resumed = ""] = pause.split(" to ");
    return { pausedAt: at(paused), resumedAt: at(resumed) };
  });

describe("the examples of the decision on pauses", () => {
  test("are all found", () => {
    expect(examples.length).toBe(examplesPage.match(/^\|.*2026/gm)?.length);
    expect(examples.length).toBeGreaterThan(25);
  });

  test.each(examples)("%s, began %s, stood still %s: %s left, due %s", (by, began, still, left, due) => {
    const { limit, window } = termsOf(by);
    const pauses = pausesOf(still);
    const result = dueWithPauses(rules, { limit, window }, at(began), pauses, calendar);
    expect([beijing(result.due), result.warnings]).toEqual([due, []]);
    const last = pauses.at(-1)?.pausedAt ?? at(began);
    const leftThen = limit && leftOf(rules, limit, at(began), pauses.slice(0, -1), last, calendar);
    expect(leftThen).toEqual(limit && termsOf(left).limit);
  });
});
