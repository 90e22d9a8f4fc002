import { asc, inArray, ne, type SQL, sql } from "drizzle-orm";
import { union } from "drizzle-orm/sqlite-core";
import { failedJobs, pulses, tenants } from "../../../db/catalog/schema.ts";
import { type Builder, type Database, DatabaseUnavailable } from "../../../db/client.ts";
import { tenantMigrations } from "../../../db/tenant/migrations.ts";
import { type Instant, instant, MINUTE, toMs } from "../../time/instants.ts";
import type { Provisioner } from "../tenants/provisioner.ts";
import { type Check, checks } from "./checks.ts";
import { deadJobs } from "./failed-jobs.ts";
import { silentServers } from "./further-servers.ts";
import { beat, type Part } from "./pulses.ts";

/** Counties by how they stand: `lost` have no database of their own any more, `behind` aren't up to this version. */
export interface CountiesByStanding {
  current: number;
  behind: number;
  lost: number;
  unopened: number;
}

/** What was found out about an installation. */
export type Readings = Awaited<ReturnType<typeof readingsOf>>;

const wanted = tenantMigrations.length;
const counted = (condition: ReturnType<typeof sql>) => sql<number>`count(*) filter (where ${condition})`;
const ready = sql`${tenants.state} = 'ready'`;
// By one index, without the rows.
const lost = sql`${ready} and ${tenants.schemaVersion} = 0 and ${tenants.needsCare}`;
const current = sql`${ready} and ${tenants.schemaVersion} >= ${wanted} and not ${tenants.needsCare}`;

/**
 * Proves a write, then reads how all stands. Before cron or queue first worked, the catalog's making counts for it.
 * @throws DatabaseUnavailable when the catalog can't even be read
 */
export async function readingsOf(catalog: Database, now: Instant, provisioner: Provisioner) {
  const [writes, silent] = await Promise.all([takesWrites(catalog, now), silentServers(provisioner, now)]);
  const { beats, begun, dead, deadJobs, counties, troubled } = await catalog.read(queries(catalog.orm));
  const lastOf = (part: Part) => instant(beats.find((beat) => beat.part === part)?.at ?? begun[0]?.at ?? now);
  const standing: CountiesByStanding = counties[0] ?? { current: 0, behind: 0, lost: 0, unopened: 0 };
  return {
    writes,
    /** Further database servers that take none, by number. */
    silent,
    cronAt: lastOf("cron"),
    queueAt: lastOf("queue"),
    counties: standing,
    /** Those that need care, by name; the first hundred. */
    troubled,
    /** How many counties' upkeep was given up, and the first hundred of them. */
    dead: dead[0]?.count ?? 0,
    deadJobs,
  };
}

async function takesWrites(catalog: Database, now: Instant): Promise<boolean> {
  try {
    await catalog.write([beat(catalog.orm, "write", now)]);
    return true;
  } catch (error) {
    if (error instanceof DatabaseUnavailable) return false;
    throw error;
  }
}

/** For a subquery: each kind by its index. */
const notCurrent = (orm: Builder) => {
  const where = (condition: SQL) => orm.select({ slug: tenants.slug }).from(tenants).where(condition);
  return union(
    where(sql`${tenants.state} <> 'removed' and ${tenants.needsCare} = 1`),
    where(sql`${ready} and ${tenants.schemaVersion} < ${wanted}`),
  );
};

const queries = (orm: Builder) => ({
  beats: orm.select().from(pulses),
  begun: orm.select({ at: sql<string>`min(at)` }).from(sql`schema_migrations`),
  dead: orm.select({ count: sql<number>`count(${failedJobs.diedAt})` }).from(failedJobs),
  deadJobs: deadJobs(orm),
  counties: orm
    .select({
      current: counted(current),
      lost: counted(lost),
      behind: counted(sql`${ready} and not (${current}) and not (${lost})`),
      unopened: counted(sql`not (${ready})`),
    })
    .from(tenants)
    .where(ne(tenants.state, "removed")),
  troubled: orm
    .select({
      slug: tenants.slug,
      name: tenants.name,
      state: tenants.state,
      schemaVersion: tenants.schemaVersion,
      migrationError: tenants.migrationError,
    })
    .from(tenants)
    .where(inArray(tenants.slug, notCurrent(orm)))
    .orderBy(asc(tenants.slug))
    .limit(100),
});

/** Cron comes every ten minutes, and the queue within the next. */
const late = 30 * MINUTE;

/** Below this a disk is called short, in bytes. */
export const shortOfSpace = 1e9;

/** What is wrong, of all that is looked at; nothing for an installation in order. `diskFree` in bytes, null if unknown. */
export function wrongIn(readings: Readings, diskFree: number | null, now: Instant): Check[] {
  const { writes, silent, cronAt, queueAt, dead, counties } = readings;
  const found: Record<Check, boolean> = {
    writes: !writes,
    servers: silent.length > 0,
    jobs: toMs(now) - Math.min(toMs(cronAt), toMs(queueAt)) > late,
    deadJobs: dead > 0,
    counties: counties.behind + counties.lost + counties.unopened > 0,
    disk: diskFree !== null && diskFree < shortOfSpace,
  };
  return checks.filter((check) => found[check]);
}
