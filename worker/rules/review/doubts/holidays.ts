import { dayNumber } from "../../../time/instants.ts";
import { type WorkCalendar, works } from "../../engine/calendar.ts";
import type { LocalHolidays, RuleSet } from "../../schema/rule-set.ts";
import { sectionNames } from "../../schema/words.ts";
import type { Doubt } from "./doubt.ts";

/** A year's notice none of whose days off lies where any of the festivals may fall: often a mistyped month. */
export function missedFestivals({ localHolidays }: RuleSet): Doubt[] {
  const { festivals = [], notices = [] } = localHolidays ?? {};
  return notices
    .filter(({ daysOff }) => daysOff.length > 0 && !daysOff.some((days) => touches(days, festivals)))
    .map(({ year }) => doubt(`${year}年的通知没有一天放假落在地方节日可能的日期内。`));
}

/** A day named as worked in exchange that would be worked without a notice. */
export function workdaysAnyway({ localHolidays }: RuleSet, national: WorkCalendar): Doubt[] {
  return (localHolidays?.notices ?? []).flatMap(({ workdays }) =>
    workdays
      .filter((day) => works(national, dayNumber(day)))
      .map((day) => doubt(`${day} 本来就是工作日，不用列为调休上班。`)),
  );
}

type DaysOff = LocalHolidays["notices"][number]["daysOff"][number];

function touches({ from, to }: DaysOff, festivals: LocalHolidays["festivals"]): boolean {
  return [from, to].some((day) =>
    festivals.some(
      (festival) =>
        from <= `${day.slice(0, 4)}-${festival.to}` && to >= `${day.slice(0, 4)}-${festival.from}`,
    ),
  );
}

const doubt = (message: string): Doubt => ({
  at: "localHolidays",
  name: sectionNames.localHolidays,
  message,
});
