import { type SQL, sql } from "drizzle-orm";
import type { Scope } from "../kernel/listings.ts";
import { filtersOf, type Scan } from "./scan.ts";

/** One of the filters served by an index, and the others looked at row by row. */
export interface Way {
  /** Further conditions of a query of `listings`. */
  readonly served: SQL;
  readonly rest: readonly SQL[];
  /** The scope, or none where another way is the one to go. */
  readonly only: (scope: Scope) => SQL;
}

/** The ways in which a request can be read; of several, the database goes that of which there is least: see `choosing`. */
export function waysOf(scan: Scan): Way[] {
  const filters = filtersOf(scan);
  if (filters.length === 0) return [{ served: sql``, rest: [], only: (scope) => sql`${scope}` }];
  return filters.map((filter, at) => ({
    served: sql`and ${filter}`,
    rest: filters.filter((other) => other !== filter),
    only: (scope) =>
      filters.length === 1
        ? sql`${scope}`
        : sql`(case when (select way from rarest) = ${at} then ${scope} end)`,
  }));
}

/**
 * To stand before a query that goes several ways: finds by the tallies which filter leaves least, where there are several;
 * none is gone where they leave nothing together.
 */
export function choosing(scan: Scan): SQL {
  const filters = filtersOf(scan);
  if (filters.length < 2) return sql``;
  const counted = (filter: SQL, as: SQL) => sql`coalesce(sum(n) filter (where ${filter}), 0) as ${as}`;
  const names = filters.map((_, at) => sql.raw(`n${at}`));
  const counts = filters.map((filter, at) => counted(filter, names[at] as SQL));
  const which = names.map((each, at) => sql`when ${each} then ${at}`);
  return sql`with rarest as materialized (
    select case when together > 0 then case min(${sql.join(names, sql`, `)}) ${sql.join(which, sql` `)} end end as way
      from (select ${sql.join(counts, sql`, `)}, ${counted(sql.join(filters, sql` and `), sql`together`)}
        from tallies where noun = ${scan.list.noun} and scope in ${[...scan.scopes]}
          and active = ${scan.asked.done ? 0 : 1} and state <> '*'))`;
}
