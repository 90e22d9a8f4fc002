import { createClient } from "@tursodatabase/api";
import { type DatabaseAddress, forgetDatabase } from "../../../db/client.ts";
import { Unavailable } from "../errors.ts";
import { placeOf, serverOf } from "./places.ts";

/** A token that opens one database, and until when. */
export interface MintedToken {
  token: string;
  /** Unix milliseconds. */
  expiresAt: number;
}

/** Where tenant databases come from. Every act may be repeated without harm. */
export interface Provisioner {
  /**
   * The servers of a machine of one's own, the catalog's first; one that doesn't run is given no databases. None where
   * somebody else places them.
   */
  readonly servers: readonly { place: string; runs: boolean }[];
  /** Makes an empty database, or finds the one made before, at that place; gives its address without a token. */
  create(name: string, place?: string | null): Promise<{ url: string }>;
  /** A token for this database and no other, valid for `days`. */
  mintToken(name: string, days: number): Promise<MintedToken>;
  /** Deletes the database with all it holds; none there is fine. */
  destroy(name: string, url: string | null): Promise<void>;
  /**
   * Every county is looked after this often, in days, though nothing is known to be due. Where an open database costs,
   * that is seldom.
   */
  readonly turnDays: number;
  /** How to reach a database of this kind. @throws Unavailable when its server doesn't run */
  address(name: string, url: string, token: string): DatabaseAddress;
}

const dayMs = 24 * 60 * 60 * 1000;

export interface SqldSettings {
  /** Where each server answers, in order, parted by commas; nothing between them where one doesn't run. */
  url: string;
  /** The same of their admin APIs. */
  adminUrl: string;
  /** Sent as `Authorization: Basic …` to the admin API. */
  adminKey?: string | undefined;
  /** Ed25519 private key, PKCS #8, base64; sqld holds the public half. */
  signingKey: string;
}

/**
 * sqld: a namespace per tenant. A token is a JWT whose `id` names the only namespace it opens
 * (https://github.com/tursodatabase/libsql/blob/main/docs/ADMIN_API.md).
 */
export function sqldProvisioner(settings: SqldSettings): Provisioner {
  const { url: urls, signingKey } = settings;
  return {
    servers: urls.split(",").map((url, at) => ({ place: placeOf(at + 1), runs: url !== "" })),
    // It keeps a database open for a day, which costs as much as some hundred upkeeps (measured).
    turnDays: 90,
    create: async (name, place) => {
      const admin = adminApi(settings, place);
      // A damaged one is there too, and answers with an error of its own.
      const isAbsent = async () => (await admin("GET", `/v1/namespaces/${name}/config`)).status === 404;
      // Every commit reaches the disk before it is acknowledged; without the word, sqld leaves that to chance.
      const config = { durability_mode: "strong" };
      const { status, text } = await admin("POST", `/v1/namespaces/${name}/create`, config);
      // 400 may mean that the namespace is there already, which is said in words only.
      if (status >= 300 && (status !== 400 || (await isAbsent())))
        throw new Unavailable(`sqld refused to create a namespace: ${status} ${text}`);
      return { url: placeOf(serverOf(place)) };
    },
    mintToken: (name, days) => mintFor(name, days, signingKey),
    destroy: async (name, place) => {
      forgetDatabase(name);
      const { status, text } = await adminApi(settings, place)("DELETE", `/v1/namespaces/${name}`);
      if (status >= 300 && status !== 404)
        throw new Unavailable(`sqld refused to delete a namespace: ${status} ${text}`);
    },
    address: (name, place, token) => ({ url: urlAt(urls, place), token, namespace: name }),
  };
}

async function mintFor(name: string, days: number, signingKey: string): Promise<MintedToken> {
  const expiresAt = Date.now() + days * dayMs;
  const claims = { id: name, a: "rw", exp: Math.floor(expiresAt / 1000) };
  return { token: await signJwt(claims, signingKey), expiresAt };
}

function urlAt(urls: string, place: string | null | undefined): string {
  const url = urls.split(",")[serverOf(place) - 1];
  if (!url) throw new Unavailable(`database server ${serverOf(place)} doesn't run`);
  return url;
}

/** How long the admin API may take, in milliseconds: it makes a file and answers in 20 (measured). */
const patience = 15_000;

/** Asks the admin API of the server at a place; answers what it said, whatever that is. */
export const adminApi =
  ({ adminUrl, adminKey }: Pick<SqldSettings, "adminUrl" | "adminKey">, place: string | null | undefined) =>
  async (method: string, path: string, body?: object) => {
    const asked = fetch(new URL(path, urlAt(adminUrl, place)), {
      method,
      signal: AbortSignal.timeout(patience),
      headers: {
        "content-type": "application/json",
        ...(adminKey ? { authorization: `Basic ${adminKey}` } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const said = asked.then(async (response) => ({ status: response.status, text: await response.text() }));
    return said.catch((cause: unknown) => {
      throw new Unavailable("the database server's admin API does not answer", { cause });
    });
  };

export interface TursoSettings {
  organization: string;
  group: string;
  apiToken: string;
  /** Only for tests against the documented contract. */
  baseUrl?: string;
}

/** Turso: a database per tenant in one group (https://docs.turso.tech/api-reference/databases/create). */
export function tursoProvisioner({ organization, group, apiToken, baseUrl }: TursoSettings): Provisioner {
  const { databases } = createClient({ org: organization, token: apiToken, ...(baseUrl ? { baseUrl } : {}) });
  return {
    servers: [],
    turnDays: 1,
    create: async (name) => {
      const there = databases.create(name, { group }).catch((error: unknown) => {
        if (statusOf(error) === 409) return databases.get(name);
        throw error;
      });
      const { hostname } = await there.catch((cause: unknown) => {
        throw new Unavailable("Turso refused to create a database", { cause });
      });
      return { url: `libsql://${hostname}` };
    },
    mintToken: async (name, days) => {
      const options = { expiration: `${days}d`, authorization: "full-access" } as const;
      const { jwt } = await databases.createToken(name, options).catch((cause: unknown) => {
        throw new Unavailable("Turso refused to mint a token", { cause });
      });
      return { token: jwt, expiresAt: Date.now() + days * dayMs };
    },
    destroy: async (name) => {
      await databases.delete(name).catch((cause: unknown) => {
        if (statusOf(cause) !== 404) throw new Unavailable("Turso refused to delete a database", { cause });
      });
    },
    address: (_name, url, token) => ({ url, token }),
  };
}

const statusOf = (error: unknown): unknown =>
  error instanceof Error && "status" in error ? error.status : undefined;

/** A JWT signed with Ed25519 (RFC 8037 `EdDSA`). */
export async function signJwt(claims: object, pkcs8: string): Promise<string> {
  const der = Uint8Array.from(atob(pkcs8), (char) => char.charCodeAt(0));
  const key = await crypto.subtle.importKey("pkcs8", der, { name: "Ed25519" }, false, ["sign"]);
  const unsigned = [{ alg: "EdDSA", typ: "JWT" }, claims]
    .map((part) => base64url(JSON.stringify(part)))
    .join(".");
  const signature = await crypto.subtle.sign({ name: "Ed25519" }, key, new TextEncoder().encode(unsigned));
  return `${unsigned}.${base64url(String.fromCharCode(...new Uint8Array(signature)))}`;
}

const base64url = (binary: string) =>
  btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
