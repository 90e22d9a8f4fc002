import { type SQL, sql } from "drizzle-orm";
import type { Query } from "../../../db/client.ts";
import { askedFor } from "../../text/searchable.ts";
import type { Context } from "../kernel/context.ts";
import type { Scope } from "../kernel/listings.ts";
import { byWords } from "./hits.ts";
import { farthest, nowhere, type Read, type Reading } from "./reading.ts";
import { all, columnOf, dueWithin, filtersOf, type Scan, standing } from "./scan.ts";
import { choosing, type Way, waysOf } from "./ways.ts";
import { isSearch, sizes } from "./words.ts";

/** A page of a list, on its way to the database. */
export interface Page {
  /** A subquery of `record` and `key`, to be joined with the records. */
  readonly table: SQL;
  readonly record: SQL<string>;
  readonly key: SQL<string>;
  readonly inOrder: SQL;
  readonly size: number;
  /** For the read batch: how far was looked, where that is bounded. */
  readonly edge: Query<{ key: string | null }[]>;
  readonly backwards: boolean;
}

/** For a subquery: the records of one page of a list, and one more. */
export function pageFor({ db: { orm } }: Pick<Context, "db">, scan: Scan): Page {
  const { asked } = scan;
  const backwards = asked.before !== undefined;
  const size = asked.size ?? sizes[0];
  const words = isSearch(asked) ? askedFor(asked.search ?? "") : undefined;
  const reading = { scan, size, backwards, cursor: asked.before ?? asked.after ?? null };
  const { rows, edge, up } = words === undefined ? byPlace(reading) : byWords(reading, words);
  return {
    table: sql`(${rows}) page`,
    record: sql<string>`page.record`,
    key: sql<string>`page.key`.mapWith(String),
    inOrder: up ? sql`page.key asc` : sql`page.key desc`,
    size,
    edge: orm.select({ key: sql<string | null>`key` }).from(sql`(${edge})`),
    backwards,
  };
}

/** Each scope is read in order by itself and they are merged: one index for all of them couldn't give an order. */
function byPlace({ scan, size, backwards, cursor }: Reading): Read {
  const { key, up: forwards } = columnOf(scan.order);
  const up = forwards !== backwards;
  const order = up ? sql`asc` : sql`desc`;
  const served = servedBy(scan, cursor === null ? sql`` : sql`and ${key} ${up ? sql`>` : sql`<`} ${cursor}`);
  const ways = waysOf(scan);
  const each = (part: (way: Way, scope: Scope) => SQL) =>
    sql`${choosing(scan)} select * from (${all(scan.scopes.flatMap((scope) => ways.map((way) => part(way, scope))))})`;
  const within = (way: Way, scope: Scope) => {
    const residual = [...way.rest, ...(scan.guard === null ? [] : [scan.guard])];
    const rows = (also: SQL, limit: number) => sql`select record, ${key} as key ${also} ${served(way, scope)}
      order by key ${order} limit ${limit}`;
    return residual.length === 0
      ? sql`select * from (${rows(sql``, size + 1)})`
      : sql`select * from (select listings.record, key from (${rows(sql`, state, kind, source`, farthest)}) listings
          where ${sql.join(residual, sql` and `)} limit ${size + 1})`;
  };
  const edgeOf = (way: Way, scope: Scope) => sql`select * from (select ${key} as key
    ${served(way, boundedIn(scan, scope))} order by key ${order} limit 1 offset ${farthest - 1})`;
  const rows = sql`${each(within)} group by record order by key ${order} limit ${size + 1}`;
  const bounded = ways.length > 1 || scan.guard !== null;
  return { rows, edge: bounded ? sql`${each(edgeOf)} order by key ${order} limit 1` : nowhere, up };
}

const servedBy = (scan: Scan, further: SQL) => (way: Way, scope: Scope) =>
  sql`from listings
  where noun = ${scan.list.noun} and scope = ${way.only(scope)} and ${standing(scan)} ${way.served}
    ${scan.asked.due === undefined ? sql`` : sql`and ${dueWithin(scan.asked.due, scan.now)}`} ${further}`;

/** Where all of a unit is theirs and nothing else is asked, each row that is looked at is shown. */
const boundedIn = (scan: Scan, scope: Scope): Scope =>
  scan.settled && filtersOf(scan).length < 2
    ? sql`(case when ${scan.settled} is null then ${scope} end)`
    : scope;

/** A page as it came back: its rows in order, and where the pages beside it begin. */
export interface Cut<T> {
  readonly rows: T[];
  readonly previous: string | null;
  readonly next: string | null;
  /** More may follow, though the page isn't full: only so far was looked. */
  readonly unfinished: boolean;
}

export function cut<T extends { key: string }>(
  page: Pick<Page, "size" | "backwards">,
  asked: { after?: unknown },
  rows: readonly T[],
  [edge]: readonly { key: string | null }[],
): Cut<T> {
  const { size, backwards } = page;
  const far = rows.length <= size && edge?.key !== undefined && edge.key !== null ? String(edge.key) : null;
  const shown = rows.slice(0, size);
  const ordered = backwards ? shown.reverse() : shown;
  const beyond = rows.length > size ? "more" : far;
  const onward = beyond === "more" ? ((backwards ? ordered[0] : ordered.at(-1))?.key ?? null) : far;
  return {
    rows: ordered,
    next: backwards ? (ordered.at(-1)?.key ?? null) : onward,
    previous: backwards ? onward : asked.after === undefined ? null : (ordered[0]?.key ?? null),
    unfinished: far !== null,
  };
}
