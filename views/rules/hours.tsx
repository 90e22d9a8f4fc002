import { holidayLines, officeHourLines, workdaysSaid } from "../../worker/rules/document/hours.ts";
import type { LocalHolidays, Reminders } from "../../worker/rules/schema/rule-set.ts";
import { sectionNames } from "../../worker/rules/schema/words.ts";
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
          lines={[...officeHourLines(officeHours), workdaysSaid]}
          source={officeHours.source}
        />
        <Rule
          name={sectionNames.localHolidays}
          at="localHolidays"
          mark={mark}
          unused={localHolidays === undefined}
          lines={localHolidays ? holidaysTold(localHolidays) : ["没有地方节日，只按国家规定放假"]}
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

/** For staff, who see to it: also that no year's notice is there yet. */
const holidaysTold = (holidays: LocalHolidays): string[] => [
  ...holidayLines(holidays),
  ...(holidays.notices.length === 0 ? ["还没有录入年度放假通知"] : []),
];
