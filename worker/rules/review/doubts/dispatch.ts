import { type Duration, durationWords } from "../../../time/duration.ts";
import { countyCalendar, type WorkCalendar } from "../../engine/calendar.ts";
import { dueAfter } from "../../engine/duration.ts";
import type { RuleSet } from "../../schema/rule-set.ts";
import { MONDAY } from "./clocks.ts";
import type { Doubt } from "./doubt.ts";

const doubt = (message: string): Doubt => ({ at: "handling.dispatch", name: "派单", message });

/** Units that may answer after all of the matter is due. */
export function slowAnswers(rules: RuleSet, calendar: WorkCalendar): Doubt[] {
  const { dispatch, overall } = rules.handling;
  if (!dispatch || !isLonger(dispatch.within, overall.limit, rules, calendar)) return [];
  const [within, whole] = [dispatch.within, overall.limit].map(durationWords);
  return [doubt(`承办时限 ${within}，长于总期限 ${whole}。`)];
}

/** A part that may still be given back when its answer is due. */
export function lateReturns(rules: RuleSet, calendar: WorkCalendar): Doubt[] {
  const { dispatch } = rules.handling;
  if (!dispatch?.returns || !isLonger(dispatch.returns.within, dispatch.within, rules, calendar)) return [];
  const [returning, within] = [dispatch.returns.within, dispatch.within].map(durationWords);
  return [doubt(`提出退回的时限 ${returning}，长于承办时限 ${within}。`)];
}

/** A route that gives matters to units, where the rules know no dispatch. */
export function idleLeads({ handling }: RuleSet): Doubt[] {
  if (handling.dispatch) return [];
  return (handling.routes ?? [])
    .filter(({ lead }) => lead !== undefined)
    .map(({ key, name }) => ({
      ...{ at: `handling.routes.${key}`, name },
      message: `没有规定派单，“${name}”不会直接派给主办单位。`,
    }));
}

function isLonger(one: Duration, other: Duration, rules: RuleSet, calendar: WorkCalendar): boolean {
  const county = countyCalendar(calendar, rules);
  return dueAfter(county, MONDAY, one).due > dueAfter(county, MONDAY, other).due;
}
