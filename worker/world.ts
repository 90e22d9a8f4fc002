import { type DatabaseAddress, openDatabase } from "../db/client.ts";
import { type Anchors, anchorInCatalog, anchorInFiles } from "./domain/audit/anchor.ts";
import type { Passwords, RobotLine } from "./domain/kernel/context.ts";
import { type Secrets, secretsFrom } from "./domain/kernel/secrets.ts";
import { type PhotoStore, photosIn } from "./domain/photos/store.ts";
import { placesFrom } from "./domain/robots/places.ts";
import { type Directory, tenantDirectory } from "./domain/tenants/directory.ts";
import { type Provisioner, sqldProvisioner, tursoProvisioner } from "./domain/tenants/provisioner.ts";
import { type Allowed, allowedFrom } from "./domain/webhooks/places.ts";
import { type Env, mustBeComplete } from "./env.ts";

/** What the whole installation shares: nothing of any request, nothing of any county. */
export interface World {
  mode: Env["MODE"];
  publicUrl: string;
  /** Its host, with the port if it has one; empty where no address is set. */
  publicHost: string;
  /** Empty where none is named. */
  securityContact: string;
  catalog: DatabaseAddress;
  directory: Directory;
  provisioner: Provisioner;
  secrets: Secrets;
  passwords: Passwords;
  anchors: Anchors;
  /** The second anchor of each log, in the files. */
  outside: Anchors;
  robots: RobotLine;
  webhooks: Allowed;
  photos: PhotoStore;
  /** Count rows as well as round trips, and say both in `Server-Timing`. */
  metered: boolean;
}

export async function worldFrom(env: Env, passwords: Passwords): Promise<World> {
  mustBeComplete(env);
  const catalog = { url: env.CATALOG_URL, token: env.CATALOG_TOKEN, namespace: env.CATALOG_NAMESPACE };
  const outside: Anchors = (realm) => anchorInFiles(env.FILES, realm);
  return {
    mode: env.MODE,
    publicUrl: env.PUBLIC_URL,
    publicHost: env.PUBLIC_URL && new URL(env.PUBLIC_URL).host,
    securityContact: env.SECURITY_CONTACT ?? "",
    catalog,
    directory: tenantDirectory(),
    provisioner: provisionerFrom(env),
    secrets: await secretsFrom(env.SECRETS_KEY, env.SECRETS_KEY_PREVIOUS),
    passwords,
    outside,
    anchors: (realm) =>
      realm === "platform" ? outside(realm) : anchorInCatalog(openDatabase(catalog), realm),
    robots: robotsFrom(env),
    webhooks: allowedFrom(env.WEBHOOK_PLACES),
    photos: photosIn(env.FILES),
    metered: env.METER === "on",
  };
}

/** A message costs four subrequests, of which a Worker has a thousand for a batch of counties. */
const robotsFrom = (env: Env): RobotLine => ({
  places: placesFrom(env.ROBOT_PLACES),
  clock: Date.now,
  atOnce: env.PROVISIONER === "turso" ? 20 : 500,
});

type OfSqld = "SQLD_URL" | "SQLD_ADMIN_URL" | "SQLD_ADMIN_KEY" | "SQLD_SIGNING_KEY";
type OfTurso = "TURSO_ORGANIZATION" | "TURSO_GROUP" | "TURSO_API_TOKEN";

/** What makes and opens the counties' databases, as the settings say. */
export function provisionerFrom(
  env: Pick<Env, "PROVISIONER"> & { [N in OfSqld | OfTurso]?: string | undefined },
): Provisioner {
  if (env.PROVISIONER === "turso") {
    return tursoProvisioner({
      organization: env.TURSO_ORGANIZATION ?? "",
      group: env.TURSO_GROUP ?? "",
      apiToken: env.TURSO_API_TOKEN ?? "",
    });
  }
  return sqldProvisioner({
    url: env.SQLD_URL ?? "",
    adminUrl: env.SQLD_ADMIN_URL ?? "",
    adminKey: env.SQLD_ADMIN_KEY,
    signingKey: env.SQLD_SIGNING_KEY ?? "",
  });
}
