import type { WorkCalendar } from "../engine/calendar.ts";
import type { RuleSet } from "../schema/rule-set.ts";
import { unreachableBands, unreachedConsequences } from "./doubts/assessments.ts";
import {
  idleServices,
  idleUrgencies,
  lateReminders,
  shortOverall,
  shortWithAcceptance,
  unusedWindows,
} from "./doubts/clocks.ts";
import { idleLeads, lateReturns, slowAnswers } from "./doubts/dispatch.ts";
import type { Doubt } from "./doubts/doubt.ts";
import { missedFestivals, workdaysAnyway } from "./doubts/holidays.ts";
import { plainSeasons } from "./doubts/hours.ts";
import { lowCaps, unaffordableRedemptions } from "./doubts/points.ts";
import { closedToResidents } from "./doubts/sources.ts";

export type { Doubt } from "./doubts/doubt.ts";

/**
 * What a rule set may say but can hardly mean: a cap below one award, a window no level uses. A doubt forbids nothing
 * and asks for no reason; each follows from the rules and the calendar, whatever a county does.
 */
export function doubtsOf(rules: RuleSet, calendar: WorkCalendar): Doubt[] {
  return checks.flatMap((check) => check(rules, calendar));
}

const checks: readonly ((rules: RuleSet, calendar: WorkCalendar) => Doubt[])[] = [
  closedToResidents,
  shortOverall,
  shortWithAcceptance,
  idleServices,
  idleUrgencies,
  unusedWindows,
  slowAnswers,
  lateReturns,
  idleLeads,
  lowCaps,
  unaffordableRedemptions,
  unreachableBands,
  unreachedConsequences,
  missedFestivals,
  workdaysAnyway,
  plainSeasons,
  lateReminders,
];
