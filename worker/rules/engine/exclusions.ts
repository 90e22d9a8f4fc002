import type { Instant } from "../../time/instants.ts";
import type { RuleSet } from "../schema/rule-set.ts";
import { countyCalendar, type Due, type WorkCalendar } from "./calendar.ts";
import { dueAfter } from "./duration.ts";

/** Until when a matter that ended may be asked to be excluded; undefined where the rules know no exclusions. */
export function excludableUntil(rules: RuleSet, closedAt: Instant, calendar: WorkCalendar): Due | undefined {
  const within = rules.handling.exclusions?.within;
  return within && dueAfter(countyCalendar(calendar, rules), closedAt, within);
}

/** When such a request must be answered. */
export function exclusionAnswerDue(
  rules: RuleSet,
  askedAt: Instant,
  calendar: WorkCalendar,
): Due | undefined {
  const limit = rules.handling.exclusions?.answer;
  return limit && dueAfter(countyCalendar(calendar, rules), askedAt, limit);
}
