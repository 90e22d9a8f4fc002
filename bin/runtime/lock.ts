import { rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Refusal } from "./refusal.ts";

/** https://www.sqlite.org/rescode.html#busy */
const SQLITE_BUSY = 5;

/** Takes the folder's lock, which falls with the process; answers how to let go. @throws Refusal when it is taken. */
export function lockFolder(path: string, taken: () => string): () => void {
  const file = join(path, "lock.db");
  for (const last of [false, true]) {
    try {
      return exclusively(file);
    } catch (error) {
      if (isBusy(error)) throw new Refusal(taken());
      if (last) throw new Refusal(`数据目录 ${path} 不能加锁：${(error as Error).message}`);
      rmSync(file, { force: true });
    }
  }
  throw new Error("unreachable");
}

/** Whether some process holds the folder, without taking it. */
export function isLocked(path: string): boolean {
  try {
    const database = new DatabaseSync(join(path, "lock.db"), { readOnly: true });
    try {
      database.prepare("SELECT count(*) FROM sqlite_master").get();
      return false;
    } finally {
      database.close();
    }
  } catch (error) {
    return isBusy(error);
  }
}

function exclusively(file: string): () => void {
  // A command that only looks holds it for a moment.
  const database = new DatabaseSync(file, { timeout: 500 });
  try {
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    throw error;
  }
  return () => {
    database.exec("ROLLBACK");
    database.close();
  };
}

const isBusy = (error: unknown): boolean => (error as { errcode?: number }).errcode === SQLITE_BUSY;
