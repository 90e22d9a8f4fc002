import { desc, eq } from "drizzle-orm";
import { holidayNotices, tenants } from "../../../db/catalog/schema.ts";
import { stateCouncilNotices } from "../../rules/engine/notices.ts";
import { HolidayNotice } from "../../rules/schema/notice.ts";
import { insert, updateWhere } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import type { Context } from "../kernel/context.ts";
import { dueAtOnce } from "../tenants/due.ts";
import { notice } from "./notice.ts";

/** Puts a year's holiday notice into force, in place of the one before it; the same once more changes nothing. */
export const loadNotice = command({
  right: notice.rights.load,
  input: HolidayNotice,
  load: (orm, { year }) => ({
    last: orm
      .select()
      .from(holidayNotices)
      .where(eq(holidayNotices.year, year))
      .orderBy(desc(holidayNotices.edition))
      .limit(1),
  }),
  state: ({ last: [last] }) => last,
  scopes: () => [],
  again: "holiday_notices.year",
  decide: (last, given, { now, actor }) => {
    const changed = !last || inOrder(last) !== inOrder(given);
    const edition = (last?.edition ?? 0) + (changed ? 1 : 0);
    const { year, document } = given;
    const row = { ...sorted(given), edition, loadedBy: actor.name, loadedAt: now };
    return {
      result: { year, edition, changed },
      on: { noun: notice.noun, id: String(year) },
      detail: { document, edition, changed },
      // What was uncertain can be reckoned anew, in every county.
      rows: changed ? [insert(holidayNotices, row), updateWhere(tenants, undefined, dueAtOnce)] : [],
    };
  },
});

/** Loads the notices that the product comes with, for years that have none yet. */
export async function loadBuiltIn(ctx: Context): Promise<void> {
  const { known } = await ctx.db.read({
    known: ctx.db.orm.selectDistinct({ year: holidayNotices.year }).from(holidayNotices),
  });
  const years = new Set(known.map(({ year }) => year));
  for (const notice of stateCouncilNotices) if (!years.has(notice.year)) await loadNotice(ctx, notice);
}

/** The order in which days are written down is no difference. */
function sorted({ year, title, document, daysOff, workdays }: HolidayNotice): HolidayNotice {
  return {
    year,
    title,
    document,
    daysOff: [...daysOff].sort((one, other) => (one.from < other.from ? -1 : 1)),
    workdays: [...workdays].sort(),
  };
}

const inOrder = (notice: HolidayNotice): string => JSON.stringify(sorted(notice));
