import { sqldProvisioner } from "../../worker/domain/tenants/provisioner.ts";
import { type Bundle, buildBundle } from "./bundle.ts";
import { type Door, openDoor } from "./door.ts";
import { type HeldSecrets, mintToken } from "./secrets.ts";
import { type Sqld, type SqldOptions, startSqld } from "./sqld.ts";
import type { WorkerVars } from "./vars.ts";
import { type LogLine, startWorkerd, type Workerd } from "./workerd.ts";

export const CATALOG = "catalog";

/** A running libSQL server with a catalog namespace in it, and what the worker needs to know about it. */
export interface Databases {
  sqld: Sqld;
  vars: DatabaseVars;
}

export type DatabaseVars = Omit<
  WorkerVars,
  "MODE" | "PUBLIC_URL" | "METER" | "SECURITY_CONTACT" | "ROBOT_PLACES"
>;

export async function startDatabases(options: ServerOptions): Promise<Databases> {
  const sqld = await startServer(options, CATALOG);
  return { sqld, vars: databaseVars(options.secrets, [sqld]) };
}

export type ServerOptions = SqldOptions & { secrets: HeldSecrets };

/** A running libSQL server with one namespace in it from the first. */
export async function startServer(options: ServerOptions, namespace: string): Promise<Sqld> {
  const { SQLD_ADMIN_KEY: adminKey, SQLD_SIGNING_KEY: signingKey } = options.secrets;
  const sqld = await startSqld(options);
  try {
    await sqldProvisioner({ ...sqld, adminKey, signingKey }).create(namespace);
  } catch (error) {
    await sqld.stop();
    throw error;
  }
  return sqld;
}

/** Where a server answers; empty texts for one that doesn't run. */
export type ServerAddress = Pick<Sqld, "url" | "adminUrl">;

/** What leads to these servers, the catalog's first. */
export function databaseVars(secrets: HeldSecrets, servers: readonly ServerAddress[]): DatabaseVars {
  return {
    ...secrets,
    SECRETS_KEY_PREVIOUS: secrets.SECRETS_KEY_PREVIOUS ?? "",
    PROVISIONER: "sqld",
    CATALOG_URL: servers[0]?.url ?? "",
    CATALOG_TOKEN: mintToken(secrets, CATALOG),
    CATALOG_NAMESPACE: CATALOG,
    SQLD_URL: servers.map(({ url }) => url).join(","),
    SQLD_ADMIN_URL: servers.map(({ adminUrl }) => adminUrl).join(","),
  };
}

export interface SiteOptions {
  vars: WorkerVars;
  /** Where files, cache and rate limits are kept; absolute. */
  folder: string;
  program?: string;
  /** Already built, when several sites run the same. */
  bundle?: Bundle;
  /** Already open, to keep visitors waiting while the rest starts; otherwise one opens on a free loopback port. */
  door?: Door;
  onLog?: (line: LogLine) => void;
  passwords?: "beside" | "within";
  onRestart?: Parameters<typeof startWorkerd>[0]["onRestart"];
}

/** The worker on workerd, and the door in front of it. */
export interface Site {
  url: string;
  workerd: Workerd;
  door: Door;
  stop(): Promise<void>;
}

export async function openSite(options: SiteOptions): Promise<Site> {
  const bundle = options.bundle ?? (await buildBundle());
  const door = options.door ?? (await openDoor({ host: "127.0.0.1", port: 0, trustProxy: false }));
  const workerd = await startWorkerd({
    bundle,
    vars: { ...options.vars, PUBLIC_URL: options.vars.PUBLIC_URL || door.url },
    folder: options.folder,
    program: options.program,
    onLog: options.onLog ?? (() => {}),
    ...(options.passwords && { passwords: options.passwords }),
    ...(options.onRestart && { onRestart: options.onRestart }),
  });
  door.leadTo(workerd.url, bundle.files);
  return {
    url: door.url,
    workerd,
    door,
    stop: async () => {
      await door.close(250);
      await workerd.stop();
    },
  };
}
