import { type SQL, sql } from "drizzle-orm";
import { figures } from "../../../db/tenant/schema/figures.ts";
import { dateIn, type Instant, instantAt, localDateOf, partsOf } from "../../time/instants.ts";
import { monthOf } from "../figures/counting.ts";
import { endedOf, exclusionsOf, sumEnded } from "../figures/read.ts";
import type { Context } from "../kernel/context.ts";

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

/** For a read batch: how matters ended this month and the last, in some units and in others that SQL finds. */
export function closedOf({ db: { orm }, now }: Context, here: readonly string[], others: SQL) {
  const scopes = sql`(select value from json_each(${JSON.stringify(here)}) union all ${others})`;
  return orm
    .select()
    .from(figures)
    .where(
      sql`${figures.scope} in ${scopes} and ${figures.of} = 'place' and ${figures.facet} = 'all'
        and ${figures.month} in ${Object.values(monthsAt(now)).map(monthOf)}`,
    );
}

type Rows = Awaited<ReturnType<typeof closedOf>>;

/** Of what `closedOf` read, of some units together: how many ended, and how many of them are excluded, this month and the last. */
export function closedIn(rows: Rows, now: Instant, units: readonly string[]) {
  const of = (month: Month, n: (row: Rows[number]) => number) =>
    rows
      .filter((row) => units.includes(row.scope) && row.month === monthOf(monthsAt(now)[month]))
      .reduce((sum, row) => sum + n(row), 0);
  const ended = (month: Month) => of(month, (row) => sumEnded(endedOf(row)));
  const excluded = (month: Month) => of(month, (row) => exclusionsOf(row)?.n ?? 0);
  return {
    this: ended("this"),
    last: ended("last"),
    excluded: { this: excluded("this"), last: excluded("last") },
  };
}
