import {
  countyCalendar,
  moveWorkdays,
  type WorkCalendar,
  works,
} from "../../../worker/rules/engine/calendar.ts";
import type { RuleSet } from "../../../worker/rules/schema/rule-set.ts";
import { clockMs, dayEnding, type Instant, instantOf } from "../../../worker/time/instants.ts";

/**
 * When to remind of something that opened and is due, in order: on working days at the rule set's hour. What
 * would come before it opened, or after it is due, is left out.
 */
export function reminderTimes(
  rules: RuleSet,
  { opened, due }: { opened: Instant; due: Instant },
  calendar: WorkCalendar,
): Instant[] {
  const county = countyCalendar(calendar, rules);
  const dueDay = dayEnding(due);
  const lastWorkday = works(county, dueDay) ? dueDay : moveWorkdays(county, dueDay, -1);
  const times = rules.reminders.workdaysBefore.map((count) =>
    instantOf(moveWorkdays(county, lastWorkday, -count), clockMs(rules.reminders.at)),
  );
  return [...new Set(times)].filter((at) => at > opened && at < due).sort();
}

/** The first reminder of something overdue after `now`, or undefined where the rules don't repeat. */
export function overdueReminder(
  rules: RuleSet,
  due: Instant,
  now: Instant,
  calendar: WorkCalendar,
): Instant | undefined {
  const { overdueEvery, at } = rules.reminders;
  if (overdueEvery === undefined) return undefined;
  const county = countyCalendar(calendar, rules);
  for (let day = moveWorkdays(county, dayEnding(due), 1); ; day = moveWorkdays(county, day, overdueEvery)) {
    const time = instantOf(day, clockMs(at));
    if (time > now && time > due) return time;
  }
}
