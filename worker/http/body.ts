import { TooLarge } from "../domain/errors.ts";
import { type C, type Middleware, pathWithin } from "./app-env.ts";

/** No form and no API document is larger than this; in bytes. */
export const largestBody = 128 * 1024;

/** Rules come as whole documents and long forms; in bytes. */
export const largestRules = 1024 * 1024;

/** How much a request to this address may send; in bytes. */
const limitOf = (c: C): number =>
  /^\/(rules|api\/v1\/rule-sets)(\/|$)/.test(pathWithin(c)) ? largestRules : largestBody;

/** How much of what is too large is heard out before the connection is dropped; in bytes. */
const patience = 64 * largestBody;

/**
 * Takes the whole body in before anything is answered: an answer given while somebody is still sending closes the
 * connection under them, and they may never read it.
 */
export const takeBody: Middleware = async (c, next) => {
  const { url, method, headers, body } = c.req.raw;
  if (!body) return next();
  const taken = await taking(body, limitOf(c));
  c.set("oversized", taken === null);
  c.req.raw = new Request(url, { method, headers, ...(taken?.length ? { body: taken } : {}) });
  return next();
};

/** Refuses what `takeBody` found too large, once it is known whose page says so. */
export const limitBody: Middleware = (c, next) => {
  if (c.var.oversized) throw new TooLarge(limitOf(c));
  return next();
};

/** The bytes of a body, or null when there are too many. */
async function taking(
  body: ReadableStream<Uint8Array>,
  largest: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.length;
    if (size <= largest) parts.push(part.value);
    if (size > patience) break;
  }
  if (size > patience) await reader.cancel();
  return size > largest ? null : joined(parts, size);
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
