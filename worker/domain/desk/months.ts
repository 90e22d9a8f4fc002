import { type SQL, sql } from "drizzle-orm";
import { counters } from "../../../db/tenant/schema/work.ts";
import { dateIn, type Instant, instantAt, localDateOf, partsOf } from "../../time/instants.ts";
import type { Context } from "../kernel/context.ts";
import { type Counter, nameOf } from "../matters/figures.ts";
import { type MatterClosure, matterClosures } from "../matters/states.ts";

export type Month = "this" | "last";

/** The first moment of the month in which one lies, and of the month before. */
export function monthsAt(now: Instant): Record<Month, Instant> {
  const { year, month } = partsOf(localDateOf(now));
  const first = (offset: number) => instantAt(dateIn(year, month + offset, 1), "00:00");
  return { this: first(0), last: first(-1) };
}

/** Of some units: whether one doesn't lie below another of them. */
export const isTop = (unit: string | SQL, all: readonly string[]): SQL =>
  all.length < 2
    ? sql`true`
    : sql`not exists (select 1 from org_units own join org_units higher on higher.id in ${[...all]}
        and higher.id <> own.id and substr(own.path, 1, length(higher.path)) = higher.path where own.id = ${unit})`;

interface Row {
  readonly of: Counter;
  readonly month: Month;
  readonly unit: string;
  readonly n: number;
}

/**
 * For a read batch: how many matters ended this month and the last, and how many of them are excluded, in each unit directly below
 * some, by what is counted as they end. A row with the unit "" is of the whole county.
 */
export function closedBelow({ db: { orm }, now }: Context, here: readonly string[]) {
  const each = Object.entries(monthsAt(now)).flatMap(([month, at]) =>
    (["closed", "excluded"] as const).flatMap((of) =>
      (Object.keys(matterClosures) as MatterClosure[]).map((closure) =>
        counted(of, month as Month, nameOf(of, at, closure, null)),
      ),
    ),
  );
  const rest = sql`substr(lower.path, length(upper.path) + 1)`;
  return orm
    .select({
      of: sql<Counter>`counter`,
      month: sql<Month>`month`,
      unit: sql<string>`unit`,
      n: sql<number>`sum(n)`.mapWith(Number),
    })
    .from(
      sql`(select counter, month, n, case when community = '' then '' else substr(${rest}, 1, instr(${rest}, '/') - 1) end as unit
        from (${sql.join(each, sql` union all `)}) closed
        join org_units upper on upper.id in ${[...here]} and ${isTop(sql`upper.id`, here)} left join org_units lower on lower.id = community
        where case when community = '' then upper.parent_id is null
          else substr(lower.path, 1, length(upper.path)) = upper.path end)`,
    )
    .groupBy(sql`counter, month, unit`);
}

/** No name goes on with a character before `!` but with the blank before a community. */
const counted = (of: Counter, month: Month, name: string): SQL =>
  sql`select ${of} as counter, ${month} as month, value as n, substr(name, ${name.length + 2}) as community from ${counters}
    where name >= ${name} and name < ${`${name}!`}`;

/** Of what `closedBelow` read: of one month, of the county as a whole, or the sum of its communities. */
function totalIn(rows: readonly Row[], of: Counter, month: Month, unit?: string): number {
  const meant = rows.filter((row) => row.of === of && row.month === month);
  if (unit !== undefined) return meant.find((row) => row.unit === unit)?.n ?? 0;
  const whole = meant.find((row) => row.unit === "");
  return whole?.n ?? meant.reduce((sum, { n }) => sum + n, 0);
}

/** How many ended, and how many of them are excluded, this month and the last. */
export const closedIn = (rows: readonly Row[], unit?: string) => ({
  this: totalIn(rows, "closed", "this", unit),
  last: totalIn(rows, "closed", "last", unit),
  excluded: {
    this: totalIn(rows, "excluded", "this", unit),
    last: totalIn(rows, "excluded", "last", unit),
  },
});
