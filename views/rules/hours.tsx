import type { LocalHolidays, OfficeHours, Reminders, Service } from "../../worker/rules/schema/rule-set.ts";
import { sectionNames, serviceRests, weekdays } from "../../worker/rules/schema/words.ts";
import { formatFullDate, formatYearlyDay } from "../../worker/time/format.ts";
import { Rule, type RulesProps } from "./basis.tsx";
import { Section, Singles } from "./section.tsx";

/** When offices are open and when reminders go out: what due times are counted by. */
export function HourRules({ rules, mark }: RulesProps) {
  const { officeHours, localHolidays, reminders } = rules;
  return (
    <Section id="hours" mark={mark}>
      <Singles>
        <Rule
          name={sectionNames.officeHours}
          at="officeHours"
          mark={mark}
          lines={[...officeHourLines(officeHours), "工作日和调休按国务院办公厅每年的放假通知计算"]}
          source={officeHours.source}
        />
        <Rule
          name={sectionNames.localHolidays}
          at="localHolidays"
          mark={mark}
          unused={localHolidays === undefined}
          lines={localHolidays ? holidayLines(localHolidays) : ["没有地方节日，只按国家规定放假"]}
          source={localHolidays?.source}
        />
        <Rule
          name={sectionNames.reminders}
          at="reminders"
          mark={mark}
          lines={reminderLines(reminders)}
          source={reminders.source}
        />
      </Singles>
    </Section>
  );
}

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

/** `星期六：08:30 至 12:00` */
const weekdayWords = ({ weekdays: own = [] }: Pick<OfficeHours, "weekdays">): string[] =>
  own.map(({ days, periods }) => `${days.map((day) => weekdays[day]).join("、")}：${periodWords(periods)}`);

function holidayLines({ festivals, notices }: LocalHolidays): string[] {
  const told = notices.map(({ year, document, daysOff, workdays }) => {
    const off = daysOff.map(({ from, to }) => [...new Set([from, to])].map(formatFullDate).join("至"));
    const made = workdays.length > 0 ? `，${workdays.map(formatFullDate).join("、")}上班` : "";
    return `${year}年放假通知（${document}）：${off.length > 0 ? `${off.join("、")}放假` : "不放假"}${made}`;
  });
  return [
    ...festivals.map(
      ({ name, from, to }) => `${name}：每年在${formatYearlyDay(from)}至${formatYearlyDay(to)}之间`,
    ),
    ...(told.length > 0 ? told : ["还没有录入年度放假通知"]),
  ];
}

function reminderLines({ at, workdaysBefore, overdueEvery }: Reminders): string[] {
  const before = [...workdaysBefore].sort((one, other) => other - one);
  const days = before.map((days) => (days === 0 ? "到期当日" : `到期前 ${days} 个工作日`));
  return [
    `只在工作日 ${at} 提醒`,
    ...(days.length > 0 ? [days.join("、")] : []),
    overdueEvery === undefined ? "超期后不重复提醒" : `超期后每 ${overdueEvery} 个工作日提醒一次`,
    "发到设置了群机器人的单位；没有设置的单位，登录后在待办里看",
  ];
}
