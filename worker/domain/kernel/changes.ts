import { and, eq, getTableName, type InferInsertModel, is, SQL, sql } from "drizzle-orm";
import type { SQLiteColumn, SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Builder, Query } from "../../../db/client.ts";
import { guard } from "../../../db/kernel/schema.ts";
import { compiled, type Places } from "../../../db/queries.ts";
import type { Instant } from "../../time/instants.ts";
import type { Happenings, Said } from "./happenings.ts";
import type { Recorded, Ref } from "./record.ts";

/** A table whose rows count their changes. */
type Revised = SQLiteTable & { id: SQLiteColumn; revision: SQLiteColumn };

/** One change of rows, as a value: a decision returns these and touches nothing. */
export type RowChange =
  | { readonly op: "insert"; readonly table: SQLiteTable; readonly row: Record<string, unknown> }
  | {
      readonly op: "update";
      readonly table: Revised;
      readonly id: string;
      readonly revision: number;
      readonly set: object;
    }
  | { readonly op: "assertRevision"; readonly table: Revised; readonly id: string; readonly revision: number }
  | { readonly op: "assert"; readonly condition: SQL }
  | {
      readonly op: "updateWhere";
      readonly table: SQLiteTable;
      readonly where: SQL | undefined;
      readonly set: object;
    }
  | {
      readonly op: "updateExactlyOne";
      readonly table: SQLiteTable;
      readonly where: SQL | undefined;
      readonly set: object;
    }
  | { readonly op: "statement"; readonly build: (orm: Builder) => Query };

/** What a command decided. `detail` goes into the audit log, so no secrets and no contact data. */
export interface Changes<R, E = Happenings> {
  readonly result: R;
  /** The record it is about. */
  readonly on: Ref;
  /** Who did it, where the act itself tells: whoever accepts an invitation has no session yet. */
  readonly by?: { readonly accountId: string; readonly name: string };
  /** What the log calls it, where the right that allowed it covers opposite acts. */
  readonly recordedAs?: Recorded;
  readonly detail?: Record<string, unknown>;
  /** What goes into the record's timeline. */
  readonly says?: Said<E>;
  /** When it happened, where that isn't now: what time made happen, happened when it was due. */
  readonly at?: Instant;
  readonly rows: readonly RowChange[];
}

export const insert = <T extends SQLiteTable>(table: T, row: WithSql<InferInsertModel<T>>): RowChange => ({
  op: "insert",
  table,
  row,
});

/** Changes one row if it still has this revision; otherwise the whole batch is rolled back. */
export const update = <T extends Revised>(
  table: T,
  at: { id: string; revision: number },
  set: Partial<WithSql<InferInsertModel<T>>>,
): RowChange => ({ op: "update", table, id: at.id, revision: at.revision, set });

/** Changes nothing, but rolls the batch back unless the row still has this revision: for what is added to a record. */
export const assertRevision = <T extends Revised>(
  table: T,
  at: { id: string; revision: number },
): RowChange => ({ op: "assertRevision", table, id: at.id, revision: at.revision });

/** Changes nothing, but rolls the batch back unless this is true when it is committed. */
export const assert = (condition: SQL): RowChange => ({ op: "assert", condition });

/** Changes whatever rows match, none included. */
export const updateWhere = <T extends SQLiteTable>(
  table: T,
  where: SQL | undefined,
  set: Partial<WithSql<InferInsertModel<T>>>,
): RowChange => ({ op: "updateWhere", table, where, set });

/** The same, but rolls the batch back unless exactly one row matches. */
export const updateExactlyOne = <T extends SQLiteTable>(
  table: T,
  where: SQL | undefined,
  set: Partial<WithSql<InferInsertModel<T>>>,
): RowChange => ({ op: "updateExactlyOne", table, where, set });

export const statement = (build: (orm: Builder) => Query): RowChange => ({ op: "statement", build });

export type WithSql<T> = { [K in keyof T]: T[K] | SQL };

/** The statements that carry out a change, in order. */
export function statementsOf(orm: Builder, change: RowChange): Query[] {
  switch (change.op) {
    case "insert":
      return [inserted(orm, change.table, change.row)];
    case "updateWhere":
      return [orm.update(change.table).set(change.set).where(change.where)];
    case "updateExactlyOne":
      return [orm.update(change.table).set(change.set).where(change.where), ...exactlyOne()];
    case "statement":
      return [change.build(orm)];
    case "assert":
      return guarded(orm, sql`case when ${change.condition} then 1 else 0 end`);
    case "assertRevision":
      return [atRevision(orm, change, { revision: change.revision }), ...exactlyOne()];
    case "update": {
      const set = { ...change.set, revision: sql`${change.table.revision} + 1` };
      return [atRevision(orm, change, set), ...exactlyOne()];
    }
  }
}

const atRevision = (
  orm: Builder,
  { table, id, revision }: { table: Revised; id: string; revision: number },
  set: object,
): Query =>
  orm
    .update(table)
    .set(set as never)
    .where(and(eq(table.id, id), eq(table.revision, revision)));

/** By table and the columns that are given: rows of a kind are alike. */
const inserts = new Map<string, (row: Record<string, unknown>) => Query>();

function inserted(orm: Builder, table: SQLiteTable, row: Record<string, unknown>): Query {
  const given = Object.entries(row).filter(([, value]) => value !== undefined);
  // What SQL is in a row may differ from row to row.
  if (given.some(([, value]) => is(value, SQL))) return orm.insert(table).values(row as never);
  const shape = given.map(([name, value]) => (value === null ? `${name} null` : name));
  const key = `${getTableName(table)}: ${shape.join()}`;
  const make =
    inserts.get(key) ??
    compiled((orm, value: Places<Record<string, unknown>>) =>
      orm
        .insert(table)
        .values(
          Object.fromEntries(
            given.map(([name, each]) => [name, each === null ? null : value[name]]),
          ) as never,
        ),
    );
  inserts.set(key, make);
  return make(row);
}

/** Fails the batch unless the statement before changed exactly one row. */
export const exactlyOne = (): Query[] => [oneChanged({}), emptied({})];

const oneChanged = compiled((orm) => orm.insert(guard).values({ ok: sql`changes()` }));
const emptied = compiled((orm) => orm.delete(guard));

/** The guard takes nothing but 1. */
const guarded = (orm: Builder, value: SQL): Query[] => [orm.insert(guard).values({ ok: value }), emptied({})];
