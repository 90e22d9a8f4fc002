import { dateOfDay, weekdayOfDay } from "../../../time/instants.ts";
import { type WorkCalendar, works } from "../calendar.ts";

/** Why a day isn't what its weekday says: 放假, 调休上班 or a local festival. Undefined on ordinary days. */
export function dayNote(county: WorkCalendar, day: number): string | undefined {
  const local = county.local.get(day);
  if (local === false) return `${festivalOn(county, day)}放假`;
  const ordered = local ?? county.national.get(day);
  if (ordered === true) return "调休上班";
  const weekend = weekdayOfDay(day) > 5;
  return ordered === false || (!weekend && !works(county, day)) ? "放假" : undefined;
}

function festivalOn({ festivals }: WorkCalendar, day: number): string {
  const date = dateOfDay(day).slice(5);
  return festivals.find(({ from, to }) => from <= date && date <= to)?.name ?? "";
}
