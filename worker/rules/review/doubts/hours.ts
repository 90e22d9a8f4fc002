import type { RuleSet } from "../../schema/rule-set.ts";
import { sectionNames, weekdays } from "../../schema/words.ts";
import type { Doubt } from "./doubt.ts";

type Day = keyof typeof weekdays;

/** A season that says nothing of weekdays which have hours of their own for the rest of the year. */
export function plainSeasons({ officeHours }: RuleSet): Doubt[] {
  const own = (officeHours.weekdays ?? []).flatMap(({ days }) => days);
  if (own.length === 0) return [];
  return officeHours.seasons
    .filter(({ weekdays = [] }) => weekdays.length === 0)
    .map(({ name }) => ({
      at: "officeHours",
      name: sectionNames.officeHours,
      message: `“${name}”没有写另有安排的星期，这个季节里${meant(own)}。`,
    }));
}

/** `星期六休息，星期五按这个季节平常的时段办公` */
function meant(own: readonly Day[]): string {
  const named = (days: readonly Day[], what: string) =>
    days.length > 0 ? [`${days.map((day) => weekdays[day]).join("、")}${what}`] : [];
  const atWeekends = own.filter(isWeekend);
  const others = own.filter((day) => !isWeekend(day));
  return [...named(atWeekends, "休息"), ...named(others, "按这个季节平常的时段办公")].join("，");
}

const isWeekend = (day: Day): boolean => day === "saturday" || day === "sunday";
