import type { BatchItem } from "drizzle-orm/batch";
import { connectionTo, type DatabaseAddress, type Meter } from "./connections.ts";
import type { Statement } from "./hrana.ts";
import type { Known } from "./known.ts";
import { builder, preparedOf } from "./queries.ts";

export { type DatabaseAddress, forgetDatabase, type Meter } from "./connections.ts";
export type { Query } from "./queries.ts";
export { ConstraintFailed, DatabaseBlocked, DatabaseUnavailable, SchemaMissing } from "./refusals.ts";

export type Results<Q extends Record<string, BatchItem<"sqlite">>> = {
  [K in keyof Q]: Q[K] extends { readonly _: { readonly result: infer R } } ? R : never;
};

export const newMeter = (rows = false): Meter => ({ trips: 0, rowsRead: 0, rowsWritten: 0, rows });

/** Builds queries of one database. */
export interface Builder
  extends Pick<typeof builder, "select" | "selectDistinct" | "insert" | "update" | "delete" | "run"> {
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

const statementOf = (query: ReturnType<typeof preparedOf>): Statement => {
  const { sql, params } = query.getQuery();
  return { sql, args: params };
};

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
