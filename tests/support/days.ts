import {
  addDays,
  type Instant,
  instant,
  instantAt,
  type LocalDate,
  localDateOf,
} from "../../worker/time/instants.ts";

/** So many days from today, by the calendar of China: what people plan lies ahead of them whenever the tests are run. */
export const daysAhead = (days: number): LocalDate => addDays(localDateOf(instant(Date.now())), days);

/** The day of a test county's joint meeting, which begins at 09:30. */
export const meetingDay = daysAhead(60);
export const meetingAt: Instant = instantAt(meetingDay, "09:30");
