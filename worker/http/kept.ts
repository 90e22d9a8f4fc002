import { etag } from "hono/etag";
import type { Middleware } from "./app-env.ts";

/** For documents that only a release changes: whoever keeps one asks each time whether it is still the same. */
export const keptWhileSame: readonly Middleware[] = [
  etag(),
  async (c, next) => {
    await next();
    if (c.res.ok) c.header("cache-control", "no-cache");
  },
];
