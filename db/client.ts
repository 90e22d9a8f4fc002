import { createClient, LibsqlError } from "@libsql/client/web";
import type { BatchItem } from "drizzle-orm/batch";
import { drizzle } from "drizzle-orm/libsql/web";

/** A drizzle query that has not run yet. Never `await` one: hand it to `read` or `write`. */
export type Query<T = unknown> = BatchItem<"sqlite"> & { readonly _: { readonly result: T } };

export type Results<Q extends Record<string, BatchItem<"sqlite">>> = {
  [K in keyof Q]: Q[K] extends { readonly _: { readonly result: infer R } } ? R : never;
};

/** Where a libSQL database is and the token that opens it, and nothing else. */
export interface DatabaseAddress {
  url: string;
  token?: string | undefined;
  /** sqld only: the namespace; Turso gives every database a host of its own. */
  namespace?: string | undefined;
}

/** Counts what a request costs. `rowsRead` stays 0 unless `rows` asks for it (each answer is then parsed twice). */
export interface Meter {
  trips: number;
  rowsRead: number;
  rowsWritten: number;
  rows: boolean;
}

export const newMeter = (rows = false): Meter => ({ trips: 0, rowsRead: 0, rowsWritten: 0, rows });

/** The builder for queries: it has no connection and can't run anything by itself. */
export type Builder = Pick<
  ReturnType<typeof drizzle>,
  "select" | "selectDistinct" | "insert" | "update" | "delete" | "run"
>;

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

/** The database can't be reached or refused to answer: nothing is known to be written. */
export class DatabaseUnavailable extends Error {
  override readonly name = "DatabaseUnavailable";
}

/** A table isn't there: the database is empty, or not the one it should be. */
export class SchemaMissing extends DatabaseUnavailable {}

/** Others were writing all the time. */
class DatabaseBusy extends DatabaseUnavailable {}

/** A constraint of the database refused the batch; `constraint` names it, as `table.column` or `guard`. */
export class ConstraintFailed extends Error {
  override readonly name = "ConstraintFailed";
  readonly constraint: string;
  constructor(constraint: string, options: ErrorOptions) {
    super(`constraint failed: ${constraint}`, options);
    this.constraint = constraint;
  }
}

/** What every drizzle query can do, though its type keeps it to itself. */
interface Prepared {
  _prepare(): { getQuery(): { sql: string; params: unknown[] } };
}

export function openDatabase(address: DatabaseAddress, meter: Meter = newMeter()): Database {
  const client = createClient({
    url: address.url,
    ...(address.token ? { authToken: address.token } : {}),
    fetch: countingFetch(address, meter),
  });
  const orm = drizzle(client);
  return {
    orm,
    meter,
    read: async (queries) => {
      const names = Object.keys(queries);
      const batch = Object.values(queries) as [BatchItem<"sqlite">, ...BatchItem<"sqlite">[]];
      const answers = await inTurn(() => named(orm.batch(batch)));
      return Object.fromEntries(names.map((name, index) => [name, answers[index]])) as never;
    },
    write: async (statements) => {
      const built = statements.map((statement) => {
        const { sql, params } = (statement as unknown as Prepared)._prepare().getQuery();
        return { sql, args: params as never[] };
      });
      if (built.length > 0) await inTurn(() => named(client.batch(built, "write")));
    },
    script: async (statements) => {
      if (statements.length > 0) await named(client.batch([...statements], "write"));
    },
  };
}

function countingFetch(address: DatabaseAddress, meter: Meter) {
  const namespace = address.namespace && btoa(address.namespace).replaceAll("=", "");
  return async (input: Request | URL | string, init?: RequestInit): Promise<Response> => {
    const request = new Request(input as Request, init);
    if (namespace) {
      request.headers.set("x-namespace-bin", namespace);
      // sqld is next door: compressing its small answers cost a fifth of the time spent on them (measured).
      request.headers.set("accept-encoding", "identity");
    }
    const response = await answered(request).catch((cause: unknown) => {
      throw new DatabaseUnavailable("no answer from the database", { cause });
    });
    if (new URL(request.url).pathname.endsWith("/pipeline")) {
      meter.trips += 1;
      if (meter.rows) await countRows(response.clone(), meter);
    }
    return wholeOrNone(response);
  };
}

/** An answer that breaks off, or is no JSON, is none. */
function wholeOrNone(response: Response): Response {
  const json = response.json.bind(response);
  const whole = () =>
    json().catch((cause: unknown) => {
      throw new DatabaseUnavailable("no whole answer from the database", { cause });
    });
  return Object.assign(response, { json: whole });
}

/**
 * How long an answer is waited for, in milliseconds: three times what the server lets a write hold the others up.
 * A server that takes the connection and never answers must not keep people waiting without a word.
 */
const patience = 15_000;

/** The limit covers the whole answer, its body too. */
const answered = (request: Request): Promise<Response> =>
  fetch(request, { signal: AbortSignal.timeout(patience) });

async function countRows(response: Response, meter: Meter): Promise<void> {
  const text = await response.text();
  for (const [, kind, count] of text.matchAll(/"rows_(read|written)":(\d+)/g)) {
    if (kind === "read") meter.rowsRead += Number(count);
    else meter.rowsWritten += Number(count);
  }
}

/** How often a write asks for its turn. The server lets it wait half a second each time (measured, sqld 0.24.1). */
const turns = 24;

/**
 * The server lets one write into a database at a time and refuses whoever waited too long: with thirty people
 * writing at once some always do. Such a batch was never begun or was rolled back, so it may be sent again.
 */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  for (let turn = 1; ; turn++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DatabaseBusy) || turn === turns) throw error;
      // Turso refuses at once; nobody should come back in step with everybody else.
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * turn));
    }
  }
}

/** Gives the driver's errors the two names the rest of the code knows. */
async function named<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw nameOf(cause);
  }
}

/** Refusals that say nothing about the statement: no access, a broken stream, a locked or full database. */
const outOfReach = /^(SERVER_|HRANA_|BLOCKED|SQLITE_(BUSY|LOCKED|FULL|IOERR|CANTOPEN|READONLY|AUTH))/;

function nameOf(cause: unknown): unknown {
  const unavailable = causesOf(cause).find((error) => error instanceof DatabaseUnavailable);
  if (unavailable) return unavailable;
  const refused = causesOf(cause).find((error) => error instanceof LibsqlError);
  if (!refused) return cause;
  const { code, message } = refused;
  if (code.startsWith("SQLITE_CONSTRAINT")) return new ConstraintFailed(constraintIn(message), { cause });
  if (code.startsWith("SQLITE_BUSY")) return new DatabaseBusy("too many write at once", { cause });
  if (message.includes("no such table")) return new SchemaMissing(message, { cause });
  if (outOfReach.test(code)) return new DatabaseUnavailable(`the database refused: ${code}`, { cause });
  return cause;
}

/** The driver and drizzle wrap what went wrong. */
function causesOf(error: unknown): Error[] {
  return error instanceof Error ? [error, ...causesOf(error.cause)] : [];
}

/** That it was a constraint says the code; which one SQLite says in its message only: `… failed: table.column`. */
function constraintIn(message: string): string {
  const name = /constraint failed: ([\w.]+)/.exec(message)?.[1] ?? "unnamed";
  return name === "guard_ok" ? "guard" : name;
}
