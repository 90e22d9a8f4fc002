import { randomUUID } from "node:crypto";
import { type Database, openDatabase } from "../db/client.ts";
import { type Anchors, anchorInCatalog } from "../worker/domain/audit/anchor.ts";
import { Unavailable } from "../worker/domain/errors.ts";
import type { Context } from "../worker/domain/kernel/context.ts";
import { secretsFrom } from "../worker/domain/kernel/secrets.ts";
import { noPhotos } from "../worker/domain/photos/store.ts";
import { noRobots } from "../worker/domain/robots/places.ts";
import type { Keys } from "../worker/domain/tenants/access.ts";
import { adminApi } from "../worker/domain/tenants/provisioner.ts";
import { nowhere } from "../worker/domain/webhooks/places.ts";
import { workCalendar } from "../worker/rules/engine/calendar.ts";
import { instant } from "../worker/time/instants.ts";
import { provisionerFrom } from "../worker/world.ts";
import { nodePasswords } from "./passwords.ts";
import type { DatabaseVars } from "./runtime/stack.ts";

/** The catalog that these variables lead to. */
export const catalogOf = ({ CATALOG_URL, CATALOG_TOKEN, CATALOG_NAMESPACE }: DatabaseVars): Database =>
  openDatabase({ url: CATALOG_URL, token: CATALOG_TOKEN, namespace: CATALOG_NAMESPACE || undefined });

/** Counties' anchors. The catalog's own lies in the files, where only the worker writes: its jobs seal what commands do. */
export const anchorsFrom =
  (vars: DatabaseVars): Anchors =>
  (realm) => {
    if (realm === "platform") throw new Unavailable("the worker seals the catalog's log");
    return anchorInCatalog(catalogOf(vars), realm);
  };

/** What opens the tenants' databases, from the variables the worker runs with. */
export async function keysFrom(vars: DatabaseVars): Promise<Keys> {
  const secrets = await secretsFrom(vars.SECRETS_KEY, vars.SECRETS_KEY_PREVIOUS);
  const { TURSO_ORGANIZATION, TURSO_GROUP, TURSO_API_TOKEN } = process.env;
  const turso = { TURSO_ORGANIZATION, TURSO_GROUP, TURSO_API_TOKEN };
  return { secrets, provisioner: provisionerFrom({ ...turso, ...vars }) };
}

/** Asks the admin API of the database server at a place. */
export const adminOf = (vars: DatabaseVars, place: string | null) =>
  adminApi({ adminUrl: vars.SQLD_ADMIN_URL, adminKey: vars.SQLD_ADMIN_KEY }, place);

/** The catalog in the hands of whoever runs commands on this machine, who may do what operators may. */
export async function onCatalog(vars: DatabaseVars, name = "命令行"): Promise<Context> {
  const grants = [{ role: "operator", scopeKind: "platform", scopeId: null, scopeName: null }] as const;
  return {
    db: catalogOf(vars),
    now: instant(Date.now()),
    actor: { kind: "person", accountId: "", name, grants },
    realm: "platform",
    requestId: randomUUID(),
    idempotencyKey: null,
    calendar: workCalendar(),
    secrets: await secretsFrom(vars.SECRETS_KEY, vars.SECRETS_KEY_PREVIOUS),
    passwords: nodePasswords,
    anchors: anchorsFrom(vars),
    robots: noRobots,
    webhooks: nowhere,
    photos: noPhotos,
    defer: () => {},
  };
}
