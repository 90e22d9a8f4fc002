import type { Hono } from "hono";
import { MethodNotAllowed, NotFound } from "../domain/errors.ts";
import type { AppEnv, C } from "./app-env.ts";

/** The methods that an address takes, as the routes themselves say. None: there is no such address. */
export function methodsAt({ router, routes }: Hono<AppEnv>, path: string): string[] {
  const known = new Set(routes.map(({ method }) => method).filter((method) => method !== "ALL"));
  const taken = [...known].filter((method) =>
    router.match(method, path)[0].some(([[, route]]) => route.method !== "ALL"),
  );
  if (taken.length === 0) return [];
  return [...taken, ...(taken.includes("GET") ? ["HEAD"] : []), "OPTIONS"].sort();
}

/** For what no route took: what else the address takes, or that it isn't there. */
export function unmatched(app: Hono<AppEnv>, c: C): Response {
  const taken = methodsAt(app, c.req.path);
  if (taken.length === 0) throw new NotFound(c.req.path);
  if (c.req.method !== "OPTIONS") throw new MethodNotAllowed(taken);
  return c.body(null, 204, { allow: taken.join(", ") });
}
