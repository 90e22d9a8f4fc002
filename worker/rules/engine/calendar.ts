import {
  clockMs,
  dateOfDay,
  dayNumber,
  type Instant,
  instantOf,
  type LocalDate,
  weekdayOfDay,
} from "../../time/instants.ts";
import type { HolidayNotice } from "../schema/notice.ts";
import type { LocalHolidays, OfficeHours } from "../schema/rule-set.ts";
import { changedDays, isFixedHoliday, stateCouncilNotices } from "./notices.ts";
import {
  defaultOfficeHours,
  type Hours,
  isOfficeDay,
  type Office,
  officeFrom,
  type Service,
  weekOn,
} from "./office.ts";

/** Working days and office hours of one county. Build once with `workCalendar`, adapt with `countyCalendar`. */
export interface WorkCalendar {
  /** Greater for a calendar of later notices; 0 for those that the product comes with. */
  readonly revision: number;
  /** Years whose State Council notice is loaded. */
  readonly years: ReadonlySet<number>;
  /** Days that differ from what their weekday says, as `changedDays` tells them. */
  readonly national: ReadonlyMap<number, boolean>;
  readonly local: ReadonlyMap<number, boolean>;
  /** Local holidays that every year should have a notice for, and the years that have one. */
  readonly festivals: LocalHolidays["festivals"];
  readonly localYears: ReadonlySet<number>;
  readonly office: Office;
  /** The service that it is the calendar of, instead of offices. */
  readonly service?: Service;
}

/** Something a person must know before trusting a date: the days it rests on are assumed by their weekdays. */
export interface CalendarWarning {
  readonly kind: "yearNotLoaded" | "localNoticeMissing";
  readonly year: number;
  readonly message: string;
}

/** A due instant and what is uncertain about it. */
export interface Due {
  readonly due: Instant;
  readonly warnings: readonly CalendarWarning[];
}

/** A calendar from yearly notices, without anything local. */
export function workCalendar(
  notices: readonly HolidayNotice[] = stateCouncilNotices,
  revision = 0,
): WorkCalendar {
  return {
    revision,
    years: new Set(notices.map(({ year }) => year)),
    national: changedDays(notices),
    local: new Map(),
    festivals: [],
    localYears: new Set(),
    office: officeFrom(defaultOfficeHours),
  };
}

/** The same calendar with a tenant's office hours and local holidays; every rule function applies it itself. */
export function countyCalendar(
  calendar: WorkCalendar,
  county: { officeHours: OfficeHours; localHolidays?: LocalHolidays | undefined },
): WorkCalendar {
  const { festivals = [], notices = [] } = county.localHolidays ?? {};
  return {
    ...calendar,
    local: changedDays(notices),
    festivals,
    localYears: new Set(notices.map(({ year }) => year)),
    office: officeFrom(county.officeHours),
  };
}

/** Whether offices work that day; where the year's notice is missing, Monday to Friday and a warning. */
export function isWorkday(
  calendar: WorkCalendar,
  date: LocalDate,
): { workday: boolean; warnings: readonly CalendarWarning[] } {
  const day = dayNumber(date);
  return { workday: works(calendar, day), warnings: warningsBetween(calendar, day, day) };
}

/** The `count`th working day after a day, or before it when negative; the day itself is not counted. */
export function addWorkdays(
  calendar: WorkCalendar,
  date: LocalDate,
  count: number,
): { date: LocalDate; warnings: readonly CalendarWarning[] } {
  const start = dayNumber(date);
  const end = moveWorkdays(calendar, start, count);
  const step = Math.sign(count);
  return { date: dateOfDay(end), warnings: warningsBetween(calendar, start + step, end) };
}

/** The first working day after a day. */
export function nextWorkday(calendar: WorkCalendar, date: LocalDate) {
  return addWorkdays(calendar, date, 1);
}

/** When offices close on a day, whether or not it is a working day. */
export function closeOf(calendar: WorkCalendar, day: number): Instant {
  return instantOf(day, hoursOn(calendar, day).at(-1)?.to ?? clockMs("18:00"));
}

export function works(calendar: WorkCalendar, day: number): boolean {
  const { office, service } = calendar;
  if (service?.rests === "never") return true;
  const usual = service?.rests === "holidays" || isOfficeDay(office, day);
  return orderedOn(calendar, day) ?? (usual && !isFixedHoliday(day));
}

/** Whether notices make a day worked (true) or off (false), whatever its weekday; undefined where none names it. */
export const orderedOn = (calendar: WorkCalendar, day: number): boolean | undefined =>
  calendar.local.get(day) ?? calendar.national.get(day);

/**
 * Days that a clock looks ahead or back at most. A thousand working hours, one a day, with sixty local days off a year
 * take under six years. What older rules would draw out further ends here; the years it ran through have warned.
 */
export const LONGEST = 10 * 366;

export function moveWorkdays(calendar: WorkCalendar, from: number, count: number): number {
  const step = Math.sign(count);
  const end = from + step * LONGEST;
  let day = from;
  for (let left = Math.abs(count); left > 0 && day !== end; ) {
    day += step;
    if (works(calendar, day)) left -= 1;
  }
  return day;
}

/** Office hours of a day, were it worked. A Saturday or Sunday worked in exchange has those of most days. */
export function hoursOn(calendar: WorkCalendar, day: number): Hours {
  if (calendar.service) return calendar.service.periods;
  const week = weekOn(calendar.office, day);
  const own = week.weekdays[weekdayOfDay(day)] ?? week.periods;
  return weekdayOfDay(day) > 5 && orderedOn(calendar, day) === true ? week.periods : own;
}

/** What is uncertain about when offices close on a day: nothing, unless it has hours that an exchange takes away. */
export const doubtsOfClose = (calendar: WorkCalendar, day: number): readonly CalendarWarning[] =>
  weekdayOfDay(day) > 5 && !calendar.service && isOfficeDay(calendar.office, day)
    ? warningsBetween(calendar, day, day)
    : [];

/**
 * Days before New Year that the next year's notice may change: those for 2007, 2008, 2012, 2019 and 2023 moved days
 * from 29 to 31 December, none an earlier one (国办发明电〔2018〕15号: Saturday 29 December 2018 worked, Monday 31 off).
 */
const REACH = 3;

/** What is uncertain about the days from one to another, in either order, both included. */
export function warningsBetween(
  calendar: WorkCalendar,
  one: number,
  other: number,
): readonly CalendarWarning[] {
  const from = Math.min(one, other);
  const to = Math.max(one, other);
  const warnings: CalendarWarning[] = [];
  if (calendar.service?.rests === "never") return warnings;
  for (let year = yearOf(from); year <= yearOf(to + REACH); year += 1) {
    if (!calendar.years.has(year)) {
      const message = `${year}年国务院放假通知尚未载入，${assumed(calendar)}推算`;
      warnings.push({ kind: "yearNotLoaded", year, message });
    }
    for (const { name } of calendar.localYears.has(year) ? [] : festivalsBetween(calendar, year, from, to)) {
      warnings.push({ kind: "localNoticeMissing", year, message: `${year}年${name}放假通知尚未载入` });
    }
  }
  return warnings;
}

/** By what days are reckoned that nobody has announced. */
function assumed({ office, service }: WorkCalendar): string {
  if (service?.rests === "holidays") return "休息日暂按固定的节日";
  return `工作日暂按${office.weekends ? "平常的办公日" : "周一至周五"}`;
}

/** The warnings of several reckonings, each once. */
export function allWarnings(...lists: readonly (readonly CalendarWarning[])[]): CalendarWarning[] {
  return [...new Map(lists.flat().map((warning) => [warning.message, warning])).values()];
}

/** Festivals of one year that may touch a stretch of days. */
function festivalsBetween({ festivals }: WorkCalendar, year: number, from: number, to: number) {
  const dayIn = (text: string) => dayNumber(`${year}-${text}` as LocalDate);
  return festivals.filter((festival) => dayIn(festival.from) <= to && dayIn(festival.to) >= from);
}

function yearOf(day: number): number {
  return Number(dateOfDay(day).slice(0, 4));
}
