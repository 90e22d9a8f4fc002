import { type SQL, sql } from "drizzle-orm";
import { dayNumber, dayOf, type Instant, instantOf } from "../../time/instants.ts";
import { farthest } from "../lists/reading.ts";
import { sizes } from "../lists/words.ts";
import type { LogAsked } from "./asked.ts";
import { searchedIn, who } from "./search.ts";

/** Which entries a request is about, and in which order they are read. */
export interface Scan {
  readonly asked: LogAsked;
  readonly now: Instant;
  readonly size: number;
  readonly backwards: boolean;
  /** From the oldest to the newest. */
  readonly up: boolean;
}

export function scanOf(asked: LogAsked, now: Instant): Scan {
  const backwards = asked.before !== undefined;
  const up = (asked.order === "first") !== backwards;
  return { asked, now, size: asked.size ?? sizes[0], backwards, up };
}

/** Of which kind the record is. In the words in which its index was made. */
export const noun = sql.raw("substr(subject, 1, instr(subject, ':') - 1)");

/** Besides the time, in the order in which an index serves them best. */
export const filtersOf = ({ about, by, action, kind }: LogAsked): SQL[] => [
  ...(about === undefined ? [] : [sql`subject = ${about}`]),
  ...(by === undefined ? [] : [sql`${who} = ${by}`]),
  ...(action === undefined ? [] : [sql`action = ${action}`]),
  ...(kind === undefined ? [] : [sql`${noun} = ${kind}`]),
];

/** From the first moment of a day on, before the first of the day after another. Days the wrong way round are turned. */
export function periodOf({ asked, now }: Pick<Scan, "asked" | "now">): SQL[] {
  const today = dayOf(now);
  const days = [asked.from, asked.until].map((day) => (day ? dayNumber(day) : undefined));
  const [from, until] = asked.days ? [today - Number(asked.days) + 1, today] : days;
  const turned = from !== undefined && until !== undefined && from > until;
  const [first, last] = turned ? [until, from] : [from, until];
  return [
    ...(first === undefined ? [] : [sql`at >= ${instantOf(first, 0)}`]),
    ...(last === undefined ? [] : [sql`at < ${instantOf(last + 1, 0)}`]),
  ];
}

/**
 * The conditions by which entries are found, each by its index in the order of time, and those that are looked at one by one:
 * nothing, where all that is asked is what an index serves.
 */
export function servedIn(scan: Pick<Scan, "asked" | "now">): { served: readonly SQL[]; residual: SQL[] } {
  const filters = filtersOf(scan.asked);
  const { search } = scan.asked;
  if (search) return { served: searchedIn(search, scan.now), residual: filters };
  const [first = sql`true`, ...residual] = filters;
  return { served: [first], residual };
}

/** For a subquery: the numbers of one page's entries and one more; and how far was looked, where that is bounded. */
export function pageOf(scan: Scan): { rows: SQL; edge: SQL; way: SQL } {
  const { size, up } = scan;
  const { served, residual } = servedIn(scan);
  const way = up ? sql`asc` : sql`desc`;
  const inOrder = sql`at ${way}, seq ${way}`;
  const found = (condition: SQL) =>
    sql`from audit where ${and([condition, ...periodOf(scan), ...further(scan)])} order by ${inOrder}`;
  const bounded = residual.length > 0;
  const of = (condition: SQL) =>
    bounded
      ? sql`select * from (select at, seq from (select at, seq, action, subject, actor_id, actor_name
          ${found(condition)} limit ${farthest}) where ${and(residual)} limit ${size + 1})`
      : sql`select * from (select at, seq ${found(condition)} limit ${size + 1})`;
  const edgeOf = (condition: SQL) =>
    sql`select * from (select at, seq ${found(condition)} limit 1 offset ${farthest - 1})`;
  return {
    rows: sql`select at, seq from (${all(served.map(of))}) group by seq order by ${inOrder} limit ${size + 1}`,
    edge: bounded
      ? sql`select seq from (${all(served.map(edgeOf))}) order by ${inOrder} limit 1`
      : sql`select null as seq limit 0`,
    way,
  };
}

/** Beyond an entry; of a number that no entry has, beyond the one before it. */
function further({ asked: { before, after }, up }: Scan): SQL[] {
  const cursor = before ?? after;
  if (cursor === undefined) return [];
  const at = sql`(select at from audit where seq <= ${cursor} order by seq desc limit 1)`;
  return [up ? sql`(at, seq) > (${at}, ${cursor})` : sql`(at, seq) < (${at}, ${cursor})`];
}

export const and = (conditions: readonly SQL[]): SQL => sql.join([...conditions], sql` and `);

const all = (parts: readonly SQL[]): SQL => sql.join([...parts], sql` union all `);
