import { type SQL, sql } from "drizzle-orm";
import type { Query } from "../../../db/client.ts";
import type { Context } from "../kernel/context.ts";
import type { Asked } from "./asked.ts";
import { type Cell, cellsAtMost, countedTo, type Facet, facets, type Values } from "./counts.ts";
import { dueWithin, type Scan, standing } from "./scan.ts";

/**
 * For a read batch: how many there are of what is asked for, by how they stand. Tallies give exact figures. What may lie in
 * several scopes at once would be counted twice, and what is asked for within another's isn't tallied: those are counted
 * one by one, up to a bound.
 */
export const cellsFor = ({ db: { orm } }: Pick<Context, "db">, scan: Scan): Query<{ cells: Cell[] }[]> =>
  orm
    .select({
      // In one text: some hundreds of rows on their way cost ten times what it costs to read them.
      cells: sql<Cell[]>`json_group_array(json_array(state, kind, source, n, whole))`.mapWith(cellsIn),
    })
    .from(sql`(${countable(scan)})`);

type Told = [state: string, kind: string, source: string, n: number, whole: number];

const cellsIn = (text: string): Cell[] =>
  (JSON.parse(text) as Told[]).map(([state, kind, source, n, whole]) => ({
    state,
    kind,
    source,
    n,
    whole: whole === 1,
  }));

/** For a read batch: which values of each filter there are, for a search, that counts nothing. */
export const valuesFor = ({ db: { orm } }: Pick<Context, "db">, scan: Scan): Query<{ values: Values }[]> =>
  orm
    .select({
      values: sql<Values>`json_object(${sql.join(
        facets.map((facet) => sql`${facet}, ${valuesOf(facet, scan.asked)}`),
        sql`, `,
      )})`.mapWith(JSON.parse),
    })
    .from(sql`(${countable(scan)})`);

/** By the other filters. */
function valuesOf(facet: Facet, asked: Asked): SQL {
  const others = facets.flatMap((other) =>
    other === facet || asked[other] === undefined ? [] : [sql`${sql.raw(other)} = ${asked[other]}`],
  );
  return sql`json_group_array(distinct ${sql.raw(facet)}) filter (where ${sql.join([sql`true`, ...others], sql` and `)})`;
}

function countable(scan: Scan): SQL {
  const { scopes, settled, guard } = scan;
  const apart = scopes.length === 1 || scan.list.placed;
  if (scan.asked.due !== undefined || !apart || ofOneOfMany(scan)) return oneByOne(scan);
  if (guard === null) return tallies(scan, outermost(scan));
  if (settled === null) return oneByOne(scan);
  const other = sql`((case when ${settled} is null then ${scopes[0]} end))`;
  return sql`select * from (${tallies(scan, settled)}) union all select * from (${oneByOne(scan, other)})`;
}

const tallies = ({ list, asked }: Scan, scopes: SQL): SQL =>
  sql`select state, kind, source, n, 1 as whole from tallies where noun = ${list.noun} and scope in ${scopes}
    and active = ${asked.done ? 0 : 1} and n > 0 and state <> '*' limit ${cellsAtMost + 1}`;

/** Whoever has a post in a unit and in one below it finds all in the upper. */
const outermost = ({ scopes, places, part }: Scan): SQL =>
  scopes.length === 1
    ? sql`${[...scopes]}`
    : sql`(select ${part(sql<string>`id`)} from org_units lower where id in ${[...places]} and not exists (select 1 from org_units upper
        where upper.id in ${[...places]} and upper.id <> lower.id
          and substr(lower.path, 1, length(upper.path)) = upper.path))`;

/** Of a kind that may be beyond those that are told apart. */
const ofOneOfMany = ({ list, asked }: Scan): boolean => list.manyKinds === true && asked.kind !== undefined;

const oneByOne = (scan: Scan, scopes = sql`${[...scan.scopes]}`): SQL =>
  sql`select state, kind, source, count(*) as n, 0 as whole from (
    select distinct record, state, kind, source from listings
      where noun = ${scan.list.noun} and scope in ${scopes} and ${standing(scan)}
      ${scan.asked.due === undefined ? sql`` : sql`and ${dueWithin(scan.asked.due, scan.now)}`}
      ${ofOneOfMany(scan) ? sql`and kind = ${scan.asked.kind}` : sql``}
      ${scan.guard === null ? sql`` : sql`and ${scan.guard}`} limit ${countedTo + 1})
    group by state, kind, source`;
