import {
  type Answer,
  type Answered,
  answerIn,
  type Mode,
  Refused,
  type Reply,
  requestOf,
  type Statement,
} from "./hrana.ts";

/** Sends a body to the database and returns what came back; whoever asks may count it. */
export type Send = (url: string, body: string) => Promise<Reply>;

/**
 * A connection that the server keeps between batches: opening one costs it as much as three small batches (measured).
 * Whichever database a request names, the server runs it on the database that its stream was opened on (measured): a
 * stream of one database and token must never serve another.
 */
interface Stream {
  url: string;
  /** Names the stream in the next request; each is good for one. */
  baton: string;
  idleSince: number;
}

/** The server ends a stream that was idle for ten seconds; in milliseconds. */
const idleAtMost = 6_000;

/** As many as are ever under way at once. */
const keptAtMost = 24;

/** The streams of one database, opened with one token. */
export interface Streams {
  /**
   * Runs the statements in one round trip and one transaction, which asks for the turn to write at once or as soon as a
   * statement among them writes.
   * @throws Refused
   */
  run(mode: Mode, statements: readonly Statement[], send: Send): Promise<Answered[]>;
}

export function streamsOf(address: string): Streams {
  const home = address.replace(/^libsql:/, "https:").replace(/\/$/, "");
  const idle: Stream[] = [];
  const ask = async (
    stream: Stream | undefined,
    mode: Mode,
    statements: readonly Statement[],
    send: Send,
  ) => {
    const { url = home, baton } = stream ?? {};
    const reply = await send(`${url}/v2/pipeline`, requestOf(mode, statements, baton));
    const { outcome, next } = answerIn(reply, mode, statements);
    if (next && idle.length < keptAtMost) {
      idle.push({ url: next.url ?? url, baton: next.baton, idleSince: Date.now() });
    }
    return outcome;
  };
  return {
    run: async (mode, statements, send) => {
      const kept = newestOf(idle);
      const first = await ask(kept, mode, statements, send);
      const outcome = kept && wasEnded(first) ? await ask(undefined, mode, statements, send) : first;
      if (outcome instanceof Refused) throw outcome;
      return outcome;
    },
  };
}

/** Takes the stream used last; when that was long ago, the others have ended too. */
function newestOf(idle: Stream[]): Stream | undefined {
  const last = idle.pop();
  if (last && Date.now() - last.idleSince < idleAtMost) return last;
  idle.length = 0;
  return undefined;
}

/** The server knows the stream no more, and so began nothing: it was idle too long, or the server was restarted. */
const wasEnded = (outcome: Answer["outcome"]): boolean =>
  outcome instanceof Refused && outcome.code === "STREAM_EXPIRED";
