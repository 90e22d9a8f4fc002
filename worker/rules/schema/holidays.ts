import type * as z from "zod";
import { dayNumber, type LocalDate } from "../../time/instants.ts";

/** What is checked of local holidays. */
interface Holidays {
  festivals: { name: string; from: string; to: string }[];
  notices: Notice[];
}
interface Notice {
  year: number;
  daysOff: { from: LocalDate; to: LocalDate }[];
  workdays: LocalDate[];
}
type Path = (string | number)[];
type Refuse = (path: Path, message: string, english?: string) => void;

/** What is wrong in words for people; in English too where a person at a shell reads it. */
export const refuser =
  (context: z.RefinementCtx): Refuse =>
  (path, message, english) =>
    context.addIssue({ code: "custom", path, message, ...(english && { params: { english } }) });

/** Days off that one year's notice may give; no published one comes near, and due times stay soon reckoned. */
const MOST_DAYS_OFF = 60;

/** Refuses holidays that contradict each other: whichever was read last would win without a word. */
export function checkHolidays({ festivals, notices }: Holidays, context: z.RefinementCtx): void {
  const refuse = refuser(context);
  for (const [index, { from, to }] of festivals.entries()) {
    const message = "最早不能晚于最晚，跨年的节日请分成年底、年初两项";
    if (from > to) refuse(["festivals", index, "to"], message);
  }
  checkYears(notices, refuse);
  for (const [index, notice] of notices.entries()) checkNotice(notice, ["notices", index], refuse);
  checkTwice(notices, (index) => ["notices", index], refuse);
}

function checkYears(notices: readonly Notice[], refuse: Refuse): void {
  const years = notices.map(({ year }) => year);
  for (const [index, year] of years.entries()) {
    if (years.indexOf(year) === index) continue;
    refuse(["notices", index, "year"], `${year}年已有一份通知，请并入那一份`);
  }
}

/**
 * A year's notice may reach into the December before and the January after it. The State Council's own do (those for
 * 2019 and 2023 begin on 29 and 31 December), and a festival by the lunar or Islamic calendar, or its make-up days, may lie
 * on both sides of New Year.
 */
export function checkNotice({ year, daysOff, workdays }: Notice, path: Path, refuse: Refuse): void {
  const outside = (day: LocalDate) => day < `${year - 1}-12-01` || day > `${year + 1}-01-31`;
  const message = `${year}年的通知只能安排上年12月至次年1月的日期`;
  const english = `a notice for ${year} orders days from December before to January after it`;
  for (const [index, { from, to }] of daysOff.entries()) {
    if (outside(from) || outside(to)) refuse([...path, "daysOff", index], message, english);
  }
  for (const [index, day] of workdays.entries()) {
    if (outside(day)) refuse([...path, "workdays", index], message, english);
  }
  const sum = daysOff.reduce((days, stretch) => days + daysIn(stretch).length, 0);
  if (sum > MOST_DAYS_OFF) {
    const chinese = `一份通知放假合计不能超过${MOST_DAYS_OFF}天，现在是${sum}天`;
    refuse([...path, "daysOff"], chinese, `at most ${MOST_DAYS_OFF} days off in all, not ${sum}`);
  }
}

/** `at`: where the notice with an index stands. */
export function checkTwice(notices: readonly Notice[], at: (index: number) => Path, refuse: Refuse): void {
  const off = new Set<number>();
  for (const [index, { daysOff }] of notices.entries()) {
    for (const [stretch, ends] of daysOff.entries()) {
      const days = daysIn(ends);
      const path = [...at(index), "daysOff", stretch];
      if (days.some((day) => off.has(day))) refuse(path, "与另一段放假重叠", "overlaps another stretch");
      for (const day of days) off.add(day);
    }
  }
  for (const [index, { workdays }] of notices.entries()) {
    for (const [nth, day] of workdays.entries()) {
      if (!off.has(dayNumber(day))) continue;
      const path = [...at(index), "workdays", nth];
      refuse(path, `${day}已列为放假，不能又上班`, `${day} is listed as a day off`);
    }
  }
}

function daysIn({ from, to }: Notice["daysOff"][number]): number[] {
  const first = dayNumber(from);
  return Array.from({ length: dayNumber(to) - first + 1 }, (_, index) => first + index);
}
