import { inArray, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn, SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Context } from "../kernel/context.ts";
import { scopesOf } from "../kernel/rights.ts";
import type { ListOf } from "./asked.ts";

/** What some records are called, of those that a person finds. */
export async function namesOf(
  { db, actor }: Context,
  { right }: ListOf,
  { table, name }: { table: SQLiteTable & { id: SQLiteColumn }; name: SQL<string> },
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const own = [...scopesOf(actor.grants, right), ""];
  const { found } = await db.read({
    found: db.orm
      .select({ id: sql<string>`${table.id}`, name })
      .from(table)
      .where(
        sql`${inArray(table.id, [...ids, ""])}
          and exists (select 1 from listings where record = ${table.id} and scope in ${own})`,
      ),
  });
  return new Map(found.map((row) => [row.id, row.name]));
}
