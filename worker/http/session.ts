import { getCookie, setCookie } from "hono/cookie";
import { signedInBy } from "../domain/accounts/sessions.ts";
import { Forbidden, Invalid, Unauthenticated } from "../domain/errors.ts";
import { type Actor, type Context, visitor } from "../domain/kernel/context.ts";
import { isPublic, mayEver, type Right } from "../domain/kernel/rights.ts";
import { type C, isApi, isRead, type Middleware, realmOf } from "./app-env.ts";
import { submitted } from "./form.ts";
import { limitVisitors } from "./limits.ts";
import { mustBeProven } from "./proof.ts";
import { isSecure, networkOf } from "./request.ts";

/** Marks a route with what it does; every route has exactly one such mark (a test sees to it). */
export type Policed = Middleware & { right: Right };

/** Lets in who may ever do this, and gives the route its context; the command or query then looks at the record. */
export function allow(right: Right): Policed {
  const handler: Middleware = async (c, next) => {
    if (isPublic(right)) {
      if (!isRead(c)) await limitVisitors(c, right);
      c.set("ctx", await contextOf(c, visitor));
      return next();
    }
    const token = tokenOf(c);
    const { db, now } = c.var;
    const site = { db, now, realm: realmOf(c), defer: deferrer(c) };
    const signedIn = token ? await signedInBy(site, token, networkOf(c)) : null;
    if (!signedIn || signedIn.kind !== (isApi(c) ? "api" : "browser")) throw new Unauthenticated();
    c.set("signedIn", signedIn);
    c.set("ctx", await contextOf(c, signedIn.actor));
    if (!mayEver(signedIn.actor.grants, right)) throw new Forbidden(right.action);
    await mustBeProven(c, right, signedIn);
    return next();
  };
  return Object.assign(handler, { right });
}

export async function contextOf(c: C, actor: Actor): Promise<Context> {
  const { secrets, passwords, directory } = c.env.world;
  return {
    db: c.var.db,
    now: c.var.now,
    actor,
    realm: realmOf(c),
    requestId: c.var.requestId,
    idempotencyKey: await idempotencyKey(c),
    calendar: directory.calendar(),
    secrets,
    passwords,
    defer: deferrer(c),
  };
}

/** A write without a key gets one of its own: it is then applied once per request, not once per intent. */
async function idempotencyKey(c: C): Promise<string | null> {
  if (isRead(c)) return null;
  const sent = isApi(c) ? keyInHeader(c) : (await submitted(c)).key;
  return sent ?? crypto.randomUUID();
}

/** A key that others might hit upon by chance, such as `1`, would answer one caller with another's result. */
function keyInHeader(c: C): string | null {
  const sent = c.req.header("idempotency-key") ?? null;
  if (sent === null || /^[\x21-\x7e]{8,100}$/.test(sent)) return sent;
  throw new Invalid([{ path: "Idempotency-Key", message: "Idempotency-Key 须为 8 至 100 个字符，不含空格" }]);
}

const deferrer = (c: C) => (work: () => Promise<unknown>) => void c.var.deferred.push(work);

const sessionCookie = (c: C) => (c.var.tenant ? "lz_session" : "lz_operator");
const deviceCookie = "lz_device";

/** Cookies are of one tenant: their path is the tenant's. */
const cookieOptions = (c: C) => ({
  path: c.var.base || "/",
  httpOnly: true,
  secure: isSecure(c),
  sameSite: "Lax" as const,
});

function tokenOf(c: C): string | undefined {
  if (!isApi(c)) return getCookie(c, sessionCookie(c));
  return /^Bearer ([\w-]{20,100})$/i.exec(c.req.header("authorization") ?? "")?.[1];
}

const days = 24 * 60 * 60;

/** The server ends sessions by its own clock; the cookie only must not outlive the longest of them. */
export function keepSession(
  c: C,
  { token, deviceCookie: device }: { token: string; deviceCookie: string },
): void {
  setCookie(c, sessionCookie(c), token, { ...cookieOptions(c), maxAge: 30 * days });
  setCookie(c, deviceCookie, device, { ...cookieOptions(c), maxAge: 365 * days });
}

export function dropSession(c: C): void {
  setCookie(c, sessionCookie(c), "", { ...cookieOptions(c), maxAge: 0 });
}

export const oldToken = (c: C): string | null => tokenOf(c) ?? null;
export const knownDevice = (c: C): string | null => getCookie(c, deviceCookie) ?? null;

export const elderCookie = "lz_elder";

export function keepPreference(c: C, elder: boolean): void {
  setCookie(c, elderCookie, elder ? "on" : "", { ...cookieOptions(c), maxAge: elder ? 365 * days : 0 });
}

const wordCookie = "lz_word";

/** What the next page says once: that the last form did its work. */
export const leaveWord = (c: C, said: string): void =>
  setCookie(c, wordCookie, said, { ...cookieOptions(c), maxAge: 60 });

export function takeWord(c: C): string | undefined {
  const said = getCookie(c, wordCookie);
  if (said) setCookie(c, wordCookie, "", { ...cookieOptions(c), maxAge: 0 });
  return said;
}
