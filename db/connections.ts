import type { Answered, Mode, Reply, Statement } from "./hrana.ts";
import { Known } from "./known.ts";
import { Lane } from "./lane.ts";
import { DatabaseBusy, DatabaseClosed, DatabaseUnavailable, named } from "./refusals.ts";
import { type Send, streamsOf } from "./streams.ts";

/** Where a libSQL database is and the token that opens it, and nothing else. */
export interface DatabaseAddress {
  url: string;
  token?: string | undefined;
  /** sqld only: the namespace; Turso gives every database a host of its own. */
  namespace?: string | undefined;
}

/** Counts what a request costs. `rowsRead` stays 0 unless `rows` asks for it. */
export interface Meter {
  trips: number;
  rowsRead: number;
  rowsWritten: number;
  rows: boolean;
}

/** What all requests of this process share about one database: its streams, whose turn it is, what it is known to hold. */
export interface Connection {
  readonly known: Known;
  readonly idle: boolean;
  /** In one round trip, all or none; without statements nothing is asked. */
  run(mode: Mode, statements: readonly Statement[], meter: Meter): Promise<Answered[]>;
}

/** Counties that weren't asked for since are forgotten once so many are known. */
const capacity = 5_000;

const connections = new Map<string, Connection>();

export function connectionTo(address: DatabaseAddress): Connection {
  const { url, token, namespace } = address;
  const name = JSON.stringify([url, namespace, token]);
  const known = connections.get(name);
  if (known) return known;
  if (connections.size >= capacity) {
    for (const [other, { idle }] of connections) if (idle) connections.delete(other);
  }
  const connection = newConnection(address);
  connections.set(name, connection);
  return connection;
}

/**
 * For whoever deletes a database: a kept stream would go on reading and writing the deleted file, even when there is a new
 * one of that name (measured).
 */
export function forgetDatabase(namespace: string): void {
  for (const name of connections.keys()) {
    if ((JSON.parse(name) as unknown[])[1] === namespace) connections.delete(name);
  }
}

/**
 * With more than thirty writers at once the server's own queue comes to stand still, for good (measured, sqld 0.24.1). So
 * few write at once that it never begins, and the others wait here.
 */
const writersAtOnce = 8;

/** Readers don't get in each other's way, but each holds one of the server's connections. */
const readersAtOnce = 16;

function newConnection({ url, token, namespace }: DatabaseAddress): Connection {
  const streams = streamsOf(url);
  const headers = headersFor(token, namespace);
  const lanes = { read: new Lane(readersAtOnce), write: new Lane(writersAtOnce) };
  return {
    known: new Known(),
    get idle() {
      return lanes.read.idle && lanes.write.idle;
    },
    run: async (mode, statements, meter) => {
      if (statements.length === 0) return [];
      const send = counting(headers, meter);
      return lanes[mode].take(() => persistently(() => streams.run(mode, statements, send)), tooMany);
    },
  };
}

function headersFor(token: string | undefined, namespace: string | undefined): Record<string, string> {
  return {
    "content-type": "application/json",
    ...(token && { authorization: `Bearer ${token}` }),
    // sqld is next door: compressing its small answers cost a fifth of the time spent on them (measured).
    ...(namespace && {
      "x-namespace-bin": btoa(namespace).replaceAll("=", ""),
      "accept-encoding": "identity",
    }),
  };
}

const tooMany = () => new DatabaseBusy("too many at once");

/**
 * For how long a batch that was refused is sent again, in milliseconds; not at all for other reasons. The server lets a
 * write wait for its turn for half a second each time; a database that it closed it has open again with the next request.
 */
const persistence = (error: unknown): number => {
  if (error instanceof DatabaseBusy) return 10_000;
  return error instanceof DatabaseClosed ? 1_000 : 0;
};

/**
 * The server lets one write into a database at a time and refuses whoever waited too long: with several at once some
 * always do. Such a batch was never begun or was rolled back, so it may be sent again.
 */
async function persistently<T>(work: () => Promise<T>): Promise<T> {
  const since = Date.now();
  for (let turn = 1; ; turn++) {
    try {
      return await named(work());
    } catch (error) {
      if (Date.now() - since >= persistence(error)) throw error;
      // Turso refuses at once; nobody should come back in step with everybody else.
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * turn));
    }
  }
}

function counting(headers: Record<string, string>, meter: Meter): Send {
  return async (url, body) => {
    const reply = await answered(url, { method: "POST", headers, body }).catch((cause: unknown) => {
      throw new DatabaseUnavailable("no answer from the database", { cause });
    });
    meter.trips += 1;
    if (meter.rows) countRows(reply.text, meter);
    return reply;
  };
}

/**
 * How long an answer is waited for, in milliseconds: three times what the server lets a write hold the others up.
 * A server that takes the connection and never answers must not keep people waiting without a word.
 */
const patience = 15_000;

/** The limit covers the whole answer, its body too. */
async function answered(url: string, init: RequestInit): Promise<Reply> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(patience) });
  return { status: response.status, text: await response.text() };
}

function countRows(text: string, meter: Meter): void {
  for (const [, kind, count] of text.matchAll(/"rows_(read|written)":(\d+)/g)) {
    if (kind === "read") meter.rowsRead += Number(count);
    else meter.rowsWritten += Number(count);
  }
}
