/**
 * `npm run backup` takes a backup of the running installation and lets old ones go; `-- list` names those there are,
 * `-- verify [<name>]` reads one back whole. BACKUP_TO, BACKUP_KEY, BACKUP_KEEP_DAILY and BACKUP_KEEP_WEEKLY say where,
 * with which key, and how many.
 */
import { resolve } from "node:path";
import { backupsAmong, chosen, type Manifest, readManifest } from "./backups/manifest.ts";
import { type Keeping, keepingFrom, outlived } from "./backups/rotate.ts";
import { backupKeyFrom, readBack } from "./backups/seal.ts";
import { type Store, storeFrom } from "./backups/store.ts";
import { nowhere } from "./backups/streams.ts";
import { takeBackup } from "./backups/take.ts";
import { readMark } from "./runtime/folder.ts";
import { oneLine, Refusal } from "./runtime/refusal.ts";
import { asCommand, runningVars } from "./runtime/running.ts";
import { writeWhole } from "./runtime/write-whole.ts";

await asCommand(async () => {
  const [what = "take", name = "latest"] = process.argv.slice(2);
  const [store, key] = [storeFrom(process.env), backupKeyFrom(process.env)];
  if (what === "take") return take(store, key);
  if (what === "list") return list(store, key);
  if (what === "verify") return verify(store, key, await chosen(store, name));
  throw new Refusal("用法：npm run backup，npm run backup -- list，npm run backup -- verify [备份名]");
});

async function take(store: Store, key: string): Promise<void> {
  const keeping = keepingFrom(process.env);
  const vars = runningVars();
  if (vars.PROVISIONER !== "sqld") throw new Refusal("在 Turso 上的数据库由 Turso 备份，这里不处理。");
  const folder = resolve(process.env.DATA_DIR || ".data");
  const purpose = readMark(folder)?.purpose ?? "production";
  const [backup, { counties, files, missing }] = await takeBackup({ vars, purpose, folder }, store, key);
  console.log(`备份 ${backup}：总目录、${counties.length} 个县、${files.length} 个文件，已写入并读回核对。`);
  for (const { slug, reason } of missing) console.error(`${slug} 没有备份成功：${reason}`);
  if (missing.length > 0) {
    process.exitCode = 1;
    return console.error("这份备份不完整，旧备份全部保留。");
  }
  writeWhole(`${folder}/backup.json`, JSON.stringify({ name: backup, counties: counties.length }));
  await letGo(store, keeping);
}

async function letGo(store: Store, keeping: Keeping): Promise<void> {
  const objects = await store.list();
  const old = outlived(backupsAmong(objects), keeping);
  // The manifest first: what is taken away half way is no whole backup any more.
  const isManifest = (object: string) => Number(object.includes("/manifest."));
  const gone = objects
    .filter((object) => old.some((name) => object.startsWith(`${name}/`)))
    .sort((a, b) => isManifest(b) - isManifest(a));
  for (const object of gone) await store.remove(object);
  if (old.length > 0) console.log(`已按保留规则清除：${old.join("、")}`);
}

/** One that can't be read, of another key's time for instance, hides no other. */
async function list(store: Store, key: string): Promise<void> {
  const names = backupsAmong(await store.list());
  for (const name of names) {
    const manifest = await readManifest(store, name, key).catch(oneLine);
    if (typeof manifest === "string") process.exitCode = 1;
    console.log([name, ...(typeof manifest === "string" ? [manifest] : inShort(manifest))].join("\t"));
  }
  console.log(`${names.length} 份备份`);
}

function inShort({ counties, missing, catalog }: Manifest): string[] {
  const bytes = counties.reduce((sum, { data }) => sum + data.sealed.bytes, catalog.sealed.bytes);
  const gaps = missing.length > 0 ? `缺 ${missing.map(({ slug }) => slug).join("、")}` : "完整";
  return [`${counties.length} 个县`, `${(bytes / 1e6).toFixed(1)} MB`, gaps];
}

async function verify(store: Store, key: string, name: string): Promise<void> {
  const { catalog, counties, files } = await readManifest(store, name, key);
  const pieces = [catalog, ...counties.map(({ data }) => data), ...files.map(({ data }) => data)];
  for (const piece of pieces) await readBack(await store.get(piece.object), key, piece, nowhere());
  console.log(`备份 ${name} 的 ${pieces.length} 个部分全部读回，与写入时一致。`);
}
