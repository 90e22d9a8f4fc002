import { sql } from "drizzle-orm";
import { auditTallies } from "../../../db/tenant/schema/audit.ts";
import type { Context } from "../kernel/context.ts";
import { countedTo } from "../lists/counts.ts";
import type { LogAsked } from "./asked.ts";
import { and, noun, periodOf, type Scan, servedIn } from "./scan.ts";

export interface Tally {
  readonly action: string;
  readonly noun: string;
  readonly n: number;
}

/** A choice of a filter; `n` is left out where it wasn't counted. */
export interface Value {
  readonly value: string;
  readonly n: string | undefined;
}

/** How many entries there are, as far as that is known without reading them all. */
export interface Figures {
  readonly all: string | undefined;
  readonly actions: readonly Value[];
  readonly kinds: readonly Value[];
}

/** Whether all that is asked is tallied. */
const isTallied = ({ about, by, days, from, until }: LogAsked): boolean =>
  [about, by, days, from, until].every((each) => each === undefined);

/**
 * For a read batch: what has been done to what, ever, by the tallies; and of what somebody did, of what happened to a
 * record or within some days, how much there is, counted one by one up to a bound.
 */
export function countingOf({ db: { orm } }: Pick<Context, "db">, { asked, now }: Scan) {
  const { action: _action, kind: _kind, search: _search, ...rest } = asked;
  const { served, residual } = servedIn({ asked: rest, now });
  const found = sql`select action, ${noun} as noun from audit
    where ${and([...served, ...residual, ...periodOf({ asked, now })])} limit ${countedTo + 1}`;
  const n = sql<number>`count(*)`.mapWith(Number);
  return {
    tallied: orm.select().from(auditTallies),
    counted: orm
      .select({ action: sql<string>`action`, noun: sql<string>`noun`, n })
      .from(sql`(${isTallied(asked) || asked.search ? sql`select '' as action, '' as noun limit 0` : found})`)
      .groupBy(sql`1, 2`),
  };
}

/** A search is counted by nobody; of what was counted to its bound it is known only that there is more. */
export function figuresOf(asked: LogAsked, tallied: readonly Tally[], counted: readonly Tally[]): Figures {
  const known = isTallied(asked) ? tallied : counted;
  const cut = known === counted && sumOf(counted) > countedTo;
  const whole = !cut && !asked.search;
  const { action, kind } = asked;
  const by = (of: "action" | "noun", other: (row: Tally) => boolean): Value[] => {
    const values = [...new Set(tallied.filter(other).map((row) => row[of]))];
    return values
      .map((value) => ({ value, n: sumOf(known.filter((row) => row[of] === value && other(row))) }))
      .filter(({ value, n }) => !whole || n > 0 || value === action || value === kind)
      .sort((one, other) => other.n - one.n)
      .map(({ value, n }) => ({ value, n: whole ? String(n) : undefined }));
  };
  const isOfKind = (row: Tally) => kind === undefined || row.noun === kind;
  const isSuch = (row: Tally) => action === undefined || row.action === action;
  const all = sumOf(known.filter((row) => isOfKind(row) && isSuch(row)));
  const unfiltered = action === undefined && kind === undefined;
  return {
    all: whole ? String(all) : cut && unfiltered ? `${countedTo}+` : undefined,
    actions: by("action", isOfKind),
    kinds: by("noun", isSuch),
  };
}

const sumOf = (rows: readonly Tally[]): number => rows.reduce((sum, { n }) => sum + n, 0);
