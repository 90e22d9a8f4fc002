import type { Context as HonoContext, MiddlewareHandler } from "hono";
import type { Database, Meter } from "../../db/client.ts";
import type { SignedIn } from "../domain/accounts/sessions.ts";
import type { Waiting } from "../domain/desk/before.ts";
import type { Context } from "../domain/kernel/context.ts";
import type { TenantRow } from "../domain/tenants/directory.ts";
import type { Env } from "../env.ts";
import type { Instant } from "../time/instants.ts";
import type { World } from "../world.ts";
import type { Submitted } from "./form.ts";
import type { Intake } from "./intake.ts";
import { largerAt, type Most, pathInCounty } from "./most.ts";

/**
 * What the entry adds to the bindings: the world, the tenant's slug when its own hostname was called, and why that
 * could not be found out.
 */
export type Bindings = Env & {
  world: World;
  mapped: string | null;
  unmapped?: unknown;
  /** The request's session wasn't as expected the first time: what that cost. */
  anew?: Meter;
};

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
  /** Makes sure of the session, where it is expected to be as it was; see expected.ts. */
  confirm: (() => Promise<void>) | undefined;
  /** The session wasn't as expected: nothing of this request counts. */
  surprised: boolean | undefined;
  ctx: Context;
  submitted: Submitted | undefined;
  /** A body larger than others, of which more is to come. */
  intake: Intake | undefined;
  /** The bytes of the body. */
  body: Uint8Array<ArrayBuffer> | undefined;
  /** Whose the forms are that this page shows; see own-form.ts. */
  mark: string | undefined;
  /** How much waits for whoever is signed in. */
  waiting: Waiting | undefined;
  /** What the last form left to be said. */
  word: string | undefined;
  /** The browser doesn't say whose page the form stood on. */
  unproven: boolean | undefined;
  /** Why a form is shown again. */
  refusal: Error | undefined;
}

export interface AppEnv {
  Bindings: Bindings;
  Variables: Variables;
}

export type C = HonoContext<AppEnv>;
export type Middleware = MiddlewareHandler<AppEnv>;

/** For what can wait until the answer is made. */
export const deferrer = (c: C) => (work: () => Promise<unknown>) => void c.var.deferred.push(work);

/** The tenant's slug, or `platform`. */
export const realmOf = (c: C): string => c.var.tenant?.slug ?? "platform";

export const isRead = (c: C): boolean => c.req.method === "GET" || c.req.method === "HEAD";

export const isApi = (c: C): boolean => isApiPath(c.req.path);
const isApiPath = (path: string): boolean => /^(\/t\/[^/]+)?\/api\//.test(path);

/** Whether errors at this path are read by programs. */
export const isForPrograms = (path: string): boolean =>
  isApiPath(path) || /^\/(healthz|readyz|metrics)$/.test(path);

/** The type of the body, without its parameters. */
export const typeOf = (c: C): string =>
  (c.req.header("content-type")?.split(";")[0] ?? "").trim().toLowerCase();

/** What whoever is signed in may send here, where that is more than elsewhere: rules, and photos. */
export function largerHere(c: C): Most | undefined {
  const most = largerAt(pathWithin(c));
  return most?.as === undefined || most.as === typeOf(c) ? most : undefined;
}

/** The path as the browser has it: a county's own hostname knows no prefix. */
export const pathOutside = (c: C): string => (c.env.mapped === null ? c.req.path : pathWithin(c));

/** The path within the tenant, without its prefix. */
export const pathWithin = (c: C): string => pathInCounty(c.req.path);
