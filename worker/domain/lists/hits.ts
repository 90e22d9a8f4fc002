import { type SQL, sql } from "drizzle-orm";
import { standingWord } from "../kernel/listings.ts";
import { farthest, nowhere, type Read, type Reading } from "./reading.ts";
import { dueWithin, filtersOf, type Scan } from "./scan.ts";

/**
 * What a search finds, newest first: the index of words knows the scopes, and gives its hits in order of their making. They
 * are looked at one by one until the page is full.
 */
export function byWords({ scan, size, backwards, cursor }: Reading, words: string | null): Read {
  const up = backwards;
  const order = up ? sql`asc` : sql`desc`;
  const at = Number(cursor);
  const further =
    cursor === null || !Number.isSafeInteger(at)
      ? sql``
      : up
        ? sql`and rowid > ${at}`
        : sql`and rowid < ${at}`;
  const match =
    words === null ? sql`'scopes : "nothing"'` : sql`${standingOf(scan)} || ${amongThemselves(words)}`;
  const hits = sql`select rowid as key from found where found match ${match} ${further} order by rowid ${order}`;
  const rows = sql`select finds.record, hits.key from (${hits} limit ${farthest}) hits
    cross join finds on finds.id = hits.key
    where exists (select 1 from listings where listings.record = finds.record
      and listings.scope in ${[...scan.scopes]} ${sql.join(askedOfEach(scan).map((each) => sql` and ${each}`))})
    limit ${size + 1}`;
  return { rows, edge: edgeOf(scan, hits), up };
}

/**
 * Words are looked for among themselves, and only where they meet in the scopes: FTS5 goes through all parts of one AND together,
 * and a whole county's scope is as long as the county. What stands within a NOT is no part of the AND around it.
 */
const amongThemselves = (words: string): string => ` AND ((words : (${words})) NOT scopes : "nothing")`;

/** How what is searched for stands, as the index of words is asked. */
function standingOf({ list, scopes, asked }: Scan): SQL {
  const also = [
    ...(asked.kind === undefined ? [] : [standingWord.kind(asked.kind)]),
    ...(asked.source === undefined ? [] : [standingWord.source(asked.source)]),
    ...(asked.state === undefined ? [] : [standingWord.state(asked.state)]),
    ...(isOfWhatRuns(asked) ? [standingWord.open] : []),
    ...(list.excludes && asked.excluded ? [standingWord.excluded] : []),
  ].map((word) => ` AND scopes : "${word}"`);
  if (asked.done) also.push(` NOT scopes : "${standingWord.open}"`);
  const words = scopes.map((scope) => sql`'"' || ${standingWord.scope(list.noun, scope)} || '"'`);
  return sql`'scopes : (' || ${sql.join(words, sql` || ' OR ' || `)} || ')' || ${also.join("")}`;
}

/** A search looks among what runs and what has ended, unless a bucket or a state says otherwise. */
const isOfWhatRuns = ({ done, due, state }: Scan["asked"]): boolean =>
  !done && (due !== undefined || state !== undefined);

/** How far is looked, where more is asked than the index knows: only then isn't every hit shown. A unit of one's own is so wholly. */
function edgeOf({ guard, settled, asked }: Scan, hits: SQL): SQL {
  if (guard === null && asked.due === undefined) return nowhere;
  const last = sql`select key from (${hits} limit 1 offset ${farthest - 1})`;
  return settled === null || asked.due !== undefined ? last : sql`${last} where ${settled} is null`;
}

/** What is asked of each hit; words of the index may stand for several values. */
const askedOfEach = (scan: Scan): SQL[] => [
  ...filtersOf(scan),
  ...(isOfWhatRuns(scan.asked) ? [sql`active`] : []),
  ...(scan.asked.due === undefined ? [] : [dueWithin(scan.asked.due, scan.now)]),
  ...(scan.asked.done ? [sql`not active`] : []),
  ...(scan.guard === null ? [] : [scan.guard]),
];
