import fc from "fast-check";
import { presets } from "../../db/presets/index.ts";
import { workCalendar } from "../../worker/rules/engine/calendar.ts";
import { stateCouncilNotices } from "../../worker/rules/engine/notices.ts";
import { RuleSet, type RuleSetInput } from "../../worker/rules/schema/rule-set.ts";
import type { Duration } from "../../worker/time/duration.ts";
import { type ClockTime, type Instant, instant, instantAt, localDate } from "../../worker/time/instants.ts";

/** The years the examples were reckoned by: a notice that comes later changes none of them. */
export const calendar = workCalendar(stateCouncilNotices.filter(({ year }) => year <= 2026));

/** `2026-11-20 16:40`, Beijing time. */
export function at(text: string): Instant {
  const [day = "", time = ""] = text.split(" ");
  return instantAt(localDate(day), time as ClockTime);
}

/** The inverse of `at`, for readable failures. */
export function beijing(moment: Instant): string {
  return new Date(Date.parse(moment) + 8 * 3_600_000).toISOString().slice(0, 16).replace("T", " ");
}

/** A preset's rules, with a few sections replaced. */
export function rulesOf(key: keyof typeof presets, change: Partial<RuleSetInput> = {}): RuleSet {
  return RuleSet.parse({ ...presets[key].rules, ...change });
}

/** Any moment of the years whose notices are loaded, to the millisecond. */
export const moments: fc.Arbitrary<Instant> = fc
  .integer({ min: Date.parse("2025-01-01T00:00:00Z"), max: Date.parse("2026-10-31T00:00:00Z") })
  .map(instant);

export const durations: fc.Arbitrary<Duration> = fc.oneof(
  fc.record({ workdays: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ workingHours: fc.integer({ min: 1, max: 200 }) }),
  fc.record({ days: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ daysToMidnight: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ daysUnmoved: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ daysUnmovedToMidnight: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ hours: fc.integer({ min: 1, max: 500 }) }),
);
