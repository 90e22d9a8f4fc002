import type { BatchItem } from "drizzle-orm/batch";
import { drizzle } from "drizzle-orm/libsql/web";
import { connectionTo, type DatabaseAddress, type Meter } from "./connections.ts";
import type { Answered, Statement } from "./hrana.ts";
import type { Known } from "./known.ts";

export { type DatabaseAddress, forgetDatabase, type Meter } from "./connections.ts";
export { ConstraintFailed, DatabaseUnavailable, SchemaMissing } from "./refusals.ts";

/** A drizzle query that has not run yet. Never `await` one: hand it to `read` or `write`. */
export type Query<T = unknown> = BatchItem<"sqlite"> & { readonly _: { readonly result: T } };

export type Results<Q extends Record<string, BatchItem<"sqlite">>> = {
  [K in keyof Q]: Q[K] extends { readonly _: { readonly result: infer R } } ? R : never;
};

export const newMeter = (rows = false): Meter => ({ trips: 0, rowsRead: 0, rowsWritten: 0, rows });

/** The builder for queries: it has no connection and can't run anything by itself. */
export interface Builder
  extends Pick<
    ReturnType<typeof drizzle>,
    "select" | "selectDistinct" | "insert" | "update" | "delete" | "run"
  > {
  /** What needn't be asked of this database again. */
  readonly known: Known;
}

export interface Database {
  readonly orm: Builder;
  readonly meter: Meter;
  /**
   * Runs all queries in one round trip and one snapshot; the answers come back under the same names. A write that
   * answers (`returning`) may stand among them.
   */
  read<Q extends Record<string, BatchItem<"sqlite">>>(queries: Q): Promise<Results<Q>>;
  /** Runs all statements in one round trip, all or none. */
  write(statements: readonly BatchItem<"sqlite">[]): Promise<void>;
  /** Runs plain SQL statements in one round trip, all or none (migrations). */
  script(statements: readonly string[]): Promise<void>;
}

/** What every drizzle query can do, though its type keeps it to itself. */
interface Prepared {
  getQuery(): { sql: string; params: unknown[] };
  mapResult(answered: Answered | undefined, fromBatch: true): unknown;
}

const preparedOf = (query: unknown) => (query as { _prepare(): Prepared })._prepare();

const statementOf = (query: Prepared): Statement => {
  const { sql, params } = query.getQuery();
  return { sql, args: params };
};

const builder = drizzle.mock();

export function openDatabase(address: DatabaseAddress, meter: Meter = newMeter()): Database {
  const connection = connectionTo(address);
  return {
    orm: Object.assign(Object.create(builder) as typeof builder, { known: connection.known }),
    meter,
    read: async (queries) => {
      const prepared = Object.values(queries).map(preparedOf);
      const answers = await connection.run("read", prepared.map(statementOf), meter);
      const named = Object.keys(queries).map((name, at) => [
        name,
        prepared[at]?.mapResult(answers[at], true),
      ]);
      return Object.fromEntries(named);
    },
    write: async (statements) => {
      await connection.run("write", statements.map(preparedOf).map(statementOf), meter);
    },
    script: async (statements) => {
      await connection.run(
        "write",
        statements.map((sql) => ({ sql, args: [] })),
        meter,
      );
    },
  };
}
