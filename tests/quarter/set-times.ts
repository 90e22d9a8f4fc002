import type { RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { type Class, limitOf } from "./classes.ts";
import { type Days, dateOf, dayAt, dayEndingAt, daysOf, endOf } from "./days.ts";
import { daysDue, daysWithin, limitDue, type Notices, type Still, spans, workdayAfter } from "./reckoning.ts";

/** Times that people set, once more: in working days of whatever a level is counted by, each ending as its days end. */
export interface Counted {
  readonly days: Days;
  readonly unit: string;
}

export const byOffices = (rules: RuleSet, notices: Notices): Counted => ({
  days: daysOf(rules, notices),
  unit: "workdays",
});

export function byLevel(rules: RuleSet, notices: Notices, key: string, of: Class): Counted {
  const level = rules.handling.levels.find((one) => one.key === key);
  if (!level) return byOffices(rules, notices);
  const [unit = ""] = Object.keys(limitOf(rules, level, of) ?? {});
  return { days: daysOf(rules, notices, level.service), unit: unit in spans ? unit : "workdays" };
}

const endsAt = ({ days, unit }: Counted, day: number): string =>
  endOf(days, day, unit in spans && spans[unit as keyof typeof spans].midnight);

/** A time that somebody set keeps the working days that were left of it. */
export function setDue(by: Counted, set: string, { pausedAt, resumedAt }: Still): string {
  if (set < pausedAt || pausedAt === resumedAt) return set;
  const left = daysWithin(by.days.works, dayAt(pausedAt), dayEndingAt(set));
  if (left === 0) return daysDue(by.days, by.unit, 0, resumedAt);
  return endsAt(by, workdayAfter(by.days, dayAt(resumedAt), left));
}

/** The days to which a level may ask for more time. */
export function extensionDays(rules: RuleSet, by: Counted, until: string): string[] {
  const { extensions } = rules.handling;
  if (!extensions) return [];
  const within = new Date(Date.parse(until) - 1).toISOString();
  const last = dayEndingAt(limitDue(by.days, extensions.longest, within, []));
  const found: string[] = [];
  for (let day = dayAt(within); day <= last; day++)
    if (by.days.works(day) && endsAt(by, day) > until) found.push(dateOf(day));
  return found;
}
