import { and, eq, type InferInsertModel, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn, SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Builder, Query } from "../../../db/client.ts";
import { guard } from "../../../db/kernel/schema.ts";
import type { Recorded } from "../audit/trace.ts";

/** A table whose rows count their changes. */
type Versioned = SQLiteTable & { id: SQLiteColumn; version: SQLiteColumn };

/** One change of rows, as a value: a decision returns these and touches nothing. */
export type RowChange =
  | { readonly op: "insert"; readonly table: SQLiteTable; readonly row: Record<string, unknown> }
  | {
      readonly op: "update";
      readonly table: Versioned;
      readonly id: string;
      readonly version: number;
      readonly set: object;
    }
  | { readonly op: "unchanged"; readonly table: Versioned; readonly id: string; readonly version: number }
  | {
      readonly op: "amend";
      readonly table: SQLiteTable;
      readonly where: SQL | undefined;
      readonly set: object;
    }
  | {
      readonly op: "amendOne";
      readonly table: SQLiteTable;
      readonly where: SQL | undefined;
      readonly set: object;
    }
  | { readonly op: "statement"; readonly build: (orm: Builder) => Query };

/** What a command decided. `subject` is `<noun>:<id>`; `detail` goes into the audit log, so no secrets and no contact data. */
export interface Changes<R> {
  readonly result: R;
  readonly subject: string;
  /** How the audit log calls it, where the action that allowed it covers opposite acts. */
  readonly recordedAs?: Recorded;
  readonly detail?: Record<string, unknown>;
  readonly rows: readonly RowChange[];
}

export const insert = <T extends SQLiteTable>(table: T, row: WithSql<InferInsertModel<T>>): RowChange => ({
  op: "insert",
  table,
  row,
});

/** Changes one row if it still has this version; otherwise the whole batch is rolled back. */
export const update = <T extends Versioned>(
  table: T,
  at: { id: string; version: number },
  set: Partial<WithSql<InferInsertModel<T>>>,
): RowChange => ({ op: "update", table, id: at.id, version: at.version, set });

/** Changes nothing, but rolls the batch back unless the row still has this version: for what is added to a record. */
export const unchanged = <T extends Versioned>(table: T, at: { id: string; version: number }): RowChange => ({
  op: "unchanged",
  table,
  id: at.id,
  version: at.version,
});

/** Changes whatever rows match, none included. */
export const amend = <T extends SQLiteTable>(
  table: T,
  where: SQL | undefined,
  set: Partial<WithSql<InferInsertModel<T>>>,
): RowChange => ({ op: "amend", table, where, set });

/** The same, but rolls the batch back unless exactly one row matches. */
export const amendOne = <T extends SQLiteTable>(
  table: T,
  where: SQL | undefined,
  set: Partial<WithSql<InferInsertModel<T>>>,
): RowChange => ({ op: "amendOne", table, where, set });

export const statement = (build: (orm: Builder) => Query): RowChange => ({ op: "statement", build });

type WithSql<T> = { [K in keyof T]: T[K] | SQL };

/** The statements that carry out a change, in order. */
export function statementsOf(orm: Builder, change: RowChange): Query[] {
  switch (change.op) {
    case "insert":
      return [orm.insert(change.table).values(change.row as never)];
    case "amend":
      return [orm.update(change.table).set(change.set).where(change.where)];
    case "amendOne":
      return [orm.update(change.table).set(change.set).where(change.where), ...exactlyOne(orm)];
    case "statement":
      return [change.build(orm)];
    case "unchanged":
      return [atVersion(orm, change, { version: change.version }), ...exactlyOne(orm)];
    case "update": {
      const set = { ...change.set, version: sql`${change.table.version} + 1` };
      return [atVersion(orm, change, set), ...exactlyOne(orm)];
    }
  }
}

const atVersion = (
  orm: Builder,
  { table, id, version }: { table: Versioned; id: string; version: number },
  set: object,
): Query =>
  orm
    .update(table)
    .set(set as never)
    .where(and(eq(table.id, id), eq(table.version, version)));

/** Fails the batch unless the statement before changed exactly one row. */
export function exactlyOne(orm: Builder): Query[] {
  return [orm.insert(guard).values({ ok: sql`changes()` }), orm.delete(guard)];
}
