import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { tenants } from "../../db/catalog/schema.ts";
import { openTenant } from "../../worker/domain/tenants/open.ts";
import { tokenDays } from "../../worker/domain/tenants/provision.ts";
import { instant } from "../../worker/time/instants.ts";
import { keysFrom, onCatalog } from "../keys.ts";
import { migrateEverything } from "../migrate.ts";
import { openFolder } from "../runtime/folder.ts";
import { keyMarks } from "../runtime/key-marks.ts";
import type { Secrets } from "../runtime/secrets.ts";
import { type DatabaseVars, startDatabases } from "../runtime/stack.ts";

type Row = typeof tenants.$inferSelect;

export const slugOf = (number: number): string => `c-${String(number).padStart(5, "0")}`;

/**
 * Fills a new data folder with counties. The first is opened as any is; the others are copies of its files, each with a
 * name of its own in its database, in the server's list and in the catalog. They lack what years of use would put in.
 */
export async function makeCounties(path: string, secrets: Secrets, count: number): Promise<void> {
  const folder = openFolder(path, "production");
  try {
    const options = { folder: folder.file("sqld"), log: folder.file("log/sqld.log"), secrets };
    const { sqld, vars } = await startDatabases(options);
    const port = (url: string) => Number(new URL(url).port);
    folder.remember({ ...keyMarks(secrets), sqldPort: port(sqld.url), sqldAdminPort: port(sqld.adminUrl) });
    await migrateEverything(vars);
    const first = await openFirst(vars);
    const copies = Array.from({ length: count - 1 }, (_, at) => slugOf(at + 2));
    await register(vars, first, copies);
    await sqld.stop();
    copyFiles(folder.file("sqld"), first.databaseName, copies);
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

async function register(vars: DatabaseVars, first: Row, slugs: readonly string[]): Promise<void> {
  const { db } = await onCatalog(vars);
  const { provisioner, secrets } = await keysFrom(vars);
  const rows = [];
  for (const [at, slug] of slugs.entries()) {
    const { token, expiresAt } = await provisioner.mintToken(databaseOf(slug), tokenDays.life);
    const { needsCare: _, ...same } = first;
    rows.push({
      ...same,
      slug,
      name: `${slug}县`,
      divisionCode: String(110_000 + at),
      databaseName: databaseOf(slug),
      tokenCipher: await secrets.seal(token, `token ${slug}`),
      tokenExpiresAt: instant(expiresAt),
      adminInvitation: null,
    });
  }
  for (let start = 0; start < rows.length; start += 100)
    await db.write(rows.slice(start, start + 100).map((row) => db.orm.insert(tenants).values(row)));
}

/** The server makes a new replication log where there is none. */
function copyFiles(server: string, first: string, slugs: readonly string[]): void {
  const source = join(server, "dbs", first, "data");
  const template = new DatabaseSync(source);
  template.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  template.close();
  const list = new DatabaseSync(join(server, "metastore/data"));
  const known = list.prepare(
    "INSERT INTO namespace_configs SELECT ?, config FROM namespace_configs WHERE namespace = ?",
  );
  list.exec("BEGIN");
  for (const slug of slugs) {
    const place = join(server, "dbs", databaseOf(slug));
    mkdirSync(place, { recursive: true });
    copyFileSync(source, join(place, "data"));
    rename(join(place, "data"), slug);
    known.run(databaseOf(slug), first);
  }
  list.exec("COMMIT");
  list.close();
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
