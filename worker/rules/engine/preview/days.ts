import { dateOfDay } from "../../../time/instants.ts";
import { orderedOn, type WorkCalendar, works } from "../calendar.ts";
import { isOfficeDay } from "../office.ts";

/** Why a day isn't what its weekday says: 放假, 调休上班 or a local festival. Undefined on ordinary days. */
export function dayNote(county: WorkCalendar, day: number): string | undefined {
  if (county.local.get(day) === false) return `${festivalOn(county, day)}放假`;
  const ordered = orderedOn(county, day);
  if (ordered === true) return "调休上班";
  return ordered === false || (isOfficeDay(county.office, day) && !works(county, day)) ? "放假" : undefined;
}

function festivalOn({ festivals }: WorkCalendar, day: number): string {
  const date = dateOfDay(day).slice(5);
  return festivals.find(({ from, to }) => from <= date && date <= to)?.name ?? "";
}
