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
import { leastOccupied, type Occupied, placeOf } from "../../worker/domain/tenants/places.ts";
import { tokenDays } from "../../worker/domain/tenants/provision.ts";
import { refOf } from "../../worker/domain/tenants/tenant.ts";
import { instant } from "../../worker/time/instants.ts";
import { forgetAnchors } from "../audits/outside.ts";
import { keysFrom, onCatalog } from "../keys.ts";
import type { DataFolder } from "../runtime/folder.ts";
import { keyMarks } from "../runtime/key-marks.ts";
import type { HeldSecrets } from "../runtime/secrets.ts";
import { serversOf } from "../runtime/servers.ts";
import { CATALOG } from "../runtime/stack.ts";
import { startThese } from "../runtime/start-these.ts";
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
 * Fills a new data folder with a whole backup, its counties spread over so many servers. Answers, county by county, the newest sealed row of its log. The anchors
 * in the files may be newer than that: they stay behind, and the worker begins with what was proven here.
 */
export async function restoreWhole(
  backup: Backup,
  folder: DataFolder,
  secrets: HeldSecrets,
  count: number,
): Promise<{ slug: string; head: string }[]> {
  const servers = serversOf(folder.path, count);
  const { vars, ports, stop } = await startThese(folder, secrets, servers);
  try {
    const loading = { ...backup, vars, folder: folder.path };
    await loadDatabase(loading, { name: CATALOG, place: placeOf(1) }, backup.manifest.catalog);
    const ctx = await onCatalog(vars);
    // Where they lay says nothing of where they will: what isn't restored is looked for, or made, on the first.
    await ctx.db.write([ctx.db.orm.update(tenants).set({ databaseUrl: placeOf(1) })]);
    if (backup.lostKey) await ctx.db.write([ctx.db.orm.update(audit).set({ hash: null })]);
    else await mustBeWhole("platform", null, ctx.db, ctx.secrets);
    const heads = [];
    const placed: Occupied[] = [];
    for (const entry of backup.manifest.counties) {
      const place = leastOccupied(servers.map(placeOf), placed) ?? placeOf(1);
      placed.push({ place, counties: 1 });
      heads.push({ slug: entry.slug, head: await restoreInto({ ...loading, place }, entry, ctx) });
    }
    await restoreFiles(backup, folder.file("files/r2"));
    forgetAnchors(folder.file("files/r2"));
    folder.remember({ ...keyMarks(secrets), anchors: "signed", ...ports });
    return heads;
  } finally {
    await stop();
  }
}

/** The county's database under its old name, a token of this installation, and its anchor where its log ends now. */
async function restoreInto(
  loading: RestoreLoading & { place: string },
  entry: Manifest["counties"][number],
  ctx: Context,
): Promise<string> {
  const { slug, databaseName, auditHead } = entry;
  const { place } = loading;
  const { provisioner, secrets } = await keysFrom(loading.vars);
  await loadDatabase(loading, { name: databaseName, place }, entry.data);
  const { token, expiresAt } = await provisioner.mintToken(databaseName, tokenDays.life);
  const db = openDatabase(provisioner.address(databaseName, place, token));
  const said = { restoredFrom: loading.manifest.at, ...unproven };
  const within = { ...ctx, db, realm: slug };
  const anchor = loading.lostKey ? await sealAnew(within, said) : await provenAnchor(within, auditHead);
  const renewed = {
    databaseUrl: place,
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
