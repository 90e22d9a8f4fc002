import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { tenants } from "../../db/catalog/schema.ts";
import { beginning, signed } from "../../worker/domain/audit/anchor.ts";
import { openTenant } from "../../worker/domain/tenants/open.ts";
import { placeOf } from "../../worker/domain/tenants/places.ts";
import { tokenDays } from "../../worker/domain/tenants/provision.ts";
import { instant } from "../../worker/time/instants.ts";
import { keysFrom, onCatalog } from "../keys.ts";
import { migrateEverything } from "../migrate.ts";
import { openFolder } from "../runtime/folder.ts";
import { keyMarks } from "../runtime/key-marks.ts";
import type { Secrets } from "../runtime/secrets.ts";
import { databaseFolder, serverFolder, serversOf } from "../runtime/servers.ts";
import { CATALOG, type DatabaseVars } from "../runtime/stack.ts";
import { startThese } from "../runtime/start-these.ts";

type Row = typeof tenants.$inferSelect;

export const slugOf = (number: number): string => `c-${String(number).padStart(5, "0")}`;

/**
 * Fills a new data folder with counties. The first is opened as any is; the others are copies of its files, each with a
 * name of its own in its database, in a server's list and in the catalog, spread over so many servers. They lack what years
 * of use would put in.
 */
export async function makeCounties(
  path: string,
  secrets: Secrets,
  count: number,
  servers = 1,
): Promise<void> {
  const folder = openFolder(path, "production");
  try {
    const { vars, ports, stop } = await startThese(folder, secrets, serversOf(path, servers));
    const { provisioner } = await keysFrom(vars);
    await provisioner.create(CATALOG, placeOf(1));
    folder.remember({ ...keyMarks(secrets), ...ports });
    await migrateEverything(vars);
    const first = await openFirst(vars);
    const copies = Array.from({ length: count - 1 }, (_, at) => ({
      slug: slugOf(at + 2),
      server: ((at + 1) % servers) + 1,
    }));
    await register(vars, first, copies);
    await stop();
    copyFiles(path, first.databaseName, copies);
  } finally {
    folder.unlock();
  }
}

const databaseOf = (slug: string): string => `${slug}-copied`;

async function openFirst(vars: DatabaseVars): Promise<Row> {
  const ctx = await onCatalog(vars);
  const { provisioner } = await keysFrom(vars);
  const entry = {
    name: "一号县",
    slug: slugOf(1),
    divisionCode: "411329",
    preset: "xinye",
    adminName: "管理员",
  };
  return openTenant(ctx, entry, {
    provisioner,
    within: ({ slug }, db) => ({ ...ctx, db, realm: slug }),
  });
}

interface Copy {
  slug: string;
  server: number;
}

async function register(vars: DatabaseVars, first: Row, copies: readonly Copy[]): Promise<void> {
  const { db } = await onCatalog(vars);
  const { provisioner, secrets } = await keysFrom(vars);
  const rows = [];
  for (const [at, { slug, server }] of copies.entries()) {
    const { token, expiresAt } = await provisioner.mintToken(databaseOf(slug), tokenDays.life);
    const { needsCare: _, ...same } = first;
    rows.push({
      ...same,
      slug,
      name: `${slug}县`,
      divisionCode: String(110_000 + at),
      databaseName: databaseOf(slug),
      databaseUrl: placeOf(server),
      tokenCipher: await secrets.seal(token, `token ${slug}`),
      tokenExpiresAt: instant(expiresAt),
      auditHead: await signed((await secrets.sealers(slug))[0], beginning),
      adminInvitation: null,
    });
  }
  for (let start = 0; start < rows.length; start += 100)
    await db.write(rows.slice(start, start + 100).map((row) => db.orm.insert(tenants).values(row)));
}

/** The server makes a new replication log where there is none. */
function copyFiles(path: string, first: string, copies: readonly Copy[]): void {
  const source = join(databaseFolder(path, { server: 1, database: first }), "data");
  const template = new DatabaseSync(source);
  template.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  template.close();
  const listOf = (server: number) => new DatabaseSync(join(path, serverFolder(server), "metastore/data"));
  const config = configIn(listOf(1), first);
  for (const server of new Set(copies.map((copy) => copy.server))) {
    const list = listOf(server);
    const known = list.prepare("INSERT INTO namespace_configs (namespace, config) VALUES (?, ?)");
    list.exec("BEGIN");
    for (const { slug } of copies.filter((copy) => copy.server === server)) {
      const place = databaseFolder(path, { server, database: databaseOf(slug) });
      mkdirSync(place, { recursive: true });
      copyFileSync(source, join(place, "data"));
      rename(join(place, "data"), slug);
      known.run(databaseOf(slug), config);
    }
    list.exec("COMMIT");
    list.close();
  }
}

function configIn(list: DatabaseSync, namespace: string) {
  const found = list.prepare("SELECT config FROM namespace_configs WHERE namespace = ?").get(namespace);
  list.close();
  return found?.config ?? null;
}

function rename(file: string, slug: string): void {
  const database = new DatabaseSync(file);
  // Not durable, and nothing but the one file: it is a bench's.
  database.exec("PRAGMA synchronous = OFF; PRAGMA journal_mode = DELETE");
  database.prepare("UPDATE county SET slug = ?, name = ?").run(slug, `${slug}县`);
  database.exec("PRAGMA journal_mode = WAL");
  database.close();
  for (const left of ["-wal", "-shm"]) rmSync(`${file}${left}`, { force: true });
}
