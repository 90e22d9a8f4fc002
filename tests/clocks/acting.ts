import { type Context, systemFor } from "../../worker/domain/kernel/context.ts";
import { type WorkCalendar, workCalendar } from "../../worker/rules/engine/calendar.ts";
import { stateCouncilNotices } from "../../worker/rules/engine/notices.ts";
import type { HolidayNotice } from "../../worker/rules/schema/notice.ts";
import { localDate } from "../../worker/time/instants.ts";
import type { County } from "../support/county.ts";

/** The system in a county at a moment, as a job has it: with no key of its own. */
export const systemAt = (county: County, at: string, calendar: WorkCalendar = workCalendar()): Context => ({
  ...county.as(null, at),
  actor: systemFor("due"),
  idempotencyKey: null,
  calendar,
});

/** The notice of a year, with one stretch off: what a real one does to clocks, and nothing besides. */
export const noticeOf = (year: number, from: string, to: string): HolidayNotice => ({
  year,
  title: `国务院办公厅关于${year}年部分节假日安排的通知`,
  document: "国办发明电",
  daysOff: [{ from: localDate(`${year}-${from}`), to: localDate(`${year}-${to}`) }],
  workdays: [],
});

/** The calendar once further notices are out. */
export const calendarWith = (...more: HolidayNotice[]): WorkCalendar =>
  workCalendar([...stateCouncilNotices, ...more], more.length);
