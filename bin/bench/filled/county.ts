import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Database } from "../../../db/client.ts";
import { openSession } from "../../../worker/domain/accounts/sessions.ts";
import { type Context, systemFor } from "../../../worker/domain/kernel/context.ts";
import { tenantDatabase } from "../../../worker/domain/tenants/access.ts";
import type { TenantRow } from "../../../worker/domain/tenants/directory.ts";
import { openTenant } from "../../../worker/domain/tenants/open.ts";
import { type Instant, instant } from "../../../worker/time/instants.ts";
import { keysFrom, onCatalog } from "../../keys.ts";
import { migrateEverything } from "../../migrate.ts";
import { newSecrets, type Secrets } from "../../runtime/secrets.ts";
import { databaseFolder } from "../../runtime/servers.ts";
import { CATALOG, type DatabaseVars, databaseVars, openSite, startServer } from "../../runtime/stack.ts";
import { putAudit } from "./audit.ts";
import { putMatters } from "./matters.ts";
import { putMeetings } from "./meetings.ts";
import { type Place, putPlace, type Who, whos } from "./place.ts";
import type { Size } from "./sizes.ts";
import { filling } from "./tables.ts";
import { chanceFrom } from "./words.ts";

/** A county that was filled, and how to get at it. */
export interface Filled {
  base: string;
  place: Place;
  db: Database;
  /** What its server keeps it in. */
  file: string;
  /** In which the system acts here. */
  system(now: Instant): Context;
  /** Of browsers in which people are signed in. */
  cookies: Readonly<Record<Who, string>>;
}

/** What is kept beside the databases, to open them again. */
interface Made {
  secrets: Secrets;
  counties: { row: TenantRow; place: Place }[];
}

const noteIn = (folder: string): string => join(folder, "filled.json");
const optionsOf = (folder: string, secrets: Secrets) => ({
  folder: join(folder, "sqld"),
  log: join(folder, "sqld.log"),
  secrets,
});

/** Makes counties of these sizes, by their names, unless the folder has some. */
export async function fillCounties(folder: string, sizes: Readonly<Record<string, Size>>): Promise<void> {
  if (existsSync(noteIn(folder))) return;
  const secrets = newSecrets();
  const sqld = await startServer(optionsOf(folder, secrets), CATALOG);
  const rows = await opened(databaseVars(secrets, [sqld]), Object.keys(sizes));
  await sqld.stop();
  const counties = rows.map((row) => ({
    row,
    place: fill(folder, row.databaseName, sizes[row.slug] as Size),
  }));
  writeFileSync(noteIn(folder), JSON.stringify({ secrets, counties } satisfies Made));
}

/** The product with the folder's counties, its answers saying what they cost. */
export async function openCounties(folder: string) {
  const { secrets, counties } = JSON.parse(readFileSync(noteIn(folder), "utf8")) as Made;
  const sqld = await startServer(optionsOf(folder, secrets), CATALOG);
  const vars = databaseVars(secrets, [sqld]);
  // A folder may have been kept by an older version.
  await migrateEverything(vars);
  const site = await openSite({ vars: { ...vars, MODE: "test", METER: "on", PUBLIC_URL: "" }, folder });
  const open = counties.map(async ({ row, place }) => ({
    base: `${site.url}/t/${row.slug}`,
    place,
    ...(await known(folder, vars, row, place)),
  }));
  return {
    counties: await Promise.all(open),
    stop: async () => {
      await site.stop();
      await sqld.stop();
    },
  };
}

async function opened(vars: DatabaseVars, slugs: readonly string[]): Promise<TenantRow[]> {
  await migrateEverything(vars);
  const ctx = await onCatalog(vars);
  const { provisioner } = await keysFrom(vars);
  const rows = [];
  for (const [at, slug] of slugs.entries()) {
    const entry = {
      name: `${slug}县`,
      slug,
      divisionCode: String(411_300 + at),
      preset: "xinye",
      adminName: "管理员",
    };
    const building = { provisioner, within: (_: TenantRow, db: Database) => ({ ...ctx, db, realm: slug }) };
    rows.push(await openTenant(ctx, entry, building));
  }
  return rows;
}

const fileOf = (folder: string, database: string) =>
  join(databaseFolder(folder, { server: 1, database }), "data");

/**
 * While no server runs. Its replication log stays as it was: nobody replicates from here, and where there is none the server
 * copies the whole file into a new one before it answers.
 */
function fill(folder: string, database: string, size: Size): Place {
  const began = performance.now();
  const file = fileOf(folder, database);
  const [now, root] = [instant(Date.now()), rootIn(file)];
  let place: Place | undefined;
  filling(file, (put, database) => {
    database.exec(dispatching);
    const chance = chanceFrom(7);
    place = putPlace(put, chance, size, root, now);
    putMeetings(put, chance, size, place);
    putAudit(put, chance, size, place);
    putMatters(put, chance, size, place);
  });
  const [seconds, gigabytes] = [(performance.now() - began) / 1000, statSync(file).size / 1e9];
  console.log(`${size.matters} matters in ${seconds.toFixed(0)} s, ${gigabytes.toFixed(2)} GB`);
  return place as Place;
}

/** No preset's county dispatches by published rules; these do. */
const dispatching = `UPDATE rule_sets SET document = json_set(document, '$.handling.dispatch',
  json('{"within": {"workdays": 5}}'))`;

function rootIn(file: string) {
  using database = new DatabaseSync(file, { readOnly: true });
  const row = database.prepare("SELECT id, name, path FROM org_units").get();
  return { id: String(row?.id), name: String(row?.name), path: String(row?.path) };
}

async function known(folder: string, vars: DatabaseVars, row: TenantRow, place: Place) {
  const ctx = await onCatalog(vars);
  const db = await tenantDatabase(await keysFrom(vars), row);
  const now: Instant = instant(Date.now());
  const cookies: Partial<Record<Who, string>> = {};
  for (const who of whos) {
    const as = { kind: "browser", device: "", network: "" } as const;
    const token = await openSession({ ...ctx, db, now, realm: row.slug }, place.sitting[who], as, []);
    cookies[who] = `lz_session=${token}`;
  }
  return {
    db,
    system: (now: Instant) => ({ ...ctx, db, now, realm: row.slug, actor: systemFor("due") }),
    file: fileOf(folder, row.databaseName),
    cookies: cookies as Record<Who, string>,
  };
}
