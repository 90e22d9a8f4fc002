import { contact, done, reportIn, sign } from "./clocks.ts";

/** The kind of clock of each stage. */
export const stageClocks = { sign, contact, reportIn, done } as const;
