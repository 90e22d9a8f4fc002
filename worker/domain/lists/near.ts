import { sql } from "drizzle-orm";
import type { Query } from "../../../db/client.ts";
import type { Context } from "../kernel/context.ts";
import type { Scope } from "../kernel/listings.ts";
import { countedTo, type Near } from "./counts.ts";
import { afterDays, all, dueWithin, type Scan, standing } from "./scan.ts";
import { choosing, waysOf } from "./ways.ts";
import type { DueBucket } from "./words.ts";

/**
 * For a read batch: how much of what runs is overdue, due today and due within seven days, among the first of each that an
 * index finds. What is to come is read in its order, once: as far as is looked, all of today is among it.
 */
export function nearFor({ db: { orm } }: Pick<Context, "db">, scan: Scan): Query<Near[]> {
  const of = { ...scan, asked: { ...scan.asked, due: undefined, done: undefined } };
  const tonight = sql`urgent < ${afterDays(scan.now, 1)}`;
  // In one scope each record stands once: to tell them apart takes longer than to read them.
  const each = scan.scopes.length === 1 ? sql`*` : sql`distinct record`;
  const count = (bucket: DueBucket) => {
    const within = bucket === "today" ? tonight : sql`true`;
    return sql`count(${each}) filter (where ${within} and meant) as ${sql.raw(bucket)},
      count(${each}) filter (where ${within}) as ${sql.raw(`${bucket}_looked`)}`;
  };
  return orm
    .select({ overdue: looked("overdue"), today: looked("today"), week: looked("week") })
    .from(sql`(select ${count("overdue")} from ${first(of, "overdue")}),
      (select ${count("today")}, ${count("week")} from ${first(of, "week")})`);
}

const looked = (bucket: DueBucket) => ({
  n: sql<number>`${sql.raw(bucket)}`.mapWith(Number),
  looked: sql<number>`${sql.raw(`${bucket}_looked`)}`.mapWith(Number),
});

/** The first of a bucket that an index finds, with whether each is meant. */
function first(scan: Scan, bucket: DueBucket) {
  const from = ({ served, rest, only }: ReturnType<typeof waysOf>[number], scope: Scope) => {
    const also = rest.length > 0 ? sql`, state, kind, source` : sql``;
    const meant = sql.join([sql`true`, ...rest, ...(scan.guard ? [scan.guard] : [])], sql` and `);
    // As a condition it stops at what is true; as a value it would ask all of it.
    return sql`select record, urgent, (case when ${meant} then 1 else 0 end) as meant from (select record, urgent ${also} from listings
      where noun = ${scan.list.noun} and scope = ${only(scope)} and ${standing(scan)} ${served}
        and ${dueWithin(bucket, scan.now)} order by urgent limit ${countedTo + 1}) listings`;
  };
  const ways = waysOf(scan);
  return sql`(${choosing(scan)} ${all(scan.scopes.flatMap((scope) => ways.map((way) => from(way, scope))))})`;
}
