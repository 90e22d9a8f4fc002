import { DAY } from "../../time/instants.ts";

/** For how long answers are kept for repeats, and failures to sign in; in milliseconds. */
export const keptFor = { answers: 2 * DAY, failures: DAY } as const;
