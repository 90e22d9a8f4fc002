import { sql } from "drizzle-orm";
import { holidayNotices } from "../../../db/catalog/schema.ts";
import type { Builder } from "../../../db/client.ts";
import { type WorkCalendar, workCalendar } from "../../rules/engine/calendar.ts";

/** For a read batch of the catalog: of each year the notice that counts. */
export const noticesInForce = (orm: Builder) =>
  orm
    .select()
    .from(holidayNotices)
    .where(
      sql`not exists (select 1 from holiday_notices later
        where later.year = ${holidayNotices.year} and later.edition > ${holidayNotices.edition})`,
    );

type Notice = typeof holidayNotices.$inferSelect;

/** The calendar by those notices; its `revision` is the newest of theirs. */
export const calendarBy = (notices: readonly Notice[]): WorkCalendar =>
  workCalendar(notices, newest(notices));

/** Which calendar some notices make: a correction, or another year's, has a greater one. */
export const newest = (notices: readonly Notice[]): number =>
  Math.max(0, ...notices.map(({ revision }) => revision));
