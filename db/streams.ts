import {
  BatchCond,
  HttpServerError,
  type HttpStream,
  type InValue,
  openHttp,
  ResponseError,
  Stmt,
  type Value,
} from "@libsql/hrana-client";

/** A statement as SQL and its values in order. */
export interface Statement {
  sql: string;
  args: readonly unknown[];
}

/** What a statement answered; a row has its values by place. */
export interface Answered {
  rows: ArrayLike<Value>[];
}

/** Sends a request to the database; whoever asks may count it. */
export type Send = (request: Request) => Promise<Response>;

/**
 * A connection that the server keeps between batches: opening one costs it as much as three small batches (measured).
 * Whichever database a request names, the server runs it on the database that its stream was opened on (measured): a
 * stream of one database and token must never serve another.
 */
interface Kept {
  readonly stream: HttpStream;
  /** Of whoever uses it now: what it sends is counted with their request. */
  send: Send;
  idleSince: number;
}

/** The server ends a stream that was idle for ten seconds; in milliseconds. */
const idleAtMost = 6_000;

/** As many as are ever under way at once. */
const keptAtMost = 24;

type Mode = "read" | "write";

/** The streams of one database, opened with one token. */
export interface Streams {
  /**
   * Runs the statements in one round trip and one transaction, which asks for the turn to write at once or as soon as a
   * statement among them writes.
   */
  run(mode: Mode, statements: readonly Statement[], send: Send): Promise<Answered[]>;
}

export function streamsOf(url: string, token: string | undefined): Streams {
  const idle: Kept[] = [];
  const take = (): Kept | undefined => {
    const last = idle.pop();
    if (last && Date.now() - last.idleSince < idleAtMost) return last;
    idle.length = 0;
    return undefined;
  };
  const use = async (kept: Kept, mode: Mode, statements: readonly Statement[]): Promise<Answered[]> => {
    try {
      return await batch(kept.stream, mode, statements);
    } finally {
      kept.idleSince = Date.now();
      if (idle.length < keptAtMost && !kept.stream.closed) idle.push(kept);
    }
  };
  return {
    run: async (mode, statements, send) => {
      const kept = take();
      if (!kept) return use(opened(url, token, send), mode, statements);
      kept.send = send;
      try {
        return await use(kept, mode, statements);
      } catch (error) {
        if (!wasEnded(error)) throw error;
        return use(opened(url, token, send), mode, statements);
      }
    },
  };
}

function opened(url: string, token: string | undefined, send: Send): Kept {
  const kept = { send, idleSince: 0 };
  const client = openHttp(url.replace(/^libsql:/, "https:"), token, (request: Request) => kept.send(request));
  return Object.assign(kept, { stream: client.openStream() });
}

/** The server knows the stream no more, and so began nothing: it was idle too long, or the server was restarted. */
const wasEnded = (error: unknown): boolean =>
  error instanceof ResponseError
    ? error.code === "STREAM_EXPIRED"
    : error instanceof HttpServerError && error.status === 400 && error.message.includes("baton");

/** A statement that fails lets none after it run, and takes back those before it. */
async function batch(stream: HttpStream, mode: Mode, statements: readonly Statement[]): Promise<Answered[]> {
  if (statements.length === 1 && mode === "read")
    return Promise.all(statements.map((one) => stream.query(bound(one))));
  const steps = stream.batch();
  let last = steps.step();
  const begun = last.run(mode === "write" ? "BEGIN IMMEDIATE" : "BEGIN DEFERRED");
  const answers = statements.map((statement) => {
    last = steps.step().condition(BatchCond.ok(last));
    return last.query(bound(statement));
  });
  const commit = steps.step().condition(BatchCond.ok(last));
  const committed = commit.run("COMMIT");
  void steps
    .step()
    .condition(BatchCond.not(BatchCond.ok(commit)))
    .run("ROLLBACK")
    .catch(() => {});
  await steps.execute();
  await begun;
  const answered = await inOrder(answers);
  await committed;
  return answered;
}

/** Those behind a failure were skipped, so the first that failed is the one to tell of. */
async function inOrder(answers: Promise<Answered | undefined>[]): Promise<Answered[]> {
  const answered: Answered[] = [];
  for (const answer of answers) {
    const one = await answer;
    if (!one) throw new HttpServerError("a statement was skipped", 500);
    answered.push(one);
  }
  return answered;
}

const bound = ({ sql, args }: Statement): Stmt => new Stmt(sql).bindIndexes(args as InValue[]);
