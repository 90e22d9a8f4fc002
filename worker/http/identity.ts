import { type Identity, imprintOf } from "../domain/county/identity.ts";
import type { TenantRow } from "../domain/tenants/directory.ts";
import { readAlong } from "./along.ts";
import type { C } from "./app-env.ts";

/** `promises`: whether its rules promise residents anything. */
type Seen = Identity & { readonly promises?: boolean };

/** What counties say of themselves, as this isolate read it last, by database: a name is never used for another one. */
const seen = new Map<string, Seen>();

/** What a page says of its county; nothing before its database was asked for the first time. */
export const identitySeen = (tenant: TenantRow | undefined): Seen | undefined =>
  tenant && seen.get(tenant.databaseName);

/** It was read, or has just been changed: from now on pages say so. */
export function rememberIdentity(tenant: TenantRow | undefined, [found]: readonly Seen[]): void {
  if (tenant && found) seen.set(tenant.databaseName, { ...seen.get(tenant.databaseName), ...found });
}

/**
 * From now on what the county says of itself is read along with what the request asks. A page that asks for nothing, or tells
 * of an error, says what was seen last.
 */
export function readIdentityAlong(c: C): void {
  const { db, tenant, now } = c.var;
  readAlong(c, " identity", imprintOf(db.orm, now), (found) => rememberIdentity(tenant, found));
}
