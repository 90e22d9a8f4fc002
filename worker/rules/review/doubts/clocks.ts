import type { Duration } from "../../../time/duration.ts";
import { durationWords } from "../../../time/duration.ts";
import { dayEnding, dayOf, instant } from "../../../time/instants.ts";
import { countyCalendar, moveWorkdays, type WorkCalendar } from "../../engine/calendar.ts";
import { dueAfter } from "../../engine/duration.ts";
import type { RuleSet } from "../../schema/rule-set.ts";
import { sectionNames } from "../../schema/words.ts";
import type { Doubt } from "./doubt.ts";

/** Spans in different units are compared from one Monday morning without a holiday for weeks: 2 March 2026, 9:00. */
const MONDAY = instant("2026-03-02T09:00:00+08:00");

/** A matter whose overall limit is over before one level's own limit is. */
export function shortOverall(rules: RuleSet, calendar: WorkCalendar): Doubt[] {
  const { overall } = rules.handling;
  const county = countyCalendar(calendar, rules);
  return limitsOf(rules)
    .filter(({ limit }) => isShorter(overall.limit, limit, county))
    .map(({ name, limit }) => ({
      at: "handling.overall",
      name: "总期限",
      message: `总期限 ${durationWords(overall.limit)}，短于“${name}”的办理时限 ${durationWords(limit)}。`,
    }));
}

/** A window that binds nobody. */
export function unusedWindows({ handling }: RuleSet): Doubt[] {
  const used = new Set(handling.levels.map(({ window }) => window));
  return handling.windows
    .filter(({ key }) => !used.has(key))
    .map(({ key, name }) => ({
      at: `handling.windows.${key}`,
      name,
      message: `没有办理层级使用窗口“${name}”，它不起作用。`,
    }));
}

/** A reminder so early that it would come before the shortest step began. */
export function lateReminders(rules: RuleSet, calendar: WorkCalendar): Doubt[] {
  const county = countyCalendar(calendar, rules);
  const dueDay = ({ limit }: Limit) => dayEnding(dueAfter(county, MONDAY, limit).due);
  const [shortest] = limitsOf(rules).sort((one, other) => dueDay(one) - dueDay(other));
  if (!shortest) return [];
  return rules.reminders.workdaysBefore
    .filter((count) => moveWorkdays(county, dueDay(shortest), -count) < dayOf(MONDAY))
    .map((count) => ({
      at: "reminders",
      name: sectionNames.reminders,
      message: `到期前 ${count} 个工作日的提醒，早于“${shortest.name}”收到事项的时间（办理时限 ${durationWords(shortest.limit)}），这一级收不到。`,
    }));
}

interface Limit {
  name: string;
  limit: Duration;
}

const limitsOf = ({ handling }: RuleSet): Limit[] =>
  handling.levels.flatMap(({ name, limit }) => (limit ? [{ name, limit }] : []));

function isShorter(one: Duration, other: Duration, county: WorkCalendar): boolean {
  const [[unit, amount] = []] = Object.entries(one);
  const same = unit === undefined ? undefined : (other as Record<string, number>)[unit];
  if (same !== undefined) return (amount ?? 0) < same;
  return dueAfter(county, MONDAY, one).due < dueAfter(county, MONDAY, other).due;
}
