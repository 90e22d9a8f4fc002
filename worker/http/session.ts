import { getCookie } from "hono/cookie";
import type { SignedIn } from "../domain/accounts/sessions.ts";
import { Forbidden, Invalid, Unauthenticated } from "../domain/errors.ts";
import { type Actor, type Context, visitor } from "../domain/kernel/context.ts";
import { isPublic, mayEver, type Right } from "../domain/kernel/rights.ts";
import { type C, deferrer, isApi, isRead, type Middleware, realmOf } from "./app-env.ts";
import { keepCookie } from "./cookies.ts";
import { confirmed, signedInBy } from "./expected.ts";
import { submitted } from "./form.ts";
import { readIdentityAlong } from "./identity.ts";
import { limitStrangers, limitVisitors } from "./limits.ts";
import { keepToOwnDoor, keepToOwnForms } from "./own-form.ts";
import { mustBeProven } from "./proof.ts";
import { networkOf } from "./request.ts";
import { readWaitingAlong } from "./waiting.ts";
import { readWord } from "./word.ts";

/** Marks a route with what it does; every route has exactly one such mark (a test sees to it). */
export type Policed = Middleware & { right: Right };

/** Lets in who may ever do this, and gives the route its context; the command or query then looks at the record. */
export function allow(right: Right): Policed {
  const handler: Middleware = async (c, next) => {
    const actor = isPublic(right) ? await anybody(c, right) : await somebody(c, right);
    c.set("ctx", await contextOf(c, actor));
    if (!isApi(c)) await readWord(c);
    await next();
    await confirmed(c);
  };
  return Object.assign(handler, { right });
}

async function anybody(c: C, right: Right): Promise<Actor> {
  await limitVisitors(c, right);
  if (isApi(c)) return visitor;
  if (c.var.tenant) readIdentityAlong(c);
  await keepToOwnDoor(c, right);
  return visitor;
}

async function somebody(c: C, right: Right): Promise<Actor> {
  const signedIn = await mustBeSignedIn(c);
  if (!isApi(c)) await keepToOwnForms(c, signedIn);
  if (!mayEver(signedIn.actor.grants, right)) throw new Forbidden(right.action);
  await mustBeProven(c, right, signedIn);
  readWaitingAlong(c, signedIn.actor);
  return signedIn.actor;
}

/** Who is signed in, looked up once. What strangers send is limited before any of it is read or given back to them. */
export async function mustBeSignedIn(c: C): Promise<SignedIn> {
  if (c.var.signedIn) return c.var.signedIn;
  const token = tokenOf(c);
  const found = token ? await signedInBy(c, token) : null;
  if (found?.kind !== (isApi(c) ? "api" : "browser")) {
    if (!isRead(c)) await limitStrangers(c);
    throw new Unauthenticated();
  }
  c.set("signedIn", found);
  return found;
}

export async function contextOf(c: C, actor: Actor): Promise<Context> {
  const { secrets, passwords, anchors, robots, webhooks, photos, directory } = c.env.world;
  return {
    db: c.var.db,
    now: c.var.now,
    actor,
    realm: realmOf(c),
    network: actor.kind === "visitor" ? networkOf(c) : undefined,
    requestId: c.var.requestId,
    idempotencyKey: await idempotencyKey(c),
    calendar: directory.calendar(),
    secrets,
    passwords,
    anchors,
    robots,
    webhooks,
    photos,
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

const sessionCookie = (c: C) => (c.var.tenant ? "lz_session" : "lz_operator");
const deviceCookie = "lz_device";

function tokenOf(c: C): string | undefined {
  if (!isApi(c)) return getCookie(c, sessionCookie(c));
  return /^Bearer ([\w-]{20,100})$/i.exec(c.req.header("authorization") ?? "")?.[1];
}

export function keepSession(
  c: C,
  { token, deviceCookie: device }: { token: string; deviceCookie: string },
): void {
  keepCookie(c, sessionCookie(c), token);
  keepCookie(c, deviceCookie, device);
}

export function dropSession(c: C): void {
  keepCookie(c, sessionCookie(c), "");
}

export const oldToken = (c: C): string | null => tokenOf(c) ?? null;
export const knownDevice = (c: C): string | null => getCookie(c, deviceCookie) ?? null;

export const elderCookie = "lz_elder";
export const nearCookie = "lz_near";

/** The community somebody wants to see; any text, since a browser sends what it likes. */
export const nearOf = (c: C): string => (getCookie(c, nearCookie) ?? "").slice(0, 64);
