import { type SQL, sql } from "drizzle-orm";
import type { Query } from "../../../db/client.ts";
import type { Context } from "../kernel/context.ts";
import type { Scope } from "../kernel/listings.ts";
import { dueWithin, filtersOf, type Scan, standing } from "./scan.ts";
import { type DueBucket, dues } from "./words.ts";

/** How far is counted where no tally is kept: what is more reads `1000+`. */
export const countedTo = 1000;

export type Facet = "state" | "kind" | "source";

/** For a read batch: how many there are, by facet and due, of what is asked for. */
export interface Counting {
  /**
   * Each value of a facet with how many there would be if it were chosen. The row of `all` has a value where the figures are
   * whole, however large.
   */
  readonly facets: Query<{ facet: Facet | "all"; value: string; n: number }[]>;
  readonly dues: Query<{ bucket: DueBucket; n: number }[]>;
}

/**
 * Tallies give exact figures. What may lie in several scopes at once would be counted twice, and what is asked for within
 * another's isn't tallied: those are counted one by one, up to a bound.
 */
export function countsFor({ db: { orm } }: Pick<Context, "db">, scan: Scan): Counting {
  const { base, whole } = countable(scan);
  const facets = sql`with base as materialized (${base}) ${sql.join(
    [...(["state", "kind", "source"] as const).map((facet) => group(scan, facet)), total(scan, whole)],
    sql` union all `,
  )}`;
  return {
    facets: orm
      .select({
        facet: sql<Facet | "all">`facet`,
        value: sql<string>`value`,
        n: sql<number>`n`.mapWith(Number),
      })
      .from(sql`(${facets})`),
    dues: orm
      .select({ bucket: sql<DueBucket>`bucket`, n: sql<number>`n`.mapWith(Number) })
      .from(sql`(${sql.join(bucketsOf(scan), sql` union all `)})`),
  };
}

function countable(scan: Scan): { base: SQL; whole: SQL } {
  const { scopes, settled } = scan;
  const apart = scopes.length === 1 || scan.list.placed;
  if (scan.asked.due !== undefined || !apart) return { base: oneByOne(scan), whole: sql`''` };
  if (scan.guard === null) return { base: tallies(scan, outermost(scopes)), whole: sql`'whole'` };
  if (settled === null) return { base: oneByOne(scan), whole: sql`''` };
  const other = sql`(case when ${settled} is null then ${scopes[0]} end)`;
  return {
    base: sql`${tallies(scan, settled)} union all ${oneByOne(scan, other)}`,
    whole: sql`coalesce(${settled}, '')`,
  };
}

const tallies = ({ list, asked }: Scan, scopes: SQL): SQL =>
  sql`select state, kind, source, sum(n) as n from tallies where noun = ${list.noun} and scope in ${scopes}
    and active = ${asked.done ? 0 : 1} and n > 0 and state <> '*' group by state, kind, source`;

/** Whoever has a post in a unit and in one below it finds all in the upper. */
const outermost = (scopes: readonly Scope[]): SQL =>
  scopes.length === 1
    ? sql`${[...scopes]}`
    : sql`(select id from org_units lower where id in ${[...scopes]} and not exists (select 1 from org_units upper
        where upper.id in ${[...scopes]} and upper.id <> lower.id
          and substr(lower.path, 1, length(upper.path)) = upper.path))`;

const oneByOne = (scan: Scan, scopes = sql`${[...scan.scopes]}`): SQL =>
  sql`select state, kind, source, count(distinct record) as n from (${some(scan, [], scopes)})
    group by state, kind, source`;

/** The rows that are asked for, in no order, up to the bound. */
const some = (scan: Scan, filters: readonly SQL[], scopes = sql`${[...scan.scopes]}`): SQL =>
  sql`select record, state, kind, source from listings
    where noun = ${scan.list.noun} and scope in ${scopes} and ${standing(scan)}
    ${scan.asked.due === undefined ? sql`` : sql`and ${dueWithin(scan.asked.due, scan.now)}`}
    ${scan.guard === null ? sql`` : sql`and ${scan.guard}`}
    ${sql.join(filters.map((each) => sql` and ${each}`))} limit ${countedTo + 1}`;

/** What a facet would give: by the filters of the others. */
function group({ asked }: Scan, facet: Facet): SQL {
  const column = sql.raw(facet);
  const others = filtersOf({ asked: { ...asked, [facet]: undefined } });
  return sql`select ${facet} as facet, ${column} as value, sum(n) as n from base ${by(others)} group by ${column}`;
}

const total = (scan: Scan, whole: SQL): SQL =>
  sql`select 'all' as facet, ${whole} as value, sum(n) as n from base ${by(filtersOf(scan))}`;

const by = (filters: readonly SQL[]): SQL =>
  filters.length === 0 ? sql`` : sql`where ${sql.join([...filters], sql` and `)}`;

/** How much is overdue, due today, due within seven days. What has ended is due no more. */
const bucketsOf = (scan: Scan): SQL[] =>
  (Object.keys(dues) as DueBucket[]).map((bucket) => {
    const of = { ...scan, asked: { ...scan.asked, due: bucket, done: undefined } };
    return sql`select ${bucket} as bucket, count(distinct record) as n from (${some(of, filtersOf(of))})`;
  });
