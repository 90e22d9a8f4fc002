import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { eq } from "drizzle-orm";
import { tenants } from "../../db/catalog/schema.ts";
import { openDatabase } from "../../db/client.ts";
import { verifyAudit } from "../../worker/domain/audit/seal.ts";
import { dueAtOnce } from "../../worker/domain/tenants/due.ts";
import { tokenDays } from "../../worker/domain/tenants/provision.ts";
import { instant } from "../../worker/time/instants.ts";
import { catalogOf, keysFrom } from "../keys.ts";
import { type DataFolder, keyMark } from "../runtime/folder.ts";
import { Refusal } from "../runtime/refusal.ts";
import type { Secrets } from "../runtime/secrets.ts";
import { startSqld } from "../runtime/sqld.ts";
import { CATALOG, databaseVars } from "../runtime/stack.ts";
import { type Loading, loadDatabase } from "./load.ts";
import type { Manifest } from "./manifest.ts";
import { readBack } from "./seal.ts";
import type { Store } from "./store.ts";
import { intoFile } from "./streams.ts";

interface Backup {
  store: Store;
  key: string;
  manifest: Manifest;
}

/** Fills a new data folder with a whole backup. Answers, county by county, the newest sealed row of its log. */
export async function restoreWhole(
  backup: Backup,
  folder: DataFolder,
  secrets: Secrets,
): Promise<{ slug: string; head: string | null }[]> {
  const sqld = await startSqld({ folder: folder.file("sqld"), log: folder.file("log/sqld.log"), secrets });
  try {
    const vars = databaseVars(secrets, sqld);
    const loading = { ...backup, vars, folder: folder.path };
    await loadDatabase(loading, CATALOG, backup.manifest.catalog);
    await mustBeWhole("platform", null, catalogOf(vars));
    const heads = [];
    for (const entry of backup.manifest.counties)
      heads.push({ slug: entry.slug, head: await restoreInto(loading, entry) });
    await restoreFiles(backup, folder.file("files/r2"));
    const port = (url: string) => Number(new URL(url).port);
    folder.remember({ ...keyMark(secrets), sqldPort: port(sqld.url), sqldAdminPort: port(sqld.adminUrl) });
    return heads;
  } finally {
    await sqld.stop();
  }
}

/** The county's database under its old name, a token of this installation, and its anchor where its log ends now. */
async function restoreInto(loading: Loading, entry: Manifest["counties"][number]): Promise<string | null> {
  const { slug, databaseName, auditHead } = entry;
  const { provisioner, secrets } = await keysFrom(loading.vars);
  await loadDatabase(loading, databaseName, entry.data);
  const { token, expiresAt } = await provisioner.mintToken(databaseName, tokenDays.life);
  const db = openDatabase(provisioner.address(databaseName, loading.vars.SQLD_URL, token));
  const head = await mustBeWhole(slug, auditHead, db);
  const catalog = catalogOf(loading.vars);
  const renewed = {
    databaseUrl: loading.vars.SQLD_URL,
    tokenCipher: await secrets.seal(token, `token ${slug}`),
    tokenExpiresAt: instant(expiresAt),
    auditHead: head,
    ...dueAtOnce,
  };
  await catalog.write([catalog.orm.update(tenants).set(renewed).where(eq(tenants.slug, slug))]);
  return head;
}

async function mustBeWhole(slug: string, anchor: string | null, db: ReturnType<typeof openDatabase>) {
  const { brokenAt, reason, head } = await verifyAudit(db, anchor);
  if (brokenAt !== null) throw new Refusal(`备份中 ${slug} 的操作记录第 ${brokenAt} 行有问题：${reason}`);
  return head;
}

async function restoreFiles({ store, key, manifest }: Backup, folder: string): Promise<void> {
  for (const { path, data } of manifest.files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    await readBack(await store.get(data.object), key, data, intoFile(file));
  }
}
