import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { asc, eq, ne } from "drizzle-orm";
import { tenants } from "../../db/catalog/schema.ts";
import type { DatabaseAddress } from "../../db/client.ts";
import { addressOf, type Keys } from "../../worker/domain/tenants/access.ts";
import type { TenantRow } from "../../worker/domain/tenants/directory.ts";
import { catalogOf, keysFrom } from "../keys.ts";
import { oneLine } from "../runtime/refusal.ts";
import type { DatabaseVars } from "../runtime/stack.ts";
import { inWorkFolder, type Manifest, writeManifest } from "./manifest.ts";
import { nameFor } from "./rotate.ts";
import { type Piece, readBack, sealInto } from "./seal.ts";
import type { Store } from "./store.ts";
import { type Bytes, fromFile, nowhere } from "./streams.ts";

export interface Source {
  vars: DatabaseVars;
  purpose: Manifest["purpose"];
  /** The data folder, for what is no database of the server. */
  folder: string;
}

/**
 * Takes a backup of a running installation. The catalog comes first, so that each county is as new as the anchor of its
 * log or newer; each database is one moment. Each piece is read back and compared before the next.
 */
export async function takeBackup(source: Source, store: Store, key: string): Promise<[string, Manifest]> {
  const at = new Date();
  const backup = nameFor(at);
  const manifest = await inWorkFolder(async (work): Promise<Manifest> => {
    const keep = keeping({ store, key, backup, work });
    const { vars, purpose, folder } = source;
    const { CATALOG_URL: url, CATALOG_TOKEN: token, CATALOG_NAMESPACE: namespace } = vars;
    const catalog = await keep("catalog", await dumpOf({ url, token, namespace }));
    const { counties, missing } = await keepCounties(vars, keep);
    const files = await keepFiles(join(folder, "files/r2"), work, keep);
    return { format: 1, at: at.toISOString(), purpose, catalog, counties, missing, files };
  });
  await writeManifest(store, backup, key, manifest);
  return [backup, manifest];
}

type Keep = (name: string, source: Bytes) => Promise<Piece>;

/** Seals, stores, and reads back from the store. */
function keeping(to: { store: Store; key: string; backup: string; work: string }): Keep {
  const { store, key, backup, work } = to;
  return async (name, source) => {
    const file = join(work, "sealed");
    const piece = { object: `${backup}/${name}.gz.age`, ...(await sealInto(file, source, key)) };
    await store.put(piece.object, file, piece.sealed.sha256);
    await readBack(await store.get(piece.object), key, piece, nowhere());
    return piece;
  };
}

/** The server's own dump: one read transaction, live (https://github.com/tursodatabase/libsql, `GET /dump`). */
export async function dumpOf({ url, token, namespace = "" }: DatabaseAddress): Promise<Bytes> {
  const headers = {
    authorization: `Bearer ${token}`,
    "x-namespace-bin": btoa(namespace).replaceAll("=", ""),
  };
  const answer = await fetch(new URL("/dump", url), { headers });
  if (!answer.ok || !answer.body) throw new Error(`the database server gave no dump: ${answer.status}`);
  return answer.body.pipeThrough(wholeDump()) as Bytes;
}

/** A dump that breaks off would look like a short one: its last line tells. */
export function wholeDump(): TransformStream<Uint8Array, Uint8Array> {
  let tail = "";
  return new TransformStream({
    transform(chunk, controller) {
      tail = (tail + new TextDecoder().decode(chunk.subarray(-64))).slice(-64);
      controller.enqueue(chunk);
    },
    flush() {
      if (!tail.trimEnd().endsWith("COMMIT;")) throw new Error("the dump broke off");
    },
  });
}

async function keepCounties(vars: DatabaseVars, keep: Keep) {
  const keys = await keysFrom(vars);
  const db = catalogOf(vars);
  const all = db.orm.select().from(tenants).where(ne(tenants.state, "removed")).orderBy(asc(tenants.slug));
  const { rows } = await db.read({ rows: all });
  // It may have been moved to another server meanwhile.
  const now = async ({ slug }: TenantRow) =>
    (await db.read({ found: db.orm.select().from(tenants).where(eq(tenants.slug, slug)) })).found[0];
  const counties: Manifest["counties"] = [];
  const missing: Manifest["missing"] = [];
  for (const row of rows.filter(({ state }) => state === "ready")) {
    try {
      counties.push({
        ...entryOf(row),
        data: await keep(`counties/${row.slug}.sql`, await dumpOfCounty(keys, (await now(row)) ?? row)),
      });
    } catch (error) {
      missing.push({ slug: row.slug, reason: oneLine(error) });
    }
  }
  return { counties, missing };
}

/** A lost county's empty database would be dumped as if it were one. */
async function dumpOfCounty(keys: Keys, row: TenantRow): Promise<Bytes> {
  if (row.schemaVersion === 0) throw new Error(row.migrationError ?? "the county's database is lost");
  return dumpOf(await addressOf(keys, row));
}

const entryOf = (row: TenantRow) => {
  const { slug, name, divisionCode, preset, adminName, sample, databaseName, auditHead } = row;
  return { slug, name, divisionCode, preset, adminName, sample, databaseName, auditHead };
};

/** What the local store of files holds. Its indexes come first: a file they name is there, or was deleted since. */
async function keepFiles(folder: string, work: string, keep: Keep): Promise<Manifest["files"]> {
  const names = existsSync(folder) ? filesIn(folder) : [];
  const isIndex = (name: string) => name.endsWith(".sqlite");
  const kept: Manifest["files"] = [];
  for (const path of [...names.filter(isIndex), ...names.filter((name) => !isIndex(name))]) {
    const file = join(folder, path);
    if (!existsSync(file)) continue;
    const source = isIndex(path) ? snapshotOf(file, join(work, `index-${kept.length}`)) : file;
    kept.push({ path, data: await keep(`files/${kept.length}`, fromFile(source)) });
  }
  return kept;
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/-(wal|shm)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

/** One moment of a SQLite file that is being written to. */
function snapshotOf(file: string, target: string): string {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    database.prepare("VACUUM INTO ?").run(target);
    return target;
  } finally {
    database.close();
  }
}
