import { moveWorkdays, workCalendar } from "../../worker/rules/engine/calendar.ts";
import {
  addDays,
  dayOf,
  type Instant,
  instant,
  instantAt,
  instantOf,
  type LocalDate,
  localDateOf,
} from "../../worker/time/instants.ts";

/** So many days from today, by the calendar of China: what people plan lies ahead of them whenever the tests are run. */
export const daysAhead = (days: number): LocalDate => addDays(localDateOf(instant(Date.now())), days);

/** So many working days from today. */
export const workdaysAhead = (days: number): LocalDate =>
  localDateOf(instantOf(moveWorkdays(workCalendar(), dayOf(instant(Date.now())), days), 0));

/** The day of a test county's joint meeting, which begins at 09:30. */
export const meetingDay = daysAhead(60);
export const meetingAt: Instant = instantAt(meetingDay, "09:30");
