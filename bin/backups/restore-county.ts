import { eq, isNull } from "drizzle-orm";
import { tenants } from "../../db/catalog/schema.ts";
import { type Database, openDatabase } from "../../db/client.ts";
import { idempotency, invitations, sessions } from "../../db/kernel/schema.ts";
import { appliedCount, migrate } from "../../db/migrate.ts";
import { tenantMigrations } from "../../db/tenant/migrations.ts";
import { county } from "../../db/tenant/schema/county.ts";
import { trace } from "../../worker/domain/audit/trace.ts";
import { countMissing } from "../../worker/domain/figures/missing.ts";
import type { Context } from "../../worker/domain/kernel/context.ts";
import { listMissing } from "../../worker/domain/lists/missing.ts";
import { slugPattern } from "../../worker/domain/tenants/directory.ts";
import { placesOf } from "../../worker/domain/tenants/open.ts";
import { mustHoldCounty } from "../../worker/domain/tenants/own-row.ts";
import { leastOccupied, occupied, placeOf } from "../../worker/domain/tenants/places.ts";
import { newDatabaseName, tokenDays } from "../../worker/domain/tenants/provision.ts";
import { refOf } from "../../worker/domain/tenants/tenant.ts";
import { instant } from "../../worker/time/instants.ts";
import { keysFrom, onCatalog } from "../keys.ts";
import { Refusal } from "../runtime/refusal.ts";
import { type Loading, loadDatabase } from "./load.ts";
import type { Manifest } from "./manifest.ts";
import { sealAnew } from "./seal-anew.ts";
import { mustBeWhole, saying, unproven } from "./whole-log.ts";

type Entry = Manifest["counties"][number];

/**
 * Puts one county of a backup into a running installation, this one or another, as a county of its own: nothing that is
 * there changes. It is registered last, when its log was verified, so that half a county is never seen.
 */
export async function restoreCounty(loading: Loading, entry: Entry, slug: string): Promise<string> {
  const ctx = await onCatalog(loading.vars);
  await mustBeFree(ctx.db, slug);
  const { provisioner, secrets } = await keysFrom(loading.vars);
  const databaseName = newDatabaseName(slug);
  const { counted } = await ctx.db.read({ counted: occupied(ctx.db.orm) });
  const databaseUrl = leastOccupied(placesOf(provisioner), counted) ?? placeOf(1);
  try {
    await loadDatabase(loading, { name: databaseName, place: databaseUrl }, entry.data);
    const { token, expiresAt } = await provisioner.mintToken(databaseName, tokenDays.life);
    const db = openDatabase(provisioner.address(databaseName, databaseUrl, token));
    const auditHead = await settle({ ...ctx, db, realm: slug }, entry, loading.lostKey);
    const { name, divisionCode, preset, adminName, sample } = entry;
    const row = {
      ...{ slug, name, divisionCode, preset, adminName, sample, databaseName, databaseUrl, auditHead },
      state: "ready" as const,
      tokenCipher: await secrets.seal(token, `token ${slug}`),
      tokenExpiresAt: instant(expiresAt),
      schemaVersion: await appliedCount(db, tenantMigrations),
      createdAt: ctx.now,
    };
    const said = trace(ctx, "tenant.manage", refOf(slug), { restoredFrom: entry.slug });
    await ctx.db.write([ctx.db.orm.insert(tenants).values(row), said]);
    return auditHead.split(":", 2).join(":");
  } catch (error) {
    await provisioner.destroy(databaseName, databaseUrl);
    throw error;
  }
}

async function mustBeFree({ orm, read }: Database, slug: string): Promise<void> {
  if (!slugPattern.test(slug)) throw new Refusal(`网址标识 ${slug} 不能用：小写字母开头，可含数字和短横线。`);
  const { rows } = await read({ rows: orm.select().from(tenants).where(eq(tenants.slug, slug)) });
  if (rows.length > 0) throw new Refusal(`已经有 ${slug} 了。请用 --as 另起一个网址标识，核对后再改用它。`);
}

/**
 * Proves that the county is the one it was, brings it to this version and gives it its new name. Whoever was signed in,
 * or holds a link, was so in the county it is a copy of: both end here. Answers its log's anchor.
 */
async function settle(ctx: Context, entry: Entry, lostKey: boolean): Promise<string> {
  const { db, realm, now, secrets } = ctx;
  await mustHoldCounty(db, entry.slug);
  const proven = lostKey ? unproven : saying(await mustBeWhole(entry.slug, entry.auditHead, db, secrets));
  await migrate(db, tenantMigrations, now);
  await listMissing(db);
  await countMissing(db);
  const { orm } = db;
  return sealAnew(ctx, { restoredFrom: entry.slug, ...proven }, [
    orm.update(county).set({ slug: realm }),
    orm.delete(sessions),
    orm.delete(idempotency),
    orm.update(invitations).set({ revokedAt: now }).where(isNull(invitations.usedAt)),
  ]);
}
