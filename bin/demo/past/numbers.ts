import { and, between, eq, or, type SQL, sql } from "drizzle-orm";
import type { Database, Query } from "../../../db/client.ts";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { counters } from "../../../db/tenant/schema/work.ts";
import type { Report } from "./plan.ts";

const yearsOf = (reports: readonly Report[]) => Map.groupBy(reports, ({ number }) => number.slice(0, 4));

/** Keeps the first numbers of each year for what is told of the past, since that is told last. */
export async function keepNumbers({ orm, write }: Database, reports: readonly Report[]): Promise<void> {
  const kept = [...yearsOf(reports)].map(([year, { length: value }]) =>
    orm.insert(counters).values({ name: `matter ${year}`, value }),
  );
  if (kept.length > 0) await write(kept);
}

/** Matters that have one of these numbers. */
export const numbered = (reports: readonly Report[]): SQL =>
  or(
    sql`false`,
    ...[...yearsOf(reports).values()].map((own) =>
      and(between(matters.number, own[0]?.number ?? "", own.at(-1)?.number ?? "")),
    ),
  ) ?? sql`false`;

/**
 * The same database, where what is written takes the numbers that were kept: the year's counter is exchanged for theirs for
 * the one transaction, so that others go on with their own.
 */
export function withKept(db: Database, year: string): Database {
  const [name, kept, aside] = [`matter ${year}`, `kept ${year}`, `aside ${year}`];
  const rename = (from: string, to: string): Query =>
    db.orm.update(counters).set({ name: to }).where(eq(counters.name, from));
  return {
    ...db,
    write: async (statements) => {
      if (statements.length === 0) return db.write(statements);
      return db.write([
        rename(name, aside),
        rename(kept, name),
        ...statements,
        rename(name, kept),
        rename(aside, name),
      ]);
    },
  };
}

/** When all is told. */
export const forgetKept = ({ orm, write }: Database) =>
  write([orm.delete(counters).where(sql`${counters.name} like 'kept %'`)]);
