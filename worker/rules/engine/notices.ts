import { type LocalDate, localDate } from "../../time/instants.ts";

/** One year of public holidays: stretches off, both ends included, and weekend days worked instead. */
export interface HolidayNotice {
  readonly year: number;
  /** The document that orders it. */
  readonly document: string;
  readonly daysOff: readonly (readonly [from: LocalDate, to: LocalDate])[];
  readonly workdays: readonly LocalDate[];
}

/**
 * The State Council's yearly notices 国务院办公厅关于…年部分节假日安排的通知, issued each November for the next
 * year. A year enters here once its notice is out; until then every result that touches it says so.
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
    document,
    daysOff: daysOff.split(" ").map((stretch) => {
      const [from = stretch, to = from] = stretch.split("/");
      return [day(from), day(to)] as const;
    }),
    workdays: workdays.split(" ").map(day),
  };
}
