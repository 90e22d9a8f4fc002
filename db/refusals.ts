import { Refused } from "./hrana.ts";

/** The database can't be reached or refused to answer: nothing is known to be written. */
export class DatabaseUnavailable extends Error {
  override readonly name: string = "DatabaseUnavailable";
}

/** A table isn't there: the database is empty, or not the one it should be. */
export class SchemaMissing extends DatabaseUnavailable {
  override readonly name = "SchemaMissing";
}

/** Others were writing all the time. */
export class DatabaseBusy extends DatabaseUnavailable {
  override readonly name = "DatabaseBusy";
}

/** The server has just closed it to open others, or there is none of that name: it says the same of both. */
export class DatabaseClosed extends DatabaseUnavailable {
  override readonly name = "DatabaseClosed";
}

/** It may be read and not be written: it is on its way to another server. Nothing was written. */
export class DatabaseBlocked extends DatabaseUnavailable {
  override readonly name = "DatabaseBlocked";
}

/** A constraint of the database refused the batch; `constraint` names it, as `table.column` or `guard`. */
export class ConstraintFailed extends Error {
  override readonly name = "ConstraintFailed";
  readonly constraint: string;
  constructor(constraint: string, options: ErrorOptions) {
    super(`constraint failed: ${constraint}`, options);
    this.constraint = constraint;
  }
}

/** Gives the protocol's refusals the names that the rest of the code knows. */
export async function named<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw nameOf(cause);
  }
}

/** Refusals that say something about the statement; a locked, full or broken database says nothing about it. */
const ofTheStatement =
  /^(SQL_|ARGS_|SQLITE_(?!BUSY|LOCKED|FULL|IOERR|CANTOPEN|READONLY|AUTH|NOTADB|CORRUPT))/;

function nameOf(cause: unknown): unknown {
  if (!(cause instanceof Refused)) return cause;
  const { code, message } = cause;
  if (code.startsWith("SQLITE_CONSTRAINT")) return new ConstraintFailed(constraintIn(message), { cause });
  if (code.startsWith("SQLITE_BUSY")) return new DatabaseBusy("too many write at once", { cause });
  if (code === "BLOCKED") return new DatabaseBlocked("the database takes no writes", { cause });
  if (code === "HTTP_404") return new DatabaseClosed("no such database is open", { cause });
  if (message.includes("no such table")) return new SchemaMissing(message, { cause });
  if (ofTheStatement.test(code)) return cause;
  return new DatabaseUnavailable("the database refused", { cause });
}

/** That it was a constraint says the code; which one SQLite says in its message only: `… failed: table.column`. */
function constraintIn(message: string): string {
  const name = /constraint failed: ([\w.]+)/.exec(message)?.[1] ?? "unnamed";
  return name === "guard_ok" ? "guard" : name;
}
