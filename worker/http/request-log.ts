import { matchedRoutes } from "hono/route";
import { type C, type Middleware, realmOf } from "./app-env.ts";

/** What the log says of a request. */
export interface RequestLine {
  kind: "request";
  id: string;
  county: string | null;
  method: string;
  route: string | null;
  status: number;
  /** Milliseconds, with one decimal. */
  ms: number;
  trips: number;
}

/**
 * Says one line about each request (docs/operations.md, "The log") and names the request in its answer. The route's
 * pattern stands for the address: that may hold a receipt's code or a link's token.
 */
export const requestLog: Middleware = async (c, next) => {
  const began = performance.now();
  await next();
  const { requestId, meter, surprised } = c.var;
  if (surprised) return;
  c.res.headers.set("x-request-id", requestId);
  const line: RequestLine = {
    kind: "request",
    id: requestId,
    county: c.var.tenant ? realmOf(c) : null,
    method: c.req.method,
    route: routeOf(c),
    status: c.res.status,
    ms: Math.round((performance.now() - began) * 10) / 10,
    trips: meter.trips,
  };
  console.log(JSON.stringify(line));
};

/** The pattern of the route that took a request, `/t/:slug/matters/:matterId`. */
export const routeOf = (c: C): string | null =>
  matchedRoutes(c).findLast(({ method }) => method !== "ALL")?.path ?? null;
