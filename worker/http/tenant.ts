import {
  type Database,
  type DatabaseAddress,
  DatabaseBlocked,
  forgetDatabase,
  openDatabase,
  SchemaMissing,
} from "../../db/client.ts";
import { DatabaseClosed } from "../../db/refusals.ts";
import { tenantMigrations } from "../../db/tenant/migrations.ts";
import { Unavailable, UnknownTenant } from "../domain/errors.ts";
import { tenantDatabase } from "../domain/tenants/access.ts";
import { tellBefore } from "../domain/tenants/due.ts";
import { holdsCounty, provenToHold } from "../domain/tenants/own-row.ts";
import { toMs } from "../time/instants.ts";
import { type C, isRead, type Middleware } from "./app-env.ts";
import { identitySeen, readIdentityAlong } from "./identity.ts";

/** The catalog, as seen by this request: its trips are counted with the request's. */
export const catalogOf = (c: C) => openDatabase(c.env.world.catalog, c.var.meter);

/** Whose hostname was called must be known before anything is answered under it. */
export const hostKnown: Middleware = async (c, next) => {
  if (c.env.unmapped) throw c.env.unmapped;
  return next();
};

/** The platform's own pages work on the catalog. */
export const onPlatform: Middleware = async (c, next) => {
  c.set("db", catalogOf(c));
  return next();
};

/** Finds the county in the address and opens its database: the tenant never comes from anywhere else. */
export const inCounty: Middleware = async (c, next) => {
  const slug = c.req.param("slug") ?? "";
  const { directory } = c.env.world;
  const tenant = await directory.bySlug(catalogOf(c), slug, toMs(c.var.now));
  if (!tenant || tenant.state === "removed") throw new UnknownTenant(slug);
  c.set("tenant", tenant);
  c.set("base", c.env.mapped === slug ? "" : `/t/${slug}`);
  c.set("db", await tenantDatabase(c.env.world, tenant, c.var.meter));
  // What reads and writes by this version's schema must wait for the county's migration.
  if (tenant.state === "ready" && tenant.schemaVersion < tenantMigrations.length)
    throw new Unavailable("schema");
  if (!identitySeen(tenant)) readIdentityAlong(c);
  if (!(await provenToHold(catalogOf(c), c.var.db, tenant))) throw new Unavailable("database");
  if (!isRead(c)) c.set("db", announcing(c.var.db, c.env.world.catalog, slug));
  return next();
};

/**
 * A database of which the catalog hears that it will be written to, right before it may be: some reads write, too, and a
 * body can take minutes to come. Once a minute for all who write, so it isn't counted as this request's trip.
 */
function announcing(db: Database, catalog: DatabaseAddress, slug: string): Database {
  const tell = () => tellBefore(openDatabase(catalog), slug);
  return {
    ...db,
    read: async (queries) => {
      await tell();
      return db.read(queries);
    },
    write: async (statements) => {
      await tell();
      return db.write(statements);
    },
  };
}

/**
 * A missing table is a fault of ours, unless the whole county is missing, which a backup mends and goes on record. A county
 * that is being moved, or was, is looked up anew for whoever comes next, and nothing is kept of the database it had.
 */
export async function toldApart(c: C, error: unknown): Promise<unknown> {
  const { tenant, db } = c.var;
  if (tenant && (error instanceof DatabaseBlocked || error instanceof DatabaseClosed)) {
    c.env.world.directory.forget([tenant.slug]);
    forgetDatabase(tenant.databaseName);
  }
  if (!(tenant && error instanceof SchemaMissing)) return error;
  const holds = await holdsCounty(catalogOf(c), db, tenant.slug).catch(() => true);
  return holds ? error : new Unavailable("database");
}
