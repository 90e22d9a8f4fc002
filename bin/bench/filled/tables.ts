import { DatabaseSync } from "node:sqlite";
import { getTableColumns, getTableName } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import { finds, listings } from "../../../db/tenant/schema/work.ts";
import type { Listing } from "../../../worker/domain/kernel/listings.ts";
import { standingWords } from "../../../worker/domain/kernel/listings.ts";
import { type Instant, instant, toMs } from "../../../worker/time/instants.ts";

export type Put = <T extends SQLiteTable>(table: T, row: T["$inferInsert"]) => void;

/**
 * Fills a database file that no server has open: fast, and not durable. Indexes and triggers are made again when all rows
 * are there; what triggers would have kept is reckoned then.
 */
export function filling(file: string, fill: (put: Put, database: DatabaseSync) => void): void {
  const database = new DatabaseSync(file);
  try {
    database.exec(`PRAGMA journal_mode = DELETE; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
      PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -600000`);
    const kept = database
      .prepare(
        "SELECT type, name, sql FROM sqlite_schema WHERE type IN ('index', 'trigger') AND sql IS NOT NULL",
      )
      .all();
    for (const { type, name } of kept) database.exec(`DROP ${type} "${name}"`);
    database.exec("BEGIN");
    fill(putter(database), database);
    database.exec("COMMIT");
    for (const { type, sql } of kept) if (type === "index") database.exec(String(sql));
    database.exec(`INSERT INTO found (found) VALUES ('rebuild'); ${recount}`);
    mergeWords(database);
    for (const { type, sql } of kept) if (type === "trigger") database.exec(String(sql));
    database.exec("PRAGMA locking_mode = NORMAL; PRAGMA journal_mode = DELETE; PRAGMA journal_mode = WAL");
  } finally {
    database.close();
  }
}

/** As the upkeep leaves the index of words: the parts of like size put together. */
function mergeWords(database: DatabaseSync): void {
  const changes = database.prepare("SELECT total_changes() AS n");
  for (let before = -2, n = 0; n - before >= 2; ) {
    before = n;
    database.exec("INSERT INTO found (found, rank) VALUES ('merge', 5000)");
    n = Number(changes.get()?.n);
  }
}

/** How many there are of what, counted from nothing. */
const counted = `
  SELECT noun, scope, active, state, kind, source, count(*) AS n FROM listings GROUP BY 1, 2, 3, 4, 5, 6
  UNION ALL SELECT noun, scope, active, '*', '', '', count(*) FROM listings GROUP BY 1, 2, 3`;

const recount = `DELETE FROM tallies; INSERT INTO tallies ${counted};
  DELETE FROM audit_tallies; INSERT INTO audit_tallies (action, noun, n)
    SELECT action, substr(subject, 1, instr(subject, ':') - 1), count(*) FROM audit GROUP BY 1, 2;
  INSERT OR IGNORE INTO audit_names (part, who, name) SELECT lower(substr(name, value)), who, name
    FROM (SELECT DISTINCT coalesce(nullif(actor_id, ''), actor_name) AS who, actor_name AS name FROM audit), json_each('[1,2,3,4,5,6,7,8,9,10,11,12]')
    WHERE value <= length(name)`;

/** How many tallies aren't what there is to be counted. */
export function miscounted(file: string): number {
  using database = new DatabaseSync(file, { readOnly: true });
  const kept = "SELECT noun, scope, active, state, kind, source, n FROM tallies WHERE n <> 0";
  const row = database
    .prepare(`WITH counted AS MATERIALIZED (${counted}), kept AS MATERIALIZED (${kept})
      SELECT (SELECT count(*) FROM (SELECT * FROM counted EXCEPT SELECT * FROM kept))
        + (SELECT count(*) FROM (SELECT * FROM kept EXCEPT SELECT * FROM counted)) AS n`)
    .get();
  return Number(row?.n);
}

/** Writes rows as fast as they come: a statement is made once for each table and set of columns. */
function putter(database: DatabaseSync): Put {
  const known = new Map<string, (row: object) => void>();
  return (table, row) => {
    const shape = [getTableName(table), ...Object.keys(row)].join();
    const insert = known.get(shape) ?? inserting(database, table, Object.keys(row));
    known.set(shape, insert);
    insert(row);
  };
}

function inserting(database: DatabaseSync, table: SQLiteTable, keys: readonly string[]) {
  const columns = keys.flatMap((key) => getTableColumns(table)[key] ?? []);
  const names = columns.map(({ name }) => name).join(", ");
  const statement = database.prepare(
    `INSERT INTO ${getTableName(table)} (${names}) VALUES (${columns.map(() => "?").join(", ")})`,
  );
  return (row: object) => {
    const values: unknown[] = Object.values(row);
    const stored = values.map((value, at) => (value === null ? null : columns[at]?.mapToDriverValue(value)));
    statement.run(...(stored as (string | number | null)[]));
  };
}

/** What `list` writes of a record, given when the next of its clocks that somebody must keep runs out. */
export function putListing(
  put: Put,
  listing: Listing & { words: string },
  dueAt: string | null = null,
): void {
  const { noun, record, scopes, active, state, kind = "", source = "", sort, words } = listing;
  const stands = { noun, record, active, state, kind, source, sort, urgent: `${dueAt ?? "9"} ${sort}` };
  for (const scope of scopes) put(listings, { ...stands, scope });
  put(finds, { record, words, scopes: standingWords(listing) });
}

export const later = (at: Instant, ms: number): Instant => instant(toMs(at) + ms);
