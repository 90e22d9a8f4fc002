import { DAY, dayNumber, localDate } from "../../time/instants.ts";
import type { HolidayNotice } from "../schema/notice.ts";

/**
 * The State Council's yearly notices that the product comes with. They come out each November for the next year; whoever
 * runs an installation loads later ones and corrections as data (`npm run notices`).
 */
export const stateCouncilNotices: readonly HolidayNotice[] = [
  // Of 12 November 2024.
  notice(
    2025,
    "国办发明电〔2024〕12号",
    "01-01 01-28/02-04 04-04/04-06 05-01/05-05 05-31/06-02 10-01/10-08",
    "01-26 02-08 04-27 09-28 10-11",
  ),
  // Of 4 November 2025.
  notice(
    2026,
    "国办发明电〔2025〕7号",
    "01-01/01-03 02-15/02-23 04-04/04-06 05-01/05-05 06-19/06-21 09-25/09-27 10-01/10-07",
    "01-04 02-14 02-28 05-09 09-20 10-10",
  ),
];

function notice(year: number, document: string, daysOff: string, workdays: string): HolidayNotice {
  const day = (text: string) => localDate(`${year}-${text}`);
  return {
    year,
    title: `国务院办公厅关于${year}年部分节假日安排的通知`,
    document,
    daysOff: daysOff.split(" ").map((stretch) => {
      const [from = stretch, to = from] = stretch.split("/");
      return { from: day(from), to: day(to) };
    }),
    workdays: workdays.split(" ").map(day),
  };
}

/**
 * The days that notices change, as day numbers: true is worked, false is off. A notice may reach into the year before;
 * where two name a day, that of the later year counts.
 */
export function changedDays(
  notices: readonly Pick<HolidayNotice, "year" | "daysOff" | "workdays">[],
): Map<number, boolean> {
  const days = new Map<number, boolean>();
  for (const { daysOff, workdays } of [...notices].sort((one, other) => one.year - other.year)) {
    for (const { from, to } of daysOff) {
      for (let day = dayNumber(from); day <= dayNumber(to); day += 1) days.set(day, false);
    }
    for (const date of workdays) days.set(dayNumber(date), true);
  }
  return days;
}

/**
 * Days off in every year, whatever the notice says: 1 January, 1 and 2 May, 1 to 3 October (全国年节及纪念日放假办法,
 * 国务院令第795号, art. 2). The holidays of the lunar calendar aren't among them.
 */
export function isFixedHoliday(day: number): boolean {
  const date = new Date(day * DAY);
  return fixedHolidays.has((date.getUTCMonth() + 1) * 100 + date.getUTCDate());
}

/** Month and day as one number, because this is asked of every day that a clock runs through. */
const fixedHolidays = new Set([101, 501, 502, 1001, 1002, 1003]);
