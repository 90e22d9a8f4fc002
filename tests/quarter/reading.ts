import { and, getTableColumns, inArray, notInArray, or, type SQL, sql } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Database } from "../../db/client.ts";
import { accounts, grants } from "../../db/kernel/schema.ts";
import { figures } from "../../db/tenant/schema/figures.ts";
import { matters } from "../../db/tenant/schema/matters.ts";
import { clocks, counters, events, listings, tallies } from "../../db/tenant/schema/work.ts";
import type { Event } from "./stands.ts";
import type { World } from "./world.ts";

/** What was read of a county's events so far, by record: none is ever changed. */
export interface Memory {
  last: number;
  readonly events: Map<string, Event[]>;
  /** The matters that were read, by what people call them. */
  readonly numbers: Map<string, string>;
}
export const newMemory = (): Memory => ({ last: 0, events: new Map(), numbers: new Map() });

/** How many rows are read at once: the server's answers are bounded. */
const most = 1000;

/** The rows of a table, a page at a time, in the order in which they were written; each with its place in that. */
export async function paged<T extends SQLiteTable>(db: Database, table: T, which?: SQL, since = 0) {
  const found: (T["$inferSelect"] & { place: number })[] = [];
  for (let last = since; ; ) {
    const { rows } = await db.read({
      rows: db.orm
        .select({ ...getTableColumns(table), place: sql<number>`rowid`.mapWith(Number).as("place") })
        .from(table as SQLiteTable)
        .where(and(which, sql`rowid > ${last}`))
        .orderBy(sql`rowid`)
        .limit(most),
    });
    found.push(...(rows as unknown as typeof found));
    last = found.at(-1)?.place ?? last;
    if (rows.length < most) return found;
  }
}

/** Reads the events written since; answers of which records. */
async function remember(db: Database, memory: Memory): Promise<string[]> {
  const fresh = await paged(db, events, undefined, memory.last);
  memory.last = fresh.at(-1)?.place ?? memory.last;
  for (const event of fresh) {
    const own = memory.events.get(event.record) ?? [];
    if (own.length === 0) memory.events.set(event.record, own);
    own.push(event);
  }
  return [...new Set(fresh.map(({ record }) => record))];
}

/** What there is to check: all, or what hasn't ended and what something happened to since. */
export async function readAll({ place: { db }, memory }: World, isLast: boolean) {
  const changed = await remember(db, memory);
  const some = or(
    notInArray(matters.state, ["closed", "declined"]),
    inArray(matters.id, sql`(select value from json_each(${JSON.stringify(changed)}))`),
  );
  const which = isLast ? undefined : some;
  const ofThese = and(
    sql`noun = 'matter'`,
    sql`record in (select id from matters where ${which ?? sql`true`})`,
  );
  const all = await paged(db, matters, which);
  for (const { number, id } of all) memory.numbers.set(number, id);
  return {
    all,
    clocks: await paged(db, clocks, ofThese),
    listed: await paged(db, listings, ofThese),
    posts: await postsHeld(db),
    /** Sums over all there is; null where not all was read. */
    sums: isLast ? await sumsKept(db) : null,
  };
}
export type Everything = Awaited<ReturnType<typeof readAll>>;

const sumsKept = async (db: Database) => ({
  tallied: await paged(db, tallies, sql`noun = 'matter' and n <> 0`),
  counted: await paged(db, counters),
  figures: await paged(db, figures),
});
export type Sums = Awaited<ReturnType<typeof sumsKept>>;

/** Where somebody is: by the posts that last. */
async function postsHeld(db: Database): Promise<ReadonlySet<string>> {
  const { posts } = await db.read({
    posts: db.orm
      .select({ scope: grants.scopeId })
      .from(grants)
      .innerJoin(accounts, sql`${accounts.id} = ${grants.accountId}`)
      .where(sql`revoked_at is null and disabled_at is null`),
  });
  return new Set(posts.map(({ scope }) => scope ?? ""));
}
