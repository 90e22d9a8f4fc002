import type { C } from "../http/app-env.ts";
import { cleaned } from "../text/cleaned.ts";

/** What somebody looks for in a list, as far as names go. */
export const searchIn = (c: C): string => cleaned((c.req.query("search") ?? "").slice(0, 30));
