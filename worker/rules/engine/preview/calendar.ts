import {
  addDays,
  dateIn,
  dateOfDay,
  dayNumber,
  type LocalDate,
  localDateOf,
  partsOf,
  weekdayOfDay,
} from "../../../time/instants.ts";
import type { RuleSet } from "../../schema/rule-set.ts";
import {
  type CalendarWarning,
  countyCalendar,
  type WorkCalendar,
  warningsBetween,
  works,
} from "../calendar.ts";
import { type Recurrence, recurring } from "../recurring.ts";
import { dayNote } from "./days.ts";

/** Something the rules want on a day. */
export interface PreviewEntry {
  readonly kind: Recurrence["kind"];
  readonly name: string;
  /** The item it rests on: `meetings.series.joint`. */
  readonly rule: string;
  /** At which level, and what the day means for it. */
  readonly detail: string;
}

export interface PreviewDay {
  readonly date: LocalDate;
  /** Monday is 1, Sunday is 7. */
  readonly weekday: number;
  readonly workday: boolean;
  /** 放假, 调休上班 or a local festival. */
  readonly note?: string | undefined;
  readonly entries: readonly PreviewEntry[];
}

/**
 * Whole months from the one a day lies in, each day with what the rules want on it: the last day of everything that
 * recurs, and the first where that isn't the first of a month anyway.
 */
export function previewCalendar(
  rules: RuleSet,
  from: LocalDate,
  months: number,
  calendar: WorkCalendar,
): { days: PreviewDay[]; warnings: readonly CalendarWarning[] } {
  const county = countyCalendar(calendar, rules);
  const first = dayNumber(monthAfter(from, 0));
  const last = dayNumber(monthAfter(from, months)) - 1;
  const marks = marksBetween(rules, dateOfDay(first), dateOfDay(last), calendar);
  const days = Array.from({ length: last - first + 1 }, (_, index) =>
    dayOfPreview(county, first + index, marks),
  );
  return { days, warnings: warningsBetween(county, first, last) };
}

function dayOfPreview(county: WorkCalendar, day: number, marks: readonly Mark[]): PreviewDay {
  const date = dateOfDay(day);
  return {
    date,
    weekday: weekdayOfDay(day),
    workday: works(county, day),
    note: dayNote(county, day),
    entries: marks.filter((mark) => mark.date === date).map(({ entry }) => entry),
  };
}

interface Mark {
  date: LocalDate;
  entry: PreviewEntry;
}

/** The longest period is a year; what opens now may be due that much later. */
const LONGEST = 366;

function marksBetween(rules: RuleSet, from: LocalDate, to: LocalDate, calendar: WorkCalendar): Mark[] {
  return recurring(rules, from, addDays(to, LONGEST), calendar).flatMap((recurrence) => {
    const { opens, due } = recurrence;
    const begins = { date: opens, entry: entryOf(rules, recurrence, "begins") };
    const ends = { date: localDateOf(due), entry: entryOf(rules, recurrence, "ends") };
    return opens.endsWith("-01") || opens === ends.date ? [ends] : [begins, ends];
  });
}

const says: Readonly<Record<Recurrence["kind"], { begins: string; ends: string }>> = {
  meeting: { begins: "当日起召开", ends: "最迟当日召开" },
  window: { begins: "当日起办理", ends: "当日办理截止" },
  collection: { begins: "当日起征集", ends: "当日征集截止" },
  filing: { begins: "当日起报备", ends: "最迟当日报备" },
  round: { begins: "当日起巡访", ends: "最迟当日完成" },
  assessment: { begins: "当日起考核", ends: "最迟当日公布" },
};

const listOf: Readonly<Record<Recurrence["kind"], string>> = {
  meeting: "meetings.series",
  window: "handling.windows",
  collection: "lists.lists",
  filing: "handling.whistles",
  round: "duty.rounds",
  assessment: "assessments.schemes",
};

/** What comes after the period it is for, so that the day alone doesn't tell which. */
const afterPeriod: readonly Recurrence["kind"][] = ["filing", "assessment"];

function entryOf({ organisation }: RuleSet, recurrence: Recurrence, side: "begins" | "ends"): PreviewEntry {
  const { kind, key, name, level, label } = recurrence;
  const held = organisation.levels.find(({ key }) => key === level)?.name;
  const period = afterPeriod.includes(kind) && label;
  return {
    kind,
    name,
    rule: `${listOf[kind]}.${key}`,
    detail: [held, period, says[kind][side]].filter(Boolean).join("，"),
  };
}

/** The first day of the month so many months after a day's own. */
function monthAfter(date: LocalDate, months: number): LocalDate {
  const { year, month } = partsOf(date);
  return dateIn(year, month + months, 1);
}
