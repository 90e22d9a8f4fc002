import { and, eq, lte } from "drizzle-orm";
import { tenants } from "../../../db/catalog/schema.ts";
import {
  type Builder,
  type Database,
  type DatabaseAddress,
  type Meter,
  openDatabase,
} from "../../../db/client.ts";
import { DAY, instant } from "../../time/instants.ts";
import { Unavailable } from "../errors.ts";
import type { Secrets } from "../kernel/secrets.ts";
import type { TenantRow } from "./directory.ts";
import { tokenDays } from "./provision.ts";
import type { Provisioner } from "./provisioner.ts";

/** What opens tenant databases. */
export interface Keys {
  secrets: Secrets;
  provisioner: Provisioner;
}

/** A tenant's own database, opened with the tenant's own token. @throws Unavailable while the county isn't ready. */
export async function tenantDatabase(keys: Keys, tenant: TenantRow, meter?: Meter): Promise<Database> {
  return openDatabase(await addressOf(keys, tenant), meter);
}

/** Of a row as the directory remembers it: its token is opened once. Never a promise: it would belong to one request. */
const opened = new WeakMap<TenantRow, DatabaseAddress>();

export async function addressOf(keys: Keys, tenant: TenantRow): Promise<DatabaseAddress> {
  const address = opened.get(tenant) ?? (await opening(keys, tenant));
  opened.set(tenant, address);
  return address;
}

async function opening({ secrets, provisioner }: Keys, tenant: TenantRow): Promise<DatabaseAddress> {
  const { slug, state, databaseName, databaseUrl, tokenCipher } = tenant;
  if (state !== "ready" || !databaseUrl || !tokenCipher) throw new Unavailable(`tenant ${slug} is ${state}`);
  return provisioner.address(databaseName, databaseUrl, await secrets.open(tokenCipher, `token ${slug}`));
}

/** For a read batch of the catalog: counties whose tokens end soon. */
export const endingTokens = (orm: Builder, now: number) =>
  orm
    .select({ slug: tenants.slug })
    .from(tenants)
    .where(
      and(eq(tenants.state, "ready"), lte(tenants.tokenExpiresAt, instant(now + tokenDays.renewBelow * DAY))),
    );

/** Mints a new token where the present one ends soon; the old one stays valid until it ends. */
export async function renewToken(
  { secrets, provisioner }: Keys,
  catalog: Database,
  tenant: TenantRow,
  now: number,
) {
  const left = Date.parse(tenant.tokenExpiresAt ?? "") - now;
  if (left > tokenDays.renewBelow * DAY) return false;
  const { token, expiresAt } = await provisioner.mintToken(tenant.databaseName, tokenDays.life);
  const tokenCipher = await secrets.seal(token, `token ${tenant.slug}`);
  const renewed = { tokenCipher, tokenExpiresAt: instant(expiresAt) };
  await catalog.write([catalog.orm.update(tenants).set(renewed).where(eq(tenants.slug, tenant.slug))]);
  return true;
}
