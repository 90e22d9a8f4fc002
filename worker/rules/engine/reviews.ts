import type { Instant } from "../../time/instants.ts";
import type { ReviewInstance } from "../schema/reviews.ts";
import type { RuleSet } from "../schema/rule-set.ts";
import { countyCalendar, type Due, type WorkCalendar } from "./calendar.ts";
import { dueAfter } from "./duration.ts";

/** Until when a review of some instance may be asked for; `since`: the end that it is about, or the answer before, whichever is later. */
export const reviewableUntil = (
  rules: RuleSet,
  { request }: ReviewInstance,
  since: Instant,
  calendar: WorkCalendar,
): Due => dueAfter(countyCalendar(calendar, rules), since, request);

/** When one that was asked for must be answered; undefined where the rules know no instance of that name. */
export function reviewAnswerDue(
  rules: RuleSet,
  name: string,
  askedAt: Instant,
  calendar: WorkCalendar,
): Due | undefined {
  const limit = rules.handling.reviews?.instances.find((instance) => instance.name === name)?.answer;
  return limit && dueAfter(countyCalendar(calendar, rules), askedAt, limit);
}
