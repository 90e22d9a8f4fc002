import type { HolidayNotice } from "../../worker/rules/schema/notice.ts";
import type { RuleSet } from "../../worker/rules/schema/rule-set.ts";

/**
 * Working days and office hours, read from the words of rules and notices once more, with nothing of the engine: docs/domain.md
 * (Time) and docs/decisions/036. Days are counted from 1970 in China, eight hours ahead.
 */
export interface Days {
  works(day: number): boolean;
  /** Milliseconds after midnight. */
  periods(day: number): readonly Period[];
}
type Period = readonly [from: number, to: number];

export const DAY = 86_400_000;
const ahead = 8 * 3_600_000;

export const dayAt = (at: string): number => Math.floor((Date.parse(at) + ahead) / DAY);
export const momentOn = (day: number, ms: number): string => new Date(day * DAY + ms - ahead).toISOString();
export const dateOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);
export const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY;
/** The day that a due time belongs to: midnight ends the day before. */
export const dayEndingAt = (at: string): number => dayAt(new Date(Date.parse(at) - 1).toISOString());

/** When a day ends for a limit. */
export function endOf(days: Days, day: number, midnight: boolean): string {
  return momentOn(day, midnight ? DAY : (days.periods(day).at(-1)?.[1] ?? Number.NaN));
}

const clock = (text: string): number => {
  const [hours = 0, minutes = 0] = text.split(":").map(Number);
  return (hours * 60 + minutes) * 60_000;
};
const readPeriods = (periods: readonly { from: string; to: string }[]): Period[] =>
  periods.map(({ from, to }) => [clock(from), clock(to)]);

type Notice = Pick<HolidayNotice, "year" | "daysOff" | "workdays">;

/** What notices say of days, the later year's last. */
function ordered(notices: readonly Notice[]): Map<number, "off" | "worked"> {
  const said = new Map<number, "off" | "worked">();
  for (const { daysOff, workdays } of [...notices].sort((one, other) => one.year - other.year)) {
    for (const { from, to } of daysOff)
      for (let day = dayOf(from); day <= dayOf(to); day++) said.set(day, "off");
    for (const date of workdays) said.set(dayOf(date), "worked");
  }
  return said;
}

const fixed = ["01-01", "05-01", "05-02", "10-01", "10-02", "10-03"];
const weekdayNames = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/** What was read of rules under some notices: both are never changed. */
const known = new WeakMap<RuleSet, Map<string, Days>>();
const numbers = new Map<readonly Notice[], number>();

/** Of a county: offices, or the service of that key. */
export function daysOf(rules: RuleSet, notices: readonly Notice[], key = ""): Days {
  const own = known.get(rules) ?? new Map<string, Days>();
  known.set(rules, own);
  numbers.set(notices, numbers.get(notices) ?? numbers.size);
  const name = `${numbers.get(notices)} ${key}`;
  const days = own.get(name) ?? oncePerDay(readDays(rules, notices, key));
  own.set(name, days);
  return days;
}

/** The same, and no day is looked at twice. */
function oncePerDay({ works, periods }: Days): Days {
  const [worked, opened] = [new Map<number, boolean>(), new Map<number, readonly Period[]>()];
  return {
    works: (day) => {
      const found = worked.get(day) ?? works(day);
      worked.set(day, found);
      return found;
    },
    periods: (day) => {
      const found = opened.get(day) ?? periods(day);
      opened.set(day, found);
      return found;
    },
  };
}

function readDays(rules: RuleSet, notices: readonly Notice[], key: string): Days {
  const nation = ordered(notices);
  const local = ordered((rules.localHolidays?.notices ?? []) as Notice[]);
  const orderAt = (day: number) => local.get(day) ?? nation.get(day);
  const service = rules.serviceHours?.services.find((one) => one.key === key);
  const named = (day: number) => namedHours(rules, day);
  const isWeekend = (day: number) => [0, 6].includes(weekdayOf(day));
  const usual = (day: number) => service?.rests === "holidays" || !isWeekend(day) || named(day) !== undefined;
  return {
    works: (day) => {
      if (service?.rests === "never") return true;
      const order = orderAt(day);
      if (order) return order === "worked";
      return usual(day) && !fixed.includes(dateOf(day).slice(5));
    },
    periods: (day) => {
      if (service) return service.periods ? readPeriods(service.periods) : [[0, DAY]];
      const exchanged = isWeekend(day) && orderAt(day) === "worked";
      return readPeriods((exchanged ? undefined : named(day)) ?? weekOf(rules, day).periods);
    },
  };
}

// 1 January 1970 was a Thursday.
const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7;

/** The week that holds on a day: a season's own as a whole, or the year's. */
function weekOf({ officeHours }: RuleSet, day: number): Pick<RuleSet["officeHours"], "periods" | "weekdays"> {
  const date = dateOf(day).slice(5);
  const within = ({ from, to }: { from: string; to: string }) =>
    from <= to ? from <= date && date <= to : date >= from || date <= to;
  return officeHours.seasons.find(within) ?? officeHours;
}

function namedHours(rules: RuleSet, day: number) {
  const name = weekdayNames[weekdayOf(day)];
  return weekOf(rules, day).weekdays?.find(({ days }) => (days as readonly string[]).includes(name ?? ""))
    ?.periods;
}
