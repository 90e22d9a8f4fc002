import { chmodSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** Files that this process and its children make are for their owner alone, whatever whoever started it has set. */
export const makePrivately = (): void => void process.umask(0o077);

/**
 * Takes what others may do from the folder and all in it, whoever made them. Answers what can't be mended, because it
 * belongs to somebody else.
 */
export function keepPrivate(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const inside = entries
    .filter((entry) => entry.isFile() || entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));
  return [folder, ...inside].filter((path) => !closed(path));
}

function closed(path: string): boolean {
  const { mode } = statSync(path);
  if ((mode & 0o077) === 0) return true;
  try {
    chmodSync(path, mode & 0o700);
    return true;
  } catch {
    return false;
  }
}
