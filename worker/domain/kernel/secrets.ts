/** What the installation's secret key is used for: tokens at rest, links that needn't be stored, the audit log's seals. */
export interface Secrets {
  /** A token that only this installation can compute, from an id: 43 characters, URL-safe. */
  derive(purpose: string, id: string): Promise<string>;
  /** The same under each key that is known, the one in force first: what was handed out before the key was changed. */
  derivations(purpose: string, id: string): Promise<string[]>;
  /** AES-256-GCM; `context` must be the same to open it again. */
  seal(plain: string, context: string): Promise<string>;
  /** Also what was sealed under a key that was in force before. */
  open(sealed: string, context: string): Promise<string>;
  /** What seals one realm's audit log: the key in force, then those before it, the newest first. */
  sealers(realm: string): Promise<[Sealer, ...Sealer[]]>;
}

/** A key of one realm's audit log. */
export interface Sealer {
  /** Names the key and tells nothing of it: 8 hex digits. */
  readonly id: string;
  /** HMAC-SHA-256 in hex. */
  mac(text: string): Promise<string>;
}

/** `key`: 32 random bytes, base64; `previous`: those that were in force before, the newest first, parted by commas. */
export async function secretsFrom(key: string, previous = ""): Promise<Secrets> {
  const current = await usesOf(key);
  const all = [current, ...(await Promise.all(keysIn(previous).map(usesOf)))];
  return {
    derive: current.derive,
    derivations: (purpose, id) => Promise.all(all.map(({ derive }) => derive(purpose, id))),
    seal: current.seal,
    open: async (sealed, context) => {
      const tries = await Promise.allSettled(all.map(({ open }) => open(sealed, context)));
      const opened = tries.find((each) => each.status === "fulfilled");
      return opened ? opened.value : current.open(sealed, context);
    },
    sealers: async (realm) => {
      const [first, ...others] = await Promise.all(all.map(({ sealer }) => sealer(realm)));
      return [first as Sealer, ...others];
    },
  };
}

/** The keys that a setting lists. */
export const keysIn = (setting: string): string[] => setting.split(/[\s,]+/).filter(Boolean);

/** What one key can do. */
async function usesOf(key: string) {
  const bytes = fromBase64(key);
  if (bytes.length !== 32) throw new Error("SECRETS_KEY must be 32 bytes in base64");
  const root = await crypto.subtle.importKey("raw", bytes, "HKDF", false, ["deriveKey"]);
  const hmac = (purpose: string) =>
    keyFor(purpose, root, { name: "HMAC", hash: "SHA-256", length: 256 }, ["sign"]);
  const mac = await hmac("links");
  const aes = await keyFor("tokens", root, { name: "AES-GCM", length: 256 }, ["encrypt", "decrypt"]);

  return {
    derive: async (purpose: string, id: string) =>
      base64url(await crypto.subtle.sign("HMAC", mac, encode(`${purpose}:${id}`))),
    seal: async (plain: string, context: string) => {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const box = { name: "AES-GCM", iv, additionalData: encode(context) };
      return `${base64url(iv)}.${base64url(await crypto.subtle.encrypt(box, aes, encode(plain)))}`;
    },
    open: async (sealed: string, context: string) => {
      const [iv = "", cipher = ""] = sealed.split(".");
      const box = { name: "AES-GCM", iv: fromBase64(iv), additionalData: encode(context) };
      return new TextDecoder().decode(await crypto.subtle.decrypt(box, aes, fromBase64(cipher)));
    },
    sealer: async (realm: string): Promise<Sealer> => {
      const own = await hmac(`audit ${realm}`);
      const sign = async (text: string) => hex(await crypto.subtle.sign("HMAC", own, encode(text)));
      return { id: (await sign("id")).slice(0, 8), mac: sign };
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

/** SHA-256 in hex, of a text as UTF-8, or of bytes. */
export async function sha256(content: string | Uint8Array<ArrayBuffer>): Promise<string> {
  const bytes = typeof content === "string" ? encode(content) : content;
  return hex(await crypto.subtle.digest("SHA-256", bytes));
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
  const [, inLink] = /\/receipts\/([^\s/?#]+)/i.exec(typed) ?? [];
  const letters = (inLink ?? typed)
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "");
  if (letters.length !== 16 || [...letters].some((letter) => !receiptAlphabet.includes(letter))) return null;
  return letters.replace(/(.{4})(?=.)/g, "$1-");
}

const encode = (text: string) => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;

const hex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");

function base64url(bytes: ArrayBuffer | Uint8Array): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
}
