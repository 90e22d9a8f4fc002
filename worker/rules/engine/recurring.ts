import { addDays, dateOfDay, dayNumber, type LocalDate, localDateOf } from "../../time/instants.ts";
import type { Cadence, RuleSet, Window } from "../schema/rule-set.ts";
import { closeOf, countyCalendar, type Due, type WorkCalendar, warningsBetween } from "./calendar.ts";
import { found, shifted } from "./handling.ts";
import { lastMomentOf, type Period, periodOf } from "./meetings.ts";

/** Something the rules want done in every period, by each unit of its level. */
export interface Recurrence extends Due {
  readonly kind: "meeting" | "window" | "collection" | "filing" | "round" | "assessment";
  /** Key and name of the series, window, list, whistle, round or assessment scheme. */
  readonly key: string;
  readonly name: string;
  /** Key of the organisation's level; undefined for an assessment of posts, member units or others. */
  readonly level: string | undefined;
  /** The period it is for, in words: `2026年11月`. */
  readonly label: string;
  /** The first day on which it can be done. */
  readonly opens: LocalDate;
}

/**
 * What falls due on the days from one to another, both included, by due time: meetings, handling windows,
 * collections for lists, monthly filings of whistles, rounds with a cadence, and assessments up to their
 * publication. What a single matter, resolution or claim brings about isn't among it.
 */
export function recurring(
  rules: RuleSet,
  from: LocalDate,
  to: LocalDate,
  calendar: WorkCalendar,
): Recurrence[] {
  const county = countyCalendar(calendar, rules);
  return demandsOf(rules)
    .flatMap((demand) => recurrencesAround(demand, county, from, to))
    .filter(({ due }) => localDateOf(due) >= from && localDateOf(due) <= to)
    .sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
}

interface Demand extends Pick<Recurrence, "kind" | "key" | "name" | "level"> {
  readonly cadence: Cadence;
  /** From when it can be done in a period, and by when it must be. */
  readonly openIn: (period: Period, county: WorkCalendar) => Opening;
}

type Opening = Due & Pick<Recurrence, "opens">;

function demandsOf(rules: RuleSet): Demand[] {
  return [
    ...rules.meetings.series.flatMap((series) => withCadence("meeting", series, series.cadence)),
    ...(rules.lists?.lists ?? []).flatMap((list) => withCadence("collection", list, list.collection)),
    ...(rules.duty?.rounds ?? []).flatMap((round) => withCadence("round", round, round.cadence)),
    ...windowsOf(rules),
    ...filingsOf(rules),
    ...assessmentsOf(rules),
  ];
}

type Entry = Readonly<Record<"key" | "name" | "level", string>>;

function withCadence(kind: Recurrence["kind"], { key, name, level }: Entry, cadence?: Cadence): Demand[] {
  const openIn: Demand["openIn"] = (period, county) => ({
    opens: period.windowStart,
    ...lastMomentOf(period, county),
  });
  return cadence ? [{ kind, key, name, level, cadence, openIn }] : [];
}

const MONTHLY: Cadence = { every: "month" };

function windowsOf({ handling }: RuleSet): Demand[] {
  return handling.levels.flatMap(({ level, window }) => {
    if (!window) return [];
    const { key, name, fromDay, byDay, dayOff } = found(handling.windows, window);
    const openIn: Demand["openIn"] = ({ start }, county) =>
      between(county, addDays(start, fromDay - 1), addDays(start, byDay - 1), dayOff);
    return [{ kind: "window", key, name, level, cadence: MONTHLY, openIn }];
  });
}

/** A month's whistles are filed in the month after it. */
function filingsOf({ handling }: RuleSet): Demand[] {
  return handling.whistles.flatMap(({ key, name, from, filing }) =>
    filing
      ? [{ kind: "filing", key, name, level: from, cadence: MONTHLY, openIn: inMonthAfter(filing.byDay) }]
      : [],
  );
}

/**
 * When a month's whistles of a kind must be filed, of the month in which a day lies. Undefined where the rules ask for no
 * filing of them.
 */
export function filingDue(
  rules: RuleSet,
  whistleKey: string,
  within: LocalDate,
  calendar: WorkCalendar,
): Due | undefined {
  const filing = rules.handling.whistles.find(({ key }) => key === whistleKey)?.filing;
  if (!filing) return undefined;
  const { due, warnings } = inMonthAfter(filing.byDay)(
    periodOf(MONTHLY, within),
    countyCalendar(calendar, rules),
  );
  return { due, warnings };
}

function assessmentsOf({ assessments }: RuleSet): Demand[] {
  return (assessments?.schemes ?? []).flatMap(({ key, name, subjects, every, publication }) => {
    const levels = new Set(subjects.map((subject) => (subject.of === "level" ? subject.key : undefined)));
    const openIn = inMonthAfter(publication.byDay);
    return [...levels].map((level) => ({ kind: "assessment", key, name, level, cadence: { every }, openIn }));
  });
}

/** A last day that is off moves on: 民法典 art. 203. */
function inMonthAfter(byDay: number): Demand["openIn"] {
  return ({ end }, county) => between(county, addDays(end, 1), addDays(end, byDay), "after");
}

/** From a day until offices close on another, moved when that is off; no later than it ends. */
function between(county: WorkCalendar, opens: LocalDate, last: LocalDate, dayOff: Window["dayOff"]): Opening {
  const nominal = dayNumber(last);
  const end = shifted(county, nominal, dayOff);
  return {
    opens: dateOfDay(Math.min(dayNumber(opens), end)),
    due: closeOf(county, end),
    warnings: warningsBetween(county, nominal, end),
  };
}

/** Days by which a due time may lie outside its period: publications and filings by a month, and longer holidays. */
const MARGIN = 92;

function recurrencesAround(
  demand: Demand,
  county: WorkCalendar,
  from: LocalDate,
  to: LocalDate,
): Recurrence[] {
  const { kind, key, name, level, cadence, openIn } = demand;
  const around: Recurrence[] = [];
  const last = addDays(to, MARGIN);
  for (let day = addDays(from, -MARGIN); day <= last; ) {
    const period = periodOf(cadence, day);
    around.push({ kind, key, name, level, label: period.label, ...openIn(period, county) });
    day = addDays(period.end, 1);
  }
  return around;
}

function orderOf({ due, kind, key, level }: Recurrence): string {
  return `${due} ${kind} ${key} ${level}`;
}
