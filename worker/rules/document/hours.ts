import { formatFullDate, formatYearlyDay } from "../../time/format.ts";
import type { LocalHolidays, OfficeHours, RuleSet, Service } from "../schema/rule-set.ts";
import { serviceRests, weekdays } from "../schema/words.ts";

/** When somebody is there, in sentences. Like `words.ts` it knows no schema. */

const periodWords = (periods: OfficeHours["periods"]): string =>
  periods.map(({ from, to }) => `${from} 至 ${to}`).join("，");

/** The hours of most of the year, then weekdays and seasons with their own. */
export function officeHourLines(hours: Pick<OfficeHours, "periods" | "weekdays" | "seasons">): string[] {
  return [
    periodWords(hours.periods),
    ...weekdayWords(hours),
    ...hours.seasons.map((season) => {
      const when = `${season.name}（${formatYearlyDay(season.from)}至${formatYearlyDay(season.to)}）`;
      return `${when}：${[periodWords(season.periods), ...weekdayWords(season)].join("；")}`;
    }),
  ];
}

/** `全年无休`, `08:00 至 20:00` */
export const serviceLines = ({ rests, periods }: Service): string[] => [
  serviceRests[rests],
  periods ? periodWords(periods) : "全天24小时",
];

/** By what working days are counted. */
export const workdaysSaid = "工作日和调休按国务院办公厅每年的放假通知计算";

/** A county's own festivals, and each year's notice of them. */
export function holidayLines({ festivals, notices }: LocalHolidays): string[] {
  const told = notices.map(({ year, document, daysOff, workdays }) => {
    const off = daysOff.map(({ from, to }) => [...new Set([from, to])].map(formatFullDate).join("至"));
    const made = workdays.length > 0 ? `，${workdays.map(formatFullDate).join("、")}上班` : "";
    return `${year}年放假通知（${document}）：${off.length > 0 ? `${off.join("、")}放假` : "不放假"}${made}`;
  });
  return [
    ...festivals.map(
      ({ name, from, to }) => `${name}：每年在${formatYearlyDay(from)}至${formatYearlyDay(to)}之间`,
    ),
    ...told,
  ];
}

/** Office hours, then those of each service: `供水抢修：全年无休，全天24小时`. */
export const openingLines = ({
  officeHours,
  serviceHours,
}: Pick<RuleSet, "officeHours" | "serviceHours">): string[] => [
  ...officeHourLines(officeHours),
  ...(serviceHours?.services ?? []).map((service) => `${service.name}：${serviceLines(service).join("，")}`),
];

/** `星期六：08:30 至 12:00` */
const weekdayWords = ({ weekdays: own = [] }: Pick<OfficeHours, "weekdays">): string[] =>
  own.map(({ days, periods }) => `${days.map((day) => weekdays[day]).join("、")}：${periodWords(periods)}`);
