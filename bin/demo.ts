import type { WorkerVars } from "./runtime/vars.ts";

/** Fills an empty installation with sample counties. Runs once, before the worker starts, against `vars`' databases. */
export async function makeDemo(_vars: WorkerVars, _say: (line: string) => void): Promise<void> {}

/** Lines that tell where to look and how to sign in, for the terminal. */
export async function describeDemo(_vars: WorkerVars): Promise<string[]> {
  return [];
}
