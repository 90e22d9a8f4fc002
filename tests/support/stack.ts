import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject, onTestFinished } from "vitest";
import { migrateEverything } from "../../bin/migrate.ts";
import { nodePasswords } from "../../bin/passwords.ts";
import { readBundle } from "../../bin/runtime/bundle.ts";
import { newSecrets, type Secrets } from "../../bin/runtime/secrets.ts";
import { type Sqld, startSqld } from "../../bin/runtime/sqld.ts";
import {
  CATALOG,
  databaseVars,
  openSite,
  type Site,
  type SiteOptions,
  startServer,
} from "../../bin/runtime/stack.ts";
import type { WorkerVars } from "../../bin/runtime/vars.ts";
import { type Database, type Meter, newMeter, openDatabase } from "../../db/client.ts";
import { PULSE } from "../../worker/domain/installation/further-servers.ts";
import type { Env } from "../../worker/env.ts";
import { type World as WorkerWorld, worldFrom } from "../../worker/world.ts";

/** The shared sqld and worker of this run: `stack.url`, `stack.vars`. Never stop or kill them. */
export const stack = inject("stack");

/** An address on which nobody answers, for a database that is gone. */
export const NOWHERE = "http://127.0.0.1:9";

/** The shared catalog, or the one of `vars`. */
export function catalog(vars: WorkerVars = stack.vars, meter: Meter = newMeter()): Database {
  return openDatabase(
    { url: vars.CATALOG_URL, token: vars.CATALOG_TOKEN, namespace: vars.CATALOG_NAMESPACE },
    meter,
  );
}

/**
 * One more worker, on the shared databases but with other variables, such as `{ SQLD_URL: NOWHERE }`.
 * Stops by itself when the test is over. `onLog` is told what it says.
 */
export async function startSite(
  changes: Partial<WorkerVars> = {},
  options: Pick<SiteOptions, "passwords" | "onLog"> = {},
): Promise<Site & { files: string }> {
  const folder = mkdtempSync(join(tmpdir(), "lianzhi-site-"));
  const site = await openSite({
    vars: { ...stack.vars, PUBLIC_URL: "", ...changes },
    folder,
    bundle: readBundle(stack.bundle),
    ...options,
  });
  afterwards(async () => {
    await site.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return { ...site, files: folder };
}

/** A libSQL server of one's own, to be killed and brought back on the same address and data. */
export interface OwnSqld {
  readonly url: string;
  readonly adminUrl: string;
  readonly secrets: Secrets;
  /** Asks it to stop. */
  stop(): Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** Starts it again after `stop` or `kill`. */
  restart(): Promise<void>;
}

/** A libSQL server for destructive tests. Ends by itself when the test is over. */
export async function sqld(): Promise<OwnSqld> {
  return ownSqld(newSecrets(), CATALOG);
}

/** A whole separate installation: own sqld, migrated catalog, own worker. */
export interface World {
  url: string;
  /** Where its worker keeps files. */
  files: string;
  vars: WorkerVars;
  sqld: OwnSqld;
  /** The database servers besides the catalog's. */
  further: OwnSqld[];
  site: Site;
}

/** `servers`: how many database servers it has. */
export async function startWorld(changes: Partial<WorkerVars> = {}, { servers = 1 } = {}): Promise<World> {
  const secrets = newSecrets();
  const sqlds = [await ownSqld(secrets, CATALOG)];
  while (sqlds.length < servers) sqlds.push(await ownSqld(secrets, PULSE));
  const [sqld, ...further] = sqlds as [OwnSqld, ...OwnSqld[]];
  const vars: WorkerVars = {
    ...databaseVars(secrets, sqlds),
    MODE: "test",
    METER: "on",
    PUBLIC_URL: "",
    ...changes,
  };
  await migrateEverything(vars);
  const site = await startSite(vars);
  return {
    url: site.url,
    files: site.files,
    vars: { ...vars, PUBLIC_URL: vars.PUBLIC_URL || site.url },
    sqld,
    further,
    site,
  };
}

/** What the worker of a site knows, in the hands of a test. */
export async function workerWorld(vars: WorkerVars, site: Site): Promise<WorkerWorld> {
  const FILES = await site.workerd.files();
  return worldFrom({ ...vars, FILES } as unknown as Env, nodePasswords);
}

/** With one namespace in it. */
async function ownSqld(secrets: Secrets, namespace: string): Promise<OwnSqld> {
  const folder = mkdtempSync(join(tmpdir(), "lianzhi-world-"));
  const options = { folder: join(folder, "sqld"), log: join(folder, "sqld.log"), secrets };
  const first = await startServer(options, namespace);
  let running: Sqld = first;
  const ports = { port: portOf(first.url), adminPort: portOf(first.adminUrl) };
  const own: OwnSqld = {
    url: first.url,
    adminUrl: first.adminUrl,
    secrets,
    stop: () => running.stop(),
    kill: () => running.kill(),
    restart: async () => {
      running = await startSqld({ ...options, ...ports });
      if (running.url !== first.url) throw new Error("another program took the port of this test's sqld");
    },
  };
  afterwards(async () => {
    await running.kill();
    rmSync(folder, { recursive: true, force: true });
  });
  return own;
}

const pending: (() => Promise<void>)[] = [];

/** Within a test its end cleans up; in `beforeAll` there is no test yet, and `stopEverything` must be called. */
function afterwards(cleanUp: () => Promise<void>): void {
  try {
    onTestFinished(cleanUp);
  } catch {
    pending.push(cleanUp);
  }
}

/** For `afterAll`: takes down what was started in `beforeAll`, newest first. */
export async function stopEverything(): Promise<void> {
  for (const cleanUp of pending.splice(0).reverse()) await cleanUp();
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}
