import { ClientError, ResponseError } from "@libsql/hrana-client";

/** The database can't be reached or refused to answer: nothing is known to be written. */
export class DatabaseUnavailable extends Error {
  override readonly name = "DatabaseUnavailable";
}

/** Others were writing all the time. */
export class DatabaseBusy extends DatabaseUnavailable {}

/** A constraint of the database refused the batch; `constraint` names it, as `table.column` or `guard`. */
export class ConstraintFailed extends Error {
  override readonly name = "ConstraintFailed";
  readonly constraint: string;
  constructor(constraint: string, options: ErrorOptions) {
    super(`constraint failed: ${constraint}`, options);
    this.constraint = constraint;
  }
}

/** Gives the driver's errors the two names the rest of the code knows. */
export async function named<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw nameOf(cause);
  }
}

/** Refusals that say something about the statement. */
const ofTheStatement = /^(SQLITE_|SQL_|ARGS_)/;

/** Refusals that say nothing about it: no access, a locked, full or broken database. */
const outOfReach = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|CANTOPEN|READONLY|AUTH|NOTADB|CORRUPT)/;

function nameOf(cause: unknown): unknown {
  if (cause instanceof DatabaseUnavailable) return cause;
  const code = cause instanceof ResponseError ? (cause.code ?? "") : "";
  if (code.startsWith("SQLITE_CONSTRAINT"))
    return new ConstraintFailed(constraintIn(String(cause)), { cause });
  if (code.startsWith("SQLITE_BUSY")) return new DatabaseBusy("too many write at once", { cause });
  if (ofTheStatement.test(code) && !outOfReach.test(code)) return cause;
  if (cause instanceof ClientError || cause instanceof SyntaxError)
    return new DatabaseUnavailable(`the database refused: ${String(cause)}`, { cause });
  return cause;
}

/** That it was a constraint says the code; which one SQLite says in its message only: `… failed: table.column`. */
function constraintIn(message: string): string {
  const name = /constraint failed: ([\w.]+)/.exec(message)?.[1] ?? "unnamed";
  return name === "guard_ok" ? "guard" : name;
}
