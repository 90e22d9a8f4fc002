import { fillPlaceholders, type Placeholder, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import { drizzle } from "drizzle-orm/libsql/web";
import type { Answered } from "./hrana.ts";

/** A drizzle query that has not run yet. Never `await` one: hand it to `read` or `write`. */
export type Query<T = unknown> = BatchItem<"sqlite"> & { readonly _: { readonly result: T } };

/** Builds queries; it has no connection and can't run anything by itself. */
export const builder = drizzle.mock();

/** What every drizzle query can do, though its type keeps it to itself. */
interface Prepared {
  getQuery(): { sql: string; params: unknown[] };
  mapResult(answered: Answered | undefined, fromBatch: true): unknown;
}

export const preparedOf = (query: unknown): Prepared => (query as { _prepare(): Prepared })._prepare();

/** Stand for the values of a query. */
export type Places<V> = { readonly [K in keyof V]-?: Placeholder<string, V[K]> };

/**
 * A query that always reads the same but for its values. drizzle takes longer to write one than SQLite to run it, so what
 * every request asks is written once.
 */
export function compiled<V extends object, Q extends Query>(
  build: (orm: typeof builder, value: Places<V>) => Q,
): (values: V) => Q {
  let written: { sql: string; params: unknown[]; prepared: Prepared } | undefined;
  return (values) => {
    if (!written) {
      const prepared = preparedOf(build(builder, places as Places<V>));
      written = { ...prepared.getQuery(), prepared };
    }
    const { sql, params, prepared } = written;
    const getQuery = () => ({ sql, params: fillPlaceholders(params, values as Record<string, unknown>) });
    const mapResult: Prepared["mapResult"] = (...answer) => prepared.mapResult(...answer);
    return { toSQL: getQuery, _prepare: () => ({ getQuery, mapResult }) } as unknown as Q;
  };
}

const places = new Proxy({}, { get: (_, name) => sql.placeholder(String(name)) });
