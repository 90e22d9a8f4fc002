import { DAY } from "../../time/instants.ts";

/** For how long answers are kept for repeats, failures to sign in, and messages to groups and webhooks; in milliseconds. */
export const keptFor = { answers: 2 * DAY, failures: DAY, messages: 30 * DAY } as const;
