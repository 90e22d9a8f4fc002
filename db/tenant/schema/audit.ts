import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** What the log's pages know of it without reading it: kept by triggers on `audit`, which only ever grows. */

/** How often what was done to which kind of record. */
export const auditTallies = sqliteTable(
  "audit_tallies",
  { action: text().notNull(), noun: text().notNull(), n: integer().notNull() },
  (table) => [primaryKey({ columns: [table.action, table.noun] })],
);

/**
 * By which part of their name whoever is in the log is found: a row for each character that a name can be read from on, in
 * small letters. `who` is an account, or the name itself of whoever has none.
 */
export const auditNames = sqliteTable(
  "audit_names",
  { part: text().notNull(), who: text().notNull(), name: text().notNull() },
  (table) => [primaryKey({ columns: [table.part, table.who, table.name] })],
);
