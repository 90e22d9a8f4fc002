import { desc } from "drizzle-orm";
import { holidayNotices } from "../../../db/catalog/schema.ts";
import type { Database } from "../../../db/client.ts";

/** All notices ever loaded, the newest year first, each year's last edition first. */
export async function noticeList({ orm, read }: Database) {
  const { notices } = await read({
    notices: orm
      .select()
      .from(holidayNotices)
      .orderBy(desc(holidayNotices.year), desc(holidayNotices.edition)),
  });
  return notices.map((notice) => ({
    ...notice,
    inForce: !notices.some(({ year, edition }) => year === notice.year && edition > notice.edition),
  }));
}
