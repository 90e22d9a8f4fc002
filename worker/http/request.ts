import { newMeter } from "../../db/client.ts";
import { type Instant, instant } from "../time/instants.ts";
import type { World } from "../world.ts";
import type { C, Middleware } from "./app-env.ts";
import { networkFrom } from "./network.ts";

/** When a request happens; tests choose it. */
export function momentOf({ mode }: Pick<World, "mode">, headers: Headers): Instant {
  const chosen = mode === "test" ? headers.get("x-test-now") : null;
  return instant(chosen ?? Date.now());
}

/** Names the request, fixes its moment, and counts what it costs. */
export const request: Middleware = async (c, next) => {
  const { world } = c.env;
  c.set("requestId", crypto.randomUUID());
  c.set("now", momentOf(world, c.req.raw.headers));
  c.set("meter", c.env.anew ?? newMeter(world.metered));
  c.set("base", "");
  c.set("deferred", []);
  await next();
  // What it put off may not be done either.
  if (c.var.surprised) return;
  if (world.metered) {
    const { trips, rowsRead, rowsWritten } = c.var.meter;
    c.res.headers.set("server-timing", `db;desc="trips=${trips} read=${rowsRead} written=${rowsWritten}"`);
  }
  c.executionCtx.waitUntil(afterwards(c));
};

/** What was put off is done now; a failure is logged, since nobody waits for it. */
async function afterwards(c: C): Promise<void> {
  const { deferred, requestId } = c.var;
  for (const outcome of await Promise.allSettled(deferred.map((work) => work()))) {
    if (outcome.status === "rejected") {
      console.error(JSON.stringify({ requestId, deferred: String(outcome.reason) }));
    }
  }
}

/** OWASP's secure headers, strict: nothing inline, nothing from elsewhere. Set in place: Hono's own way copies the answer. */
export const secureHeaders: Middleware = async (c, next) => {
  await next();
  const { headers } = c.res;
  for (const [name, value] of secure) headers.set(name, value);
  // What is no page says its own, which is stricter.
  if (!headers.has("content-security-policy"))
    headers.set("content-security-policy", `${policy}; frame-ancestors ${framedBy(c)}`);
  if (isSecure(c)) headers.set("strict-transport-security", "max-age=31536000");
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
};

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
].join("; ");

/** Nobody may show our pages in a frame but the portals that the county names. */
const framedBy = (c: C): string => c.var.tenant?.portals.join(" ") || "'none'";

const secure = [
  ["x-content-type-options", "nosniff"],
  ["referrer-policy", "same-origin"],
  ["cross-origin-opener-policy", "same-origin"],
  ["cross-origin-resource-policy", "same-origin"],
  ["permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"],
] as const;

export const isSecure = (c: C): boolean =>
  c.req.url.startsWith("https:") || c.env.world.publicUrl.startsWith("https:");

/** The network a request came from, coarse enough not to single out a person: IPv4 /24, IPv6 /48. */
export function networkOf(c: C): string {
  if (c.env.world.mode === "test") return c.req.header("x-test-network") ?? crypto.randomUUID();
  return networkFrom(c.req.header("cf-connecting-ip") ?? "");
}
