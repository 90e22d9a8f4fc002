import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { eq } from "drizzle-orm";
import { tenants } from "../../db/catalog/schema.ts";
import { openDatabase } from "../../db/client.ts";
import { audit } from "../../db/kernel/schema.ts";
import { signed } from "../../worker/domain/audit/anchor.ts";
import { trace } from "../../worker/domain/audit/trace.ts";
import type { Context } from "../../worker/domain/kernel/context.ts";
import { dueAtOnce } from "../../worker/domain/tenants/due.ts";
import { tokenDays } from "../../worker/domain/tenants/provision.ts";
import { refOf } from "../../worker/domain/tenants/tenant.ts";
import { instant } from "../../worker/time/instants.ts";
import { forgetAnchors } from "../audits/outside.ts";
import { keysFrom, onCatalog } from "../keys.ts";
import type { DataFolder } from "../runtime/folder.ts";
import { keyMarks } from "../runtime/key-marks.ts";
import type { HeldSecrets } from "../runtime/secrets.ts";
import { startSqld } from "../runtime/sqld.ts";
import { CATALOG, databaseVars } from "../runtime/stack.ts";
import { type Loading, loadDatabase } from "./load.ts";
import type { Manifest } from "./manifest.ts";
import { readBack } from "./seal.ts";
import { sealAnew } from "./seal-anew.ts";
import type { Store } from "./store.ts";
import { intoFile } from "./streams.ts";
import { mustBeWhole, unproven } from "./whole-log.ts";

type RestoreLoading = Loading & { manifest: Manifest };

interface Backup {
  store: Store;
  key: string;
  manifest: Manifest;
  lostKey: boolean;
}

/**
 * Fills a new data folder with a whole backup. Answers, county by county, the newest sealed row of its log. The anchors
 * in the files may be newer than that: they stay behind, and the worker begins with what was proven here.
 */
export async function restoreWhole(
  backup: Backup,
  folder: DataFolder,
  secrets: HeldSecrets,
): Promise<{ slug: string; head: string }[]> {
  const sqld = await startSqld({ folder: folder.file("sqld"), log: folder.file("log/sqld.log"), secrets });
  try {
    const vars = databaseVars(secrets, sqld);
    const loading = { ...backup, vars, folder: folder.path };
    await loadDatabase(loading, CATALOG, backup.manifest.catalog);
    const ctx = await onCatalog(vars);
    if (backup.lostKey) await ctx.db.write([ctx.db.orm.update(audit).set({ hash: null })]);
    else await mustBeWhole("platform", null, ctx.db, ctx.secrets);
    const heads = [];
    for (const entry of backup.manifest.counties)
      heads.push({ slug: entry.slug, head: await restoreInto(loading, entry, ctx) });
    await restoreFiles(backup, folder.file("files/r2"));
    forgetAnchors(folder.file("files/r2"));
    const port = (url: string) => Number(new URL(url).port);
    folder.remember({
      ...keyMarks(secrets),
      anchors: "signed",
      sqldPort: port(sqld.url),
      sqldAdminPort: port(sqld.adminUrl),
    });
    return heads;
  } finally {
    await sqld.stop();
  }
}

/** The county's database under its old name, a token of this installation, and its anchor where its log ends now. */
async function restoreInto(
  loading: RestoreLoading,
  entry: Manifest["counties"][number],
  ctx: Context,
): Promise<string> {
  const { slug, databaseName, auditHead } = entry;
  const { provisioner, secrets } = await keysFrom(loading.vars);
  await loadDatabase(loading, databaseName, entry.data);
  const { token, expiresAt } = await provisioner.mintToken(databaseName, tokenDays.life);
  const db = openDatabase(provisioner.address(databaseName, loading.vars.SQLD_URL, token));
  const said = { restoredFrom: loading.manifest.at, ...unproven };
  const within = { ...ctx, db, realm: slug };
  const anchor = loading.lostKey ? await sealAnew(within, said) : await provenAnchor(within, auditHead);
  const renewed = {
    databaseUrl: loading.vars.SQLD_URL,
    tokenCipher: await secrets.seal(token, `token ${slug}`),
    tokenExpiresAt: instant(expiresAt),
    auditHead: anchor,
    ...dueAtOnce,
  };
  const head = anchor.split(":", 2).join(":");
  await ctx.db.write([
    ctx.db.orm.update(tenants).set(renewed).where(eq(tenants.slug, slug)),
    trace(ctx, "tenant.manage", refOf(slug), loading.lostKey ? said : { ...said, auditHead: head }),
  ]);
  return head;
}

async function provenAnchor({ realm, db, secrets }: Context, text: string | null): Promise<string> {
  const [sealer] = await secrets.sealers(realm);
  return signed(sealer, await mustBeWhole(realm, text, db, secrets));
}

async function restoreFiles({ store, key, manifest }: Backup, folder: string): Promise<void> {
  for (const { path, data } of manifest.files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    await readBack(await store.get(data.object), key, data, intoFile(file));
  }
}
