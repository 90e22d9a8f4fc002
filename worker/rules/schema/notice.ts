import * as z from "zod";
import { dayNumber, type LocalDate, weekday } from "../../time/instants.ts";
import { dueTimes } from "./acts.ts";
import { checkNotice, checkTwice, refuser } from "./holidays.ts";
import { Day, distinct, Name } from "./terms.ts";

const Stretch = z
  .strictObject({
    from: Day.meta({ title: "起", acts: dueTimes }),
    to: Day.meta({ title: "止", description: "含当日", acts: dueTimes }),
  })
  .refine(({ from, to }) => from <= to, {
    error: "起日不能晚于止日",
    params: { english: "the first day must not be after the last" },
    abort: true,
  })
  .refine(({ from, to }) => dayNumber(to) - dayNumber(from) < 31, {
    error: "一次放假不能超过31天",
    params: { english: "at most 31 days at a stretch" },
    abort: true,
  });

/** What a notice orders for one year: stretches off, both ends included, and days worked in exchange. */
export const YearlyNotice = z.strictObject({
  year: z.int().min(2000).max(2100).meta({ title: "年份", acts: dueTimes }),
  document: Name.meta({ title: "文号", acts: ["resident.commitments"] }),
  daysOff: z.array(Stretch).max(20).meta({ title: "放假" }),
  workdays: distinct(Day, 20).default([]).meta({ title: "调休上班", acts: dueTimes }),
});

/** A notice of the State Council, 国务院办公厅关于…年部分节假日安排的通知, with what later documents changed of it. */
export const HolidayNotice = z
  .strictObject({ ...YearlyNotice.shape, title: Name.meta({ title: "标题" }) })
  .superRefine((notice, context) => {
    const refuse = refuser(context);
    checkNotice(notice, [], refuse);
    checkTwice([notice], () => [], refuse);
    checkNational(notice, refuse);
  });
export type HolidayNotice = z.infer<typeof HolidayNotice>;

/** Off by law in every year since 2000 (全国年节及纪念日放假办法, art. 2): where one is missing the notice isn't whole. */
const always = ["01-01", "05-01", "10-01", "10-02", "10-03"];

function checkNational(
  { year, title, document, daysOff, workdays }: HolidayNotice,
  refuse: ReturnType<typeof refuser>,
): void {
  if (!title.includes(`${year}年`))
    refuse(["title"], `标题里须有“${year}年”`, `must name the year: ${year}年`);
  if (!/〔\d{4}〕\d+号/.test(document)) {
    refuse(
      ["document"],
      "须是文号，例如 国办发明电〔2025〕7号",
      "must be a number such as 国办发明电〔2025〕7号",
    );
  }
  const isOff = (day: string) => daysOff.some(({ from, to }) => from <= day && day <= to);
  for (const day of always.map((day) => `${year}-${day}`).filter((day) => !isOff(day))) {
    refuse(["daysOff"], `法定节假日 ${day} 没有列为放假`, `${day} is off by law and missing`);
  }
  const days = [
    ...daysOff.map(({ to }, index) => [["daysOff", index], to] as const),
    ...workdays.map((day, index) => [["workdays", index], day] as const),
  ];
  for (const [at, day] of days) {
    if (day > `${year}-12-31`)
      refuse([...at], `${day}属于下一年的通知`, `${day} belongs to the next year's notice`);
  }
  for (const [index, day] of workdays.entries()) refuseWeekday(day, ["workdays", index], refuse);
}

/** Days worked in exchange are Saturdays and Sundays: another day is mistyped. */
function refuseWeekday(day: LocalDate, at: (string | number)[], refuse: ReturnType<typeof refuser>): void {
  if (weekday(day) > 5) return;
  refuse(at, `${day}不是周六、周日，不用调休上班`, `${day} is neither Saturday nor Sunday`);
}
