import type { RobotKind } from "./words.ts";

/** What a request must carry besides its message: parameters of the address, or fields of the body. */
export interface Signature {
  readonly parameters: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, string>>;
}

const none: Signature = { parameters: {}, fields: {} };

/**
 * By each platform's document; `now` in milliseconds, by the right clock: they take what is at most an hour off. WeCom signs
 * nothing.
 */
export async function signatureFor(kind: RobotKind, secret: string | null, now: number): Promise<Signature> {
  if (secret === null || kind === "wecom") return none;
  if (kind === "dingtalk") {
    const timestamp = String(now);
    return { ...none, parameters: { timestamp, sign: await mac(secret, `${timestamp}\n${secret}`) } };
  }
  const timestamp = String(Math.floor(now / 1000));
  // The text to be signed is the key here, and what is signed is empty.
  return { ...none, fields: { timestamp, sign: await mac(`${timestamp}\n${secret}`, "") } };
}

const encode = (text: string) => new TextEncoder().encode(text);

/** HMAC-SHA-256 in base64. */
async function mac(key: string, text: string): Promise<string> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const imported = await crypto.subtle.importKey("raw", encode(key), algorithm, false, ["sign"]);
  const signed = await crypto.subtle.sign("HMAC", imported, encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(signed)));
}
