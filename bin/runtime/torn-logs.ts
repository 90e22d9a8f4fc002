import { closeSync, existsSync, fstatSync, openSync, readdirSync, readSync, renameSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { oneLine } from "./refusal.ts";

/**
 * The head of sqld's replication log: magic, checksum (8 bytes), id (16), first frame (8), number of frames (8), version
 * (4), page size (4); then the frames, 24 bytes and a page each (libsql, replication/primary/logger.rs).
 */
const HEAD = { magic: "SQLDWAL\0", frames: 40, pageSize: 52, size: 64, frame: 24 };

/** Whether a log can't be opened: shorter than its head says, or without a readable one. An empty one is made anew. */
export function isTorn(head: Buffer, size: number): boolean {
  if (size === 0) return false;
  if (head.length < HEAD.size || head.toString("latin1", 0, 8) !== HEAD.magic) return true;
  const frames = Number(head.readBigUInt64LE(HEAD.frames));
  return size < HEAD.size + frames * (HEAD.frame + head.readInt32LE(HEAD.pageSize));
}

/** What became of one database's torn log: `kept` says where it lies now; `fault` what is wrong with the rows. */
export interface TornLog {
  database: string;
  kept: string | null;
  fault: string | null;
}

/**
 * A power cut can tear sqld's replication log, which is never synced, and then no query is answered although all rows
 * are there, since each commit syncs them. Such a log is put aside, and sqld makes another from the rows; where the rows
 * aren't whole nothing is touched. sqld must not be running.
 */
export function setAsideTornLogs(folder: string, at: Date): TornLog[] {
  return databasesIn(folder)
    .filter((database) => tornIn(join(folder, "dbs", database, "wallog")))
    .map((database) => {
      const place = join(folder, "dbs", database);
      const fault = faultIn(join(place, "data"));
      if (fault !== null) return { database, kept: null, fault };
      const kept = join(place, `wallog.torn-${at.toISOString().replaceAll(":", "-")}`);
      renameSync(join(place, "wallog"), kept);
      return { database, kept, fault };
    });
}

export const databasesIn = (folder: string): string[] =>
  existsSync(join(folder, "dbs")) ? readdirSync(join(folder, "dbs")).sort() : [];

export function tornIn(log: string): boolean {
  if (!existsSync(log)) return false;
  const file = openSync(log, "r");
  try {
    const head = Buffer.alloc(HEAD.size);
    const read = readSync(file, head, 0, HEAD.size, 0);
    return isTorn(head.subarray(0, read), fstatSync(file).size);
  } finally {
    closeSync(file);
  }
}

/** What SQLite finds wrong with a database and its write-ahead log; null when every row is whole. */
export function faultIn(file: string): string | null {
  if (!existsSync(file)) return "there is no such file";
  try {
    const database = new DatabaseSync(file, { readOnly: true });
    try {
      const { integrity_check: found } = database.prepare("PRAGMA integrity_check(1)").get() ?? {};
      return found === "ok" ? null : String(found);
    } finally {
      database.close();
    }
  } catch (error) {
    return oneLine(error);
  }
}
