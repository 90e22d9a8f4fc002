import type { RuleSet } from "../schema/rule-set.ts";
import { countyCalendar, type WorkCalendar } from "./calendar.ts";
import { serviceFrom } from "./office.ts";

/**
 * The calendar that a limit is counted by: that of a service, where one is named, otherwise of offices. A day on which the
 * service works is a working day of it, and its hours are the office hours. @throws RangeError for a service the rules
 * don't have.
 */
export function serviceCalendar(
  calendar: WorkCalendar,
  rules: RuleSet,
  key: string | undefined,
): WorkCalendar {
  const county = countyCalendar(calendar, rules);
  if (key === undefined) return county;
  const service = rules.serviceHours?.services.find((each) => each.key === key);
  if (!service) throw new RangeError(`the rules have no service ${key}`);
  return { ...county, service: serviceFrom(service) };
}
