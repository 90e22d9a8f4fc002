import { appendFileSync, existsSync, renameSync, statSync } from "node:fs";
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

export function rotate(log: string): void {
  if (existsSync(log) && statSync(log).size > 10e6) renameSync(log, `${log}.1`);
}
