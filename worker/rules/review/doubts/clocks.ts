import { type Duration, durationWords, partsOfSpan } from "../../../time/duration.ts";
import { dayEnding, dayOf, type Instant, instant } from "../../../time/instants.ts";
import { classWords } from "../../document/phrases.ts";
import { countyCalendar, moveWorkdays, type WorkCalendar } from "../../engine/calendar.ts";
import type { MatterClass } from "../../engine/classes.ts";
import { dueAfter } from "../../engine/duration.ts";
import { overallTerms } from "../../engine/handling.ts";
import { serviceCalendar } from "../../engine/services.ts";
import type { RuleSet } from "../../schema/rule-set.ts";
import { sectionNames } from "../../schema/words.ts";
import type { Doubt } from "./doubt.ts";

/** Spans in different units are compared from one Monday morning without a holiday for weeks: 2 March 2026, 9:00. */
export const MONDAY = instant("2026-03-02T09:00:00+08:00");

/** A matter whose overall limit is over before one level's own limit is. */
export function shortOverall(rules: RuleSet, calendar: WorkCalendar): Doubt[] {
  const county = countyCalendar(calendar, rules);
  return [...limitsOf(rules, calendar), ...classLimitsOf(rules, calendar)]
    .map((level) => ({ ...level, whole: overallTerms(rules, level.of).limit }))
    .filter(({ whole, ...level }) => isShorter(whole, level, county))
    .map(({ name, limit, whole }) => ({
      at: "handling.overall",
      name: "总期限",
      message: `总期限 ${durationWords(whole)}，短于“${name}”的办理时限 ${durationWords(limit)}。`,
    }));
}

/** A matter whose overall limit, counted from the report, is over before a level's own is that waits for acceptance. */
export function shortWithAcceptance(rules: RuleSet, calendar: WorkCalendar): Doubt[] {
  const { overall, levels } = rules.handling;
  if (overall.startsOn === "acceptance") return [];
  const county = countyCalendar(calendar, rules);
  const until = dueAfter(county, MONDAY, overall.limit).due;
  return levels.flatMap(({ name, limit, acceptWithin, startsOn, service }) => {
    if (startsOn !== "acceptance" || !limit || !acceptWithin) return [];
    const by = serviceCalendar(calendar, rules, service);
    const accepted = dueAfter(county, MONDAY, acceptWithin).due;
    const [alone, both] = [MONDAY, accepted].map((from) => dueAfter(by, from, limit).due) as [
      Instant,
      Instant,
    ];
    if (alone > until || both <= until) return [];
    const message = `总期限 ${durationWords(overall.limit)}自上报起算，短于“${name}”的受理期限 ${durationWords(acceptWithin)}加办理时限 ${durationWords(limit)}。`;
    return [{ at: "handling.overall", name: "总期限", message }];
  });
}

/** An urgency by which no limit differs. */
export function idleUrgencies({ intake, handling }: RuleSet): Doubt[] {
  const { overall, levels, dispatch } = handling;
  const rows = [overall, ...levels, ...(dispatch ? [dispatch] : [])].flatMap(({ limits = [] }) => limits);
  const used = new Set(rows.map(({ urgency }) => urgency));
  return (intake.urgencies ?? [])
    .filter(({ key }) => !used.has(key))
    .map(({ key, name }) => ({
      at: `intake.urgencies.${key}`,
      name,
      message: `没有一条时限按“${name}”计算，选了它时限也不变。`,
    }));
}

/** A level that names a service whose hours make no difference to its limit. */
export function idleServices({ handling }: RuleSet): Doubt[] {
  const indifferent = (limit: Duration | undefined) =>
    limit === undefined || "hours" in limit || "daysUnmovedToMidnight" in limit;
  return handling.levels
    .filter(({ service, limit }) => service !== undefined && indifferent(limit))
    .map(({ key, name }) => ({
      at: `handling.levels.${key}`,
      name,
      message: `“${name}”没有按工作日、工作小时或到下班为止的时限，所选的计时依据不起作用。`,
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
  const dueDay = ({ limit, by }: Limit) => dayEnding(dueAfter(by, MONDAY, limit).due);
  const [shortest] = limitsOf(rules, calendar).sort((one, other) => dueDay(one) - dueDay(other));
  if (!shortest) return [];
  return rules.reminders.workdaysBefore
    .filter((count) => moveWorkdays(county, dueDay(shortest), -count) < dayOf(MONDAY))
    .map((count) => ({
      at: "reminders",
      name: sectionNames.reminders,
      message: `到期前 ${count} 个工作日的提醒，早于“${shortest.name}”收到事项的时间（办理时限 ${durationWords(shortest.limit)}），这一级收不到。`,
    }));
}

/** `by`: the calendar that it is counted by; `own` where that is a service's. */
interface Limit {
  name: string;
  limit: Duration;
  own: boolean;
  by: WorkCalendar;
  of: MatterClass;
}

const limitsOf = (rules: RuleSet, calendar: WorkCalendar): Limit[] =>
  rules.handling.levels.flatMap(({ name, limit, service }) =>
    limit
      ? [{ name, limit, own: service !== undefined, by: serviceCalendar(calendar, rules, service), of: {} }]
      : [],
  );

/** The same of limits by class: `网格”的“急办`, as it stands within quotation marks. */
const classLimitsOf = (rules: RuleSet, calendar: WorkCalendar): Limit[] =>
  rules.handling.levels.flatMap(({ name, limits = [], service }) =>
    limits.map(({ limit, ...of }) => ({
      name: `${name}”对${classWords(rules, of).replace(/”事项$/, "")}`,
      limit,
      own: service !== undefined,
      by: serviceCalendar(calendar, rules, service),
      of,
    })),
  );

function isShorter(one: Duration, { limit, own, by }: Limit, county: WorkCalendar): boolean {
  const [unit, amount] = partsOfSpan(one);
  const same = own ? undefined : (limit as Record<string, number>)[unit];
  if (same !== undefined) return amount < same;
  return dueAfter(county, MONDAY, one).due < dueAfter(by, MONDAY, limit).due;
}
