/** What the installation's one secret key is used for: sealing tokens at rest and deriving links that needn't be stored. */
export interface Secrets {
  /** A token that only this installation can compute, from an id: 43 characters, URL-safe. */
  derive(purpose: string, id: string): Promise<string>;
  /** AES-256-GCM; `context` must be the same to open it again. */
  seal(plain: string, context: string): Promise<string>;
  open(sealed: string, context: string): Promise<string>;
}

/** `key`: 32 random bytes, base64. */
export async function secretsFrom(key: string): Promise<Secrets> {
  const bytes = fromBase64(key);
  if (bytes.length !== 32) throw new Error("SECRETS_KEY must be 32 bytes in base64");
  const root = await crypto.subtle.importKey("raw", bytes, "HKDF", false, ["deriveKey"]);
  const mac = await keyFor("links", root, { name: "HMAC", hash: "SHA-256", length: 256 }, ["sign"]);
  const aes = await keyFor("tokens", root, { name: "AES-GCM", length: 256 }, ["encrypt", "decrypt"]);

  return {
    derive: async (purpose, id) =>
      base64url(await crypto.subtle.sign("HMAC", mac, encode(`${purpose}:${id}`))),
    seal: async (plain, context) => {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const box = { name: "AES-GCM", iv, additionalData: encode(context) };
      return `${base64url(iv)}.${base64url(await crypto.subtle.encrypt(box, aes, encode(plain)))}`;
    },
    open: async (sealed, context) => {
      const [iv = "", cipher = ""] = sealed.split(".");
      const box = { name: "AES-GCM", iv: fromBase64(iv), additionalData: encode(context) };
      return new TextDecoder().decode(await crypto.subtle.decrypt(box, aes, fromBase64(cipher)));
    },
  };
}

/** A key for one purpose, which tells nothing of the root nor of the other keys. */
const keyFor = (
  purpose: string,
  root: CryptoKey,
  algorithm: { name: string; length: number; hash?: string },
  uses: string[],
) =>
  crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: encode(purpose) },
    root,
    algorithm,
    false,
    uses as never[],
  );

/** 256 random bits, URL-safe. */
export const newToken = (): string => base64url(crypto.getRandomValues(new Uint8Array(32)));

/** SHA-256 in hex. */
export async function sha256(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", encode(text)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Makes ids for one moment (Unix milliseconds): UUID version 7, sorting in the order of making. */
export function idMaker(now: number): () => string {
  let count = 0;
  return () => newId(now, count++);
}

/** UUID version 7: sorts by time of making, and within it by `count` (below 4096), so ids serve as keyset cursors. */
export function newId(now: number, count = 0): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let index = 0; index < 6; index++) bytes[index] = Math.floor(now / 2 ** (8 * (5 - index))) % 256;
  bytes[6] = 0x70 | (count >> 8);
  bytes[7] = count & 0xff;
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const receiptAlphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/** `7K3M-9QXT-2VPD-8HRW`: 16 of 30 letters that can't be mistaken for each other, about 78 random bits. */
export function newReceiptCode(): string {
  let code = "";
  while (code.length < 16) {
    const [byte = 255] = crypto.getRandomValues(new Uint8Array(1));
    if (byte < 240) code += receiptAlphabet[byte % 30];
  }
  return code.replace(/(.{4})(?=.)/g, "$1-");
}

/** What people type or read out, brought to the stored form; null when it can't be a code. */
export function receiptCodeFrom(typed: string): string | null {
  const letters = typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "");
  if (letters.length !== 16 || [...letters].some((letter) => !receiptAlphabet.includes(letter))) return null;
  return letters.replace(/(.{4})(?=.)/g, "$1-");
}

const encode = (text: string) => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;

function base64url(bytes: ArrayBuffer | Uint8Array): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
}
