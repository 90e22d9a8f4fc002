import { lstatSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { PULSE } from "../../worker/domain/installation/further-servers.ts";
import { serverOf } from "../../worker/domain/tenants/places.ts";
import { Refusal } from "./refusal.ts";
import { CATALOG } from "./stack.ts";

/** So many database servers one installation has at most. */
const most = 8;

/** What the folder of a server is called, by its number; it may be a link to another disk. */
export const serverFolder = (server: number): string => (server === 1 ? "sqld" : `sqld-${server}`);

/** The file, within the data folder, that receives what a server prints. */
export const serverLog = (server: number): string => `log/${serverFolder(server)}.log`;

/** What people read of one of several servers. */
export const nth = (server: number): string => `第 ${server} 个数据库服务`;

/** What people read of a server where there may be no other. */
export const called = (server: number): string => (server === 1 ? "数据库服务" : nth(server));

/** The numbers of all servers there may be. */
export const allServers: readonly number[] = Array.from({ length: most }, (_, at) => at + 1);

/** What SQLD_SERVERS says. @throws Refusal */
export function wantedServers({ SQLD_SERVERS: written }: NodeJS.ProcessEnv): number {
  const wanted = Number(written || 1);
  if (allServers.includes(wanted)) return wanted;
  throw new Refusal(`SQLD_SERVERS=${written} 不是数据库服务的个数，应为 1 到 ${most} 的整数。`);
}

/**
 * The servers of an installation: as many as are wanted, and besides, whatever is wanted, those up to the last one that has a
 * folder or a county.
 */
export function serversOf(path: string, wanted: number): number[] {
  const isThere = (server: number) =>
    lstatSync(join(path, serverFolder(server)), { throwIfNoEntry: false }) !== undefined;
  const used = countiesIn(path).map(({ server }) => server);
  const last = Math.max(wanted, ...allServers.filter(isThere), ...used);
  return Array.from({ length: last }, (_, at) => at + 1);
}

/** Servers whose folders are links: what lies there is no part of the data folder to whoever goes through it. */
export const linkedServers = (path: string): string[] =>
  allServers
    .map((server) => join(path, serverFolder(server)))
    .filter((folder) => lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink())
    .filter((folder) => statSync(folder, { throwIfNoEntry: false }));

/** A county whose database should be there. */
export interface Kept {
  slug: string;
  database: string;
  server: number;
}

/** The catalog's file. */
export const catalogFile = (path: string): string => join(path, serverFolder(1), "dbs", CATALOG, "data");

/** Where a server keeps one database, within the data folder at `path`. */
export const databaseFolder = (path: string, { server, database }: Omit<Kept, "slug">): string =>
  join(path, serverFolder(server), "dbs", database);

/** The ready counties of a data folder; none where the catalog can't be read, which is told later. */
export function countiesIn(path: string): Kept[] {
  try {
    const database = new DatabaseSync(catalogFile(path), { readOnly: true });
    const ready = "SELECT slug, database_name, database_url FROM tenants WHERE state = 'ready' ORDER BY slug";
    const rows = database.prepare(ready).all();
    database.close();
    return rows.map((row) => ({
      slug: String(row.slug),
      database: String(row.database_name),
      server: serverOf(String(row.database_url)),
    }));
  } catch {
    return [];
  }
}

/** The counties of a server of which none is there, nor anything else of its own: its disk isn't mounted. */
export function deserted(path: string, server: number, counties: readonly Kept[]): Kept[] {
  const own = counties.filter((county) => county.server === server);
  const databases = new Set(foldersIn(join(path, serverFolder(server), "dbs")));
  return [PULSE, ...own.map(({ database }) => database)].some((name) => databases.has(name)) ? [] : own;
}

function foldersIn(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
