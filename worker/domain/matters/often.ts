import { and, desc, gt, lt, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { counters } from "../../../db/tenant/schema/work.ts";
import { type RowChange, statement } from "../kernel/changes.ts";

const prefix = "category ";

/** Adds a report to those of its category, or takes it off where it was none of that. */
export const countedAs = (category: string, by: 1 | -1 = 1): RowChange =>
  statement((orm) =>
    orm
      .insert(counters)
      .values({ name: prefix + category, value: by })
      .onConflictDoUpdate({ target: counters.name, set: { value: sql`${counters.value} + ${by}` } }),
  );

/** For a read batch: what was reported most, by category; it reads a row for each category that was ever used. */
export const mostReported = (orm: Builder, most: number) =>
  orm
    .select({ category: sql<string>`substr(${counters.name}, ${prefix.length + 1})` })
    .from(counters)
    .where(and(gt(counters.name, prefix), lt(counters.name, `${prefix}~`)))
    .orderBy(desc(counters.value), counters.name)
    .limit(most);
