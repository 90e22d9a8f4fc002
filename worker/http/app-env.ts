import type { Context as HonoContext, MiddlewareHandler } from "hono";
import type { Database, Meter } from "../../db/client.ts";
import type { SignedIn } from "../domain/accounts/sessions.ts";
import type { Context } from "../domain/kernel/context.ts";
import type { TenantRow } from "../domain/tenants/directory.ts";
import type { Env } from "../env.ts";
import type { Instant } from "../rules/time.ts";
import type { World } from "../world.ts";
import type { Submitted } from "./form.ts";

/** What the entry adds to the bindings: the world, and the tenant's slug when its own hostname was called. */
export type Bindings = Env & { world: World; mapped: string | null };

export interface Variables {
  requestId: string;
  now: Instant;
  meter: Meter;
  /** Work put off until the answer is made. */
  deferred: (() => Promise<unknown>)[];
  /** Of the tenant; absent on the platform. */
  tenant: TenantRow | undefined;
  /** The database of this place: the tenant's, or the catalog. */
  db: Database;
  /** What links begin with: `/t/<slug>`, or nothing on a tenant's own host and on the platform. */
  base: string;
  signedIn: SignedIn | undefined;
  ctx: Context;
  submitted: Submitted | undefined;
}

export interface AppEnv {
  Bindings: Bindings;
  Variables: Variables;
}

export type C = HonoContext<AppEnv>;
export type Middleware = MiddlewareHandler<AppEnv>;

export const isApi = (c: C): boolean => /^(\/t\/[^/]+)?\/api\//.test(c.req.path);

/** The path as the person sees it, without the tenant's prefix. */
export const pathWithin = (c: C): string => c.req.path.replace(/^\/t\/[^/]+/, "") || "/";
