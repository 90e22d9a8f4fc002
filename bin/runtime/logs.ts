import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  existsSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
} from "node:fs";
import type { DataFolder } from "./folder.ts";
import type { LogLine } from "./workerd.ts";

/** A demo's terminal shows errors only; everything goes to the log. */
export function quietly(folder: DataFolder, say: (line: string) => void) {
  const log = folder.file("log/worker.log");
  return ({ level, text }: LogLine) => {
    appendFileSync(log, `${new Date().toISOString()} ${level} ${text}\n`);
    if (level === "error") say(text.split("\n", 1)[0] ?? "");
  };
}

/** In production the log goes to stdout and stderr, for journald or a container to keep. */
export function aloud({ level, text }: LogLine): void {
  if (level === "error") console.error(text);
  else console.log(text);
}

/** A log grows to so many bytes, and of what it was before so many files are kept: `sqld.log.1` is the newest. */
const kept = { bytes: 10e6, files: 5 };

/** Looks at the logs now and every ten seconds; answers how to stop. */
export function keepShort(logs: readonly string[]): () => void {
  const look = () => {
    for (const log of logs) rotate(log, kept);
  };
  look();
  const timer = setInterval(look, 10_000).unref();
  return () => clearInterval(timer);
}

/**
 * Whoever writes has the log open at its end, so it stays the same file and is emptied. What comes in between copy and
 * emptying is lost. Where a copy finds no room, on a full disk, the log is left as it is.
 */
export function rotate(log: string, { bytes, files }: typeof kept): void {
  try {
    if (!existsSync(log) || statSync(log).size <= bytes) return;
    copyFileSync(log, `${log}.new`);
    chmodSync(`${log}.new`, 0o600);
    for (let age = files - 1; age >= 1; age--)
      if (existsSync(`${log}.${age}`)) renameSync(`${log}.${age}`, `${log}.${age + 1}`);
    renameSync(`${log}.new`, `${log}.1`);
    truncateSync(log);
  } catch {
    rmSync(`${log}.new`, { force: true });
  }
}
