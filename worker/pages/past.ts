import type { C } from "../http/app-env.ts";

/** The event before which a record's past is asked for: `?earlier=`. What no event can be called is left out. */
export function beforeIn(c: C): string | undefined {
  const before = c.req.query("earlier");
  return before !== undefined && /^[0-9A-Za-z-]{1,64}$/.test(before) ? before : undefined;
}
