import type { WorkCalendar } from "../../rules/engine/calendar.ts";
import { acceptanceDue, levelTerms, startsAccepted } from "../../rules/engine/handling.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import { type Duration, durationWords } from "../../time/duration.ts";
import { formatDueBy } from "../../time/format.ts";
import type { Instant } from "../../time/instants.ts";
import { type ClassInputs, step } from "./clocks.ts";

/**
 * By when a level must be done with what comes to it: a time; or where its limit begins with acceptance, by when it must have
 * accepted, and how long it has then.
 */
export type Within = { readonly due: string } | { readonly acceptBy: string; readonly limit: Duration };

/** Of what comes to a level now. @throws RangeError for a level the rules don't have. */
export function withinFrom(
  rules: RuleSet,
  inputs: { level: string; above: string | null } & ClassInputs,
  { now, calendar }: { readonly now: Instant; readonly calendar: WorkCalendar },
): Within {
  const { level, above: _above, ...of } = inputs;
  const accept = startsAccepted(rules, level) ? acceptanceDue(rules, level, now, calendar) : undefined;
  const { limit } = levelTerms(rules, level, of);
  if (accept && limit) return { acceptBy: accept.due, limit };
  return { due: step.reckon(rules, calendar, now, inputs)?.due ?? now };
}

/** For staff: `应于11月25日 18:00 前办理`, `应于11月25日 18:00 前受理，受理后 5 个工作日内办理` */
export const withinWords = (within: Within, now: Instant): string =>
  "due" in within
    ? `应于${formatDueBy(within.due as Instant, now)}办理`
    : `应于${formatDueBy(within.acceptBy as Instant, now)}受理，受理后 ${durationWords(within.limit)}内办理`;

/** For residents: the county set a limit, and nobody knows yet that it is kept. `时限是11月25日 18:00 前`, `时限是受理后 5 个工作日` */
export const limitedTo = (within: Within, now: Instant): string =>
  "due" in within
    ? `时限是${formatDueBy(within.due as Instant, now)}`
    : `时限是受理后 ${durationWords(within.limit)}`;
