import type { Mark } from "../runtime/folder.ts";

/** One thing that was looked at. `fault` says what is wrong and what to do; null when nothing is. */
export interface Finding {
  what: string;
  said: string;
  fault: string | null;
}

export interface Patient {
  folder: string;
  mark: Mark;
  environment: NodeJS.ProcessEnv;
}

export const good = (what: string, said: string): Finding => ({ what, said, fault: null });
export const bad = (what: string, fault: string): Finding => ({ what, said: "", fault });
