/**
 * Batches in Hrana over HTTP, the protocol of libSQL's server and of Turso, in its JSON encoding
 * (github.com/tursodatabase/libsql, docs/HTTP_V2_SPEC.md). `@libsql/hrana-client` speaks it too, and took a fifth of the
 * worker's time for a page (measured).
 */

/** A statement as SQL and its values in order. */
export interface Statement {
  sql: string;
  args: readonly unknown[];
}

/** What a statement answered: its rows, each with its values by place. */
export interface Answered {
  rows: unknown[][];
}

export type Mode = "read" | "write";

/** The server refused, with SQLite's code (`SQLITE_CONSTRAINT_UNIQUE`), the protocol's, or one of our own: `HTTP_404`, `GARBLED`. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly code: string;
  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

/** What came back over HTTP. */
export interface Reply {
  status: number;
  text: string;
}

type Condition = { type: "ok"; step: number } | { type: "not"; cond: Condition };

interface Step {
  condition?: Condition;
  stmt: { sql: string; args?: Value[]; want_rows: boolean };
}

type Value =
  | { type: "null" }
  | { type: "integer"; value: string }
  | { type: "float"; value: number }
  | { type: "text"; value: string }
  | { type: "blob"; base64: string };

/**
 * The request's body. A statement that fails lets none after it run, and takes back those before it; a single one that reads
 * needs no transaction.
 */
export function requestOf(mode: Mode, statements: readonly Statement[], baton: string | undefined): string {
  const asked = statements.map(({ sql, args }) => ({ sql, args: args.map(encoded), want_rows: true }));
  const steps: Step[] = isAlone(mode, statements)
    ? asked.map((stmt) => ({ stmt }))
    : [
        { stmt: { sql: mode === "write" ? "BEGIN IMMEDIATE" : "BEGIN DEFERRED", want_rows: false } },
        ...asked.map((stmt, step): Step => ({ stmt, condition: { type: "ok", step } })),
        { stmt: { sql: "COMMIT", want_rows: false }, condition: { type: "ok", step: asked.length } },
        {
          stmt: { sql: "ROLLBACK", want_rows: false },
          condition: { type: "not", cond: { type: "ok", step: asked.length + 1 } },
        },
      ];
  return JSON.stringify({ baton, requests: [{ type: "batch", batch: { steps } }] });
}

const isAlone = (mode: Mode, { length }: readonly Statement[]) => mode === "read" && length === 1;

interface Pipeline {
  baton: string | null;
  base_url: string | null;
  results: (
    | { type: "ok"; response: { result: BatchResult } }
    | { type: "error"; error: { message: string; code?: string } }
  )[];
}

interface BatchResult {
  step_results: ({ rows: Value[][] } | null)[];
  step_errors: ({ message: string; code?: string } | null)[];
}

/** The answer to a batch: whether it was done, and what its stream is called next, unless it has ended. */
export interface Answer {
  outcome: Answered[] | Refused;
  next: { baton: string; url: string | null } | null;
}

export function answerIn({ status, text }: Reply, mode: Mode, statements: readonly Statement[]): Answer {
  if (status !== 200) return { outcome: refusalIn(status, text), next: null };
  try {
    const { baton, base_url: url, results } = JSON.parse(text) as Pipeline;
    const [result] = results;
    const outcome =
      result?.type === "ok" ? outcomeOf(result.response.result, mode, statements) : refused(result?.error);
    return { outcome, next: baton ? { baton, url } : null };
  } catch (error) {
    return { outcome: new Refused("GARBLED", String(error)), next: null };
  }
}

/** The first step that failed is the one to tell of: those behind it were skipped. */
function outcomeOf(
  { step_results: results, step_errors: errors }: BatchResult,
  mode: Mode,
  statements: readonly Statement[],
): Answered[] | Refused {
  const failed = errors.find((error) => error !== null);
  if (failed) return refused(failed);
  const first = isAlone(mode, statements) ? 0 : 1;
  return statements.map((_, at) => {
    const result = results[first + at];
    if (!result) throw new Error("a statement was skipped");
    return { rows: result.rows.map((row) => row.map(decoded)) };
  });
}

const refused = (error: { message: string; code?: string } | undefined) =>
  new Refused(error?.code ?? "UNNAMED", error?.message ?? "no result");

/** A stream that the server doesn't know has no code of its own everywhere. */
function refusalIn(status: number, text: string): Refused {
  if (status === 400 && /STREAM_EXPIRED|baton/.test(text)) return new Refused("STREAM_EXPIRED", text);
  return new Refused(`HTTP_${status}`, text.slice(0, 200));
}

function encoded(value: unknown): Value {
  if (value === null) return { type: "null" };
  if (typeof value === "string") return { type: "text", value };
  if (typeof value === "number" && Number.isFinite(value)) return { type: "float", value };
  if (typeof value === "bigint") return { type: "integer", value: String(value) };
  if (typeof value === "boolean") return { type: "integer", value: value ? "1" : "0" };
  if (value instanceof Uint8Array) return { type: "blob", base64: btoa(String.fromCharCode(...value)) };
  throw new TypeError(`a ${typeof value} is no value of SQLite's`);
}

function decoded(value: Value): unknown {
  if (value.type === "null") return null;
  if (value.type === "integer") return Number(value.value);
  if (value.type === "blob") return Uint8Array.from(atob(value.base64), (byte) => byte.charCodeAt(0));
  return value.value;
}
