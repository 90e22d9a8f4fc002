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
type Refuse = (path: (string | number)[], message: string) => void;

/** Days off that one year's notice may give; no published one comes near, and due times stay soon reckoned. */
const MOST_DAYS_OFF = 60;

/** Refuses holidays that contradict each other: whichever was read last would win without a word. */
export function checkHolidays({ festivals, notices }: Holidays, context: z.RefinementCtx): void {
  const refuse: Refuse = (path, message) => context.addIssue({ code: "custom", path, message });
  for (const [index, { from, to }] of festivals.entries()) {
    const message = "最早不能晚于最晚，跨年的节日请分成年底、年初两项";
    if (from > to) refuse(["festivals", index, "to"], message);
  }
  checkYears(notices, refuse);
  for (const [index, notice] of notices.entries()) checkNotice(notice, ["notices", index], refuse);
  checkTwice(notices, refuse);
}

function checkYears(notices: readonly Notice[], refuse: Refuse): void {
  const years = notices.map(({ year }) => year);
  for (const [index, year] of years.entries()) {
    if (years.indexOf(year) === index) continue;
    refuse(["notices", index, "year"], `${year}年已有一份通知，请并入那一份`);
  }
}

/**
 * A year's notice may reach into the December before and the January after it. The State Council's own do (2019 and
 * 2023 began on 29 and 31 December), and a festival by the lunar or Islamic calendar, or its make-up days, may lie
 * on both sides of New Year.
 */
function checkNotice({ year, daysOff, workdays }: Notice, path: (string | number)[], refuse: Refuse): void {
  const outside = (day: LocalDate) => day < `${year - 1}-12-01` || day > `${year + 1}-01-31`;
  const message = `${year}年的通知只能安排上年12月至次年1月的日期`;
  for (const [index, { from, to }] of daysOff.entries()) {
    if (outside(from) || outside(to)) refuse([...path, "daysOff", index], message);
  }
  for (const [index, day] of workdays.entries()) {
    if (outside(day)) refuse([...path, "workdays", index], message);
  }
  const sum = daysOff.reduce((days, stretch) => days + daysIn(stretch).length, 0);
  if (sum > MOST_DAYS_OFF) {
    refuse([...path, "daysOff"], `一份通知放假合计不能超过${MOST_DAYS_OFF}天，现在是${sum}天`);
  }
}

function checkTwice(notices: readonly Notice[], refuse: Refuse): void {
  const off = new Set<number>();
  for (const [index, { daysOff }] of notices.entries()) {
    for (const [at, stretch] of daysOff.entries()) {
      const days = daysIn(stretch);
      if (days.some((day) => off.has(day))) refuse(["notices", index, "daysOff", at], "与另一段放假重叠");
      for (const day of days) off.add(day);
    }
  }
  for (const [index, { workdays }] of notices.entries()) {
    for (const [at, day] of workdays.entries()) {
      if (off.has(dayNumber(day))) refuse(["notices", index, "workdays", at], `${day}已列为放假，不能又上班`);
    }
  }
}

function daysIn({ from, to }: Notice["daysOff"][number]): number[] {
  const first = dayNumber(from);
  return Array.from({ length: dayNumber(to) - first + 1 }, (_, index) => first + index);
}
