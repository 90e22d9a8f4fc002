import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** How often the databases that are in use are tried, in milliseconds. */
const interval = 60_000;

/** In use is what was written in the last quarter of an hour; in milliseconds. */
const inUse = 15 * 60_000;

/**
 * A database that let nobody write for so long stands still; in milliseconds. Requests hold a turn for seconds at most, and a
 * county that is restored or migrated for less than this.
 */
const patience = 90_000;

/** So many at most are tried, those written last: trying one opens it, and the server keeps only so many open. */
const mostTried = 100;

/** The databases in sqld's folder that were written lately, the last first: each write changes the log beside the data. */
export function writtenLately(folder: string, now = Date.now()): string[] {
  const databases = join(folder, "dbs");
  return readdirSync(databases)
    .map((name) => ({ name, log: statSync(join(databases, name, "data-wal"), { throwIfNoEntry: false }) }))
    .map(({ name, log }) => ({ name, ago: log ? now - log.mtimeMs : Number.POSITIVE_INFINITY }))
    .filter(({ ago }) => ago < inUse)
    .sort((a, b) => a.ago - b.ago)
    .slice(0, mostTried)
    .map(({ name }) => name);
}

/**
 * Whether somebody gets the turn to write in a database within `within` milliseconds. Nothing is written. Anything but a
 * turn that doesn't come is another's to tell: a full disk, a token that is refused.
 */
export async function letsWrite(
  { url, token, namespace }: { url: string; token: string; namespace: string },
  within = patience,
): Promise<boolean> {
  for (const end = Date.now() + within; Date.now() < end; await pause(200)) {
    const answer = await ask(url, token, namespace, end - Date.now());
    if (answer !== undefined && !/SQLITE_BUSY|SQLITE_LOCKED/.test(answer)) return true;
  }
  return false;
}

const turn = JSON.stringify({
  requests: [
    { type: "execute", stmt: { sql: "BEGIN IMMEDIATE" } },
    { type: "execute", stmt: { sql: "ROLLBACK" } },
    { type: "close" },
  ],
});

async function ask(
  url: string,
  token: string,
  namespace: string,
  patience: number,
): Promise<string | undefined> {
  const headers = {
    authorization: `Bearer ${token}`,
    "content-type": "application/json",
    "x-namespace-bin": btoa(namespace).replaceAll("=", ""),
  };
  try {
    const signal = AbortSignal.timeout(Math.max(1, patience));
    const answer = await fetch(`${url}/v2/pipeline`, { method: "POST", headers, body: turn, signal });
    return await answer.text();
  } catch {
    return undefined;
  }
}

/** After a restart everybody comes back at once; it would help nobody to restart again soon. In milliseconds. */
const respite = 10 * 60_000;

export interface Watched {
  /** The databases in use. */
  names(): string[];
  letsWrite(name: string): Promise<boolean>;
  /** Called for the first that stands still. */
  stands(name: string): void;
  /** Called when a round couldn't be made. */
  failed(error: unknown): void;
}

/** Tries the databases in use, one after the other, again and again. */
export function watch(watched: Watched, pauses = { interval, respite }): { stop(): void } {
  const ended = new AbortController();
  const { signal } = ended;
  const rounds = async () => {
    for (let wait = pauses.interval; !signal.aborted; ) {
      await pause(wait, undefined, { signal, ref: false });
      const standing = await firstStanding(watched, signal);
      if (standing !== undefined) watched.stands(standing);
      wait = standing === undefined ? pauses.interval : pauses.respite;
    }
  };
  void untilAborted(rounds, signal, watched.failed);
  return { stop: () => ended.abort() };
}

async function untilAborted(
  work: () => Promise<void>,
  signal: AbortSignal,
  failed: (error: unknown) => void,
): Promise<void> {
  while (!signal.aborted) {
    await work().catch((error: unknown) => {
      if (!signal.aborted) failed(error);
    });
  }
}

async function firstStanding(
  { names, letsWrite }: Watched,
  signal: AbortSignal,
): Promise<string | undefined> {
  for (const name of names()) {
    const fine = await letsWrite(name);
    signal.throwIfAborted();
    if (!fine) return name;
  }
  return undefined;
}
