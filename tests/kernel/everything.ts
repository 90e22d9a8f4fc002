import { getTableName, is } from "drizzle-orm";
import { SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Database } from "../../db/client.ts";
import { audit } from "../../db/kernel/schema.ts";
import * as county from "../../db/tenant/schema/index.ts";

export type Rows = Record<string, Record<string, unknown>[]>;

/** Every row of a county's database by table, without the audit's hashes: those follow a moment after each write. */
export async function everythingIn(db: Database): Promise<Rows> {
  const tables = Object.values(county).filter((table) => is(table, SQLiteTable));
  const found = (await db.read(
    Object.fromEntries(tables.map((table) => [getTableName(table), db.orm.select().from(table)])),
  )) as Rows;
  const unsealed = (found[getTableName(audit)] ?? []).map(({ hash: _hash, ...row }) => row);
  return { ...found, [getTableName(audit)]: unsealed };
}

/** The rows of one database that weren't there before, or stood otherwise. */
export function changesBetween(before: Rows, after: Rows): Rows {
  const changed = Object.entries(after).map(([table, rows]) => {
    const known = new Set(before[table]?.map((row) => JSON.stringify(row)));
    return [table, rows.filter((row) => !known.has(JSON.stringify(row)))] as const;
  });
  return Object.fromEntries(changed.filter(([, rows]) => rows.length > 0));
}
