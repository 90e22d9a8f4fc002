import type { Context as HonoContext, MiddlewareHandler } from "hono";
import type { Database, Meter } from "../../db/client.ts";
import type { SignedIn } from "../domain/accounts/sessions.ts";
import type { Context } from "../domain/kernel/context.ts";
import type { TenantRow } from "../domain/tenants/directory.ts";
import type { Env } from "../env.ts";
import type { Instant } from "../time/instants.ts";
import type { World } from "../world.ts";
import type { Submitted } from "./form.ts";

/**
 * What the entry adds to the bindings: the world, the tenant's slug when its own hostname was called, and why that
 * could not be found out.
 */
export type Bindings = Env & { world: World; mapped: string | null; unmapped?: unknown };

export interface Variables {
  requestId: string;
  now: Instant;
  meter: Meter;
  /** Work put off until the answer is made. */
  deferred: (() => Promise<unknown>)[];
  /** Of the tenant; absent on the platform. */
  tenant: TenantRow | undefined;
  /** The database of this site: the tenant's, or the catalog. */
  db: Database;
  /** What links begin with: `/t/<slug>`, or nothing on a tenant's own host and on the platform. */
  base: string;
  signedIn: SignedIn | undefined;
  ctx: Context;
  submitted: Submitted | undefined;
  /** Why a form is shown again. */
  refusal: Error | undefined;
  /** The body was too large to be taken in. */
  oversized: boolean | undefined;
}

export interface AppEnv {
  Bindings: Bindings;
  Variables: Variables;
}

export type C = HonoContext<AppEnv>;
export type Middleware = MiddlewareHandler<AppEnv>;

/** The tenant's slug, or `platform`. */
export const realmOf = (c: C): string => c.var.tenant?.slug ?? "platform";

export const isRead = (c: C): boolean => c.req.method === "GET" || c.req.method === "HEAD";

export const isApi = (c: C): boolean => /^(\/t\/[^/]+)?\/api\//.test(c.req.path);

/** The path as the browser has it: a county's own hostname knows no prefix. */
export const pathOutside = (c: C): string => (c.env.mapped === null ? c.req.path : pathWithin(c));

/** The path within the tenant, without its prefix. */
export const pathWithin = (c: C): string => c.req.path.replace(/^\/t\/[^/]+/, "") || "/";
