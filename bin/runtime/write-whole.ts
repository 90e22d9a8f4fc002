import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/**
 * Replaces a file, or makes it, so that whoever reads it, also after a power cut, finds the old or the new, never half.
 * What a killed writer leaves beside it has a name that begins with a dot, which data folders ignore.
 */
export function writeWhole(file: string, text: string, { mode }: { mode?: number } = {}): void {
  const beside = join(dirname(file), `.${basename(file)}.new`);
  writeFileSync(beside, text, { flush: true, ...(mode !== undefined && { mode }) });
  renameSync(beside, file);
  syncFolder(dirname(file));
}

/** A new name is on disk only once the folder that has it is. */
function syncFolder(path: string): void {
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
