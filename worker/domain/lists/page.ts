import { type SQL, sql } from "drizzle-orm";
import type { Query } from "../../../db/client.ts";
import { askedFor } from "../../text/searchable.ts";
import type { Context } from "../kernel/context.ts";
import { type Scope, scopeWord } from "../kernel/listings.ts";
import { columnOf, dueWithin, filtersOf, type Scan, standing } from "./scan.ts";
import { sizes } from "./words.ts";

/** How many rows are looked through for a page where no index serves all that is asked; then the list says so and goes on. */
export const farthest = 2000;

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
  const words = asked.search === undefined || asked.search === "" ? undefined : askedFor(asked.search);
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

interface Reading {
  readonly scan: Scan;
  readonly size: number;
  readonly backwards: boolean;
  readonly cursor: string | null;
}

interface Read {
  readonly rows: SQL;
  readonly edge: SQL;
  readonly up: boolean;
}

const nowhere = sql`select null as key limit 0`;

/** Each scope is read in order by itself and they are merged: one index for all of them couldn't give an order. */
function byPlace({ scan, size, backwards, cursor }: Reading): Read {
  const { key, up: forwards } = columnOf(scan.order);
  const up = forwards !== backwards;
  const order = up ? sql`asc` : sql`desc`;
  const further = cursor === null ? sql`` : up ? sql`and ${key} > ${cursor}` : sql`and ${key} < ${cursor}`;
  const [first, ...rest] = filtersOf(scan);
  const due = scan.asked.due === undefined ? sql`` : sql`and ${dueWithin(scan.asked.due, scan.now)}`;
  const served = (
    scope: SQL | string,
  ) => sql`from listings where noun = ${scan.list.noun} and scope = ${scope}
    and ${standing(scan)} ${first === undefined ? sql`` : sql`and ${first}`} ${due} ${further}`;
  const residual = [...rest, ...(scan.guard === null ? [] : [scan.guard])];
  const bounded = residual.length > 0;
  const within = (scope: Scope) =>
    bounded
      ? sql`select * from (select listings.record, ${key} as key from (select record, ${key}, state, kind, source
          ${served(scope)} order by ${key} ${order} limit ${farthest}) listings
          where ${sql.join(residual, sql` and `)} limit ${size + 1})`
      : sql`select * from (select record, ${key} as key ${served(scope)} order by ${key} ${order} limit ${size + 1})`;
  // Where all of a unit is theirs and nothing else is asked, each row that is looked at is shown.
  const looked = (scope: Scope) =>
    scan.settled && rest.length === 0 ? sql`(case when ${scan.settled} is null then ${scope} end)` : scope;
  const edgeOf = (scope: Scope) => sql`select * from (select ${key} as key ${served(looked(scope))}
    order by ${key} ${order} limit 1 offset ${farthest - 1})`;
  const rows = sql`select record, key from (${all(scan.scopes.map(within))})
    group by record order by key ${order} limit ${size + 1}`;
  const edge = bounded
    ? sql`select key from (${all(scan.scopes.map(edgeOf))}) order by key ${order} limit 1`
    : nowhere;
  return { rows, edge, up };
}

const all = (parts: readonly SQL[]): SQL => sql.join([...parts], sql` union all `);

/** What a search finds, newest first: the index of words knows the scopes, and gives its hits in order of their making. */
function byWords({ scan, size, backwards, cursor }: Reading, words: string | null): Read {
  const up = backwards;
  const order = up ? sql`asc` : sql`desc`;
  const at = Number(cursor);
  const further =
    cursor === null || !Number.isSafeInteger(at)
      ? sql``
      : up
        ? sql`and rowid > ${at}`
        : sql`and rowid < ${at}`;
  const scopes = scan.scopes.map((scope) => sql`'"' || ${scopeWord(scan.list.noun, scope)} || '"'`);
  const match =
    words === null
      ? sql`'scopes : "nothing"'`
      : sql`'scopes : (' || ${sql.join(scopes, sql` || ' OR ' || `)} || ') AND words : (' || ${words} || ')'`;
  const asked = searchFilters(scan);
  const hits = sql`select rowid as key from found where found match ${match} ${further}
    order by rowid ${order} limit ${reach(scan, asked, size)}`;
  const rows = sql`with hits as materialized (${hits})
    select finds.record, hits.key from hits join finds on finds.id = hits.key
    where exists (select 1 from listings where listings.record = finds.record
      and listings.scope in ${[...scan.scopes]} ${sql.join(asked.map((each) => sql` and ${each}`))})
    order by key ${order} limit ${size + 1}`;
  const edge =
    asked.length > 0
      ? sql`select key from (${hits}) order by key ${order} limit 1 offset ${farthest - 1}`
      : nowhere;
  return { rows, edge, up };
}

/** How many hits are looked at: just those that are shown, where every hit is. */
function reach({ guard, settled }: Scan, asked: readonly SQL[], size: number): SQL | number {
  if (asked.length === 0) return size + 1;
  const guardAlone = asked.length === 1 && guard !== null;
  return guardAlone && settled
    ? sql`(case when ${settled} is null then ${farthest} else ${size + 1} end)`
    : farthest;
}

/** A search looks among what runs and what has ended, unless a bucket or a filter says otherwise. */
const searchFilters = (scan: Scan): SQL[] => [
  ...filtersOf(scan),
  ...(scan.asked.due === undefined ? [] : [sql`active`, dueWithin(scan.asked.due, scan.now)]),
  ...(scan.asked.done ? [sql`not active`] : []),
  ...(scan.guard === null ? [] : [scan.guard]),
];

/** A page as it came back: its rows in order, and where the pages beside it begin. */
export interface Cut<T> {
  readonly rows: T[];
  readonly previous: string | null;
  readonly next: string | null;
  /** More may follow, though the page isn't full: only so far was looked. */
  readonly unfinished: boolean;
}

export function cut<T extends { key: string }>(
  page: Page,
  asked: { after?: string | undefined },
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
