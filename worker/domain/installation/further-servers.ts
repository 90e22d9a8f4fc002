import { sql } from "drizzle-orm";
import { type Database, DatabaseUnavailable, openDatabase } from "../../../db/client.ts";
import type { Instant } from "../../time/instants.ts";
import { serverOf } from "../tenants/places.ts";
import type { MintedToken, Provisioner } from "../tenants/provisioner.ts";

/** What the small database of each further server is called, which proves that it takes writes. */
export const PULSE = "pulse";

/** How long a server may take to prove it, in milliseconds: whoever watches the installation doesn't wait for long. */
const patience = 3_000;

/** The servers besides the catalog's that don't take a write now, by number: their counties can't be used. */
export async function silentServers(provisioner: Provisioner, now: Instant): Promise<number[]> {
  const further = provisioner.servers.slice(1);
  const asked = further.map(async ({ place, runs }) => runs && (await beats(provisioner, place, now)));
  const beating = await Promise.all(asked);
  return further.filter((_, at) => !beating[at]).map(({ place }) => serverOf(place));
}

async function beats(provisioner: Provisioner, place: string, now: Instant): Promise<boolean> {
  const token = await tokenOf(provisioner);
  const written = write(openDatabase(provisioner.address(PULSE, place, token)), now);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), patience);
  });
  return Promise.race([written, late]).finally(() => clearTimeout(timer));
}

async function write({ orm, write }: Database, at: Instant): Promise<boolean> {
  try {
    await write([
      orm.run(sql`CREATE TABLE IF NOT EXISTS pulse (part TEXT PRIMARY KEY NOT NULL, at TEXT NOT NULL)`),
      orm.run(sql`INSERT OR REPLACE INTO pulse VALUES ('write', ${at})`),
    ]);
    return true;
  } catch (error) {
    if (error instanceof DatabaseUnavailable) return false;
    throw error;
  }
}

const tokens = new WeakMap<Provisioner, MintedToken>();

/** Minted once a day: connections are kept for each token. */
async function tokenOf(provisioner: Provisioner): Promise<string> {
  const held = tokens.get(provisioner);
  if (held && held.expiresAt - Date.now() > 60_000) return held.token;
  const minted = await provisioner.mintToken(PULSE, 1);
  tokens.set(provisioner, minted);
  return minted.token;
}
