import { and, asc, eq, isNotNull } from "drizzle-orm";
import * as z from "zod";
import { failedJobs, tenants } from "../../../db/catalog/schema.ts";
import type { Builder, Database } from "../../../db/client.ts";
import type { Instant } from "../../time/instants.ts";
import { NotFound } from "../errors.ts";
import { updateWhere } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import { id } from "../kernel/input.ts";
import { makeDue } from "../tenants/due.ts";
import { refOf, tenant } from "../tenants/tenant.ts";

/** Notes why a county's upkeep failed; the queue tries again, and then the next cron. The last reason counts. */
export async function noteFailure(catalog: Database, slug: string, error: string, now: Instant) {
  const failure = { error, failedAt: now };
  const { orm } = catalog;
  const note = orm.insert(failedJobs).values({ slug, ...failure });
  await catalog.write([
    note.onConflictDoUpdate({ target: failedJobs.slug, set: failure }),
    makeDue(orm, slug),
  ]);
}

/** What the queue gave up waits for an operator, or for a later upkeep that succeeds. */
export async function noteDeath(catalog: Database, slugs: readonly string[], now: Instant): Promise<void> {
  const { orm } = catalog;
  const died = { failedAt: now, diedAt: now };
  await catalog.write(
    slugs.map((slug) =>
      orm
        .insert(failedJobs)
        .values({ slug, ...died })
        .onConflictDoUpdate({ target: failedJobs.slug, set: { diedAt: now } }),
    ),
  );
}

/** For a read batch: whether this county's upkeep failed last time. */
export const failureOf = (orm: Builder, slug: string) =>
  orm.select().from(failedJobs).where(eq(failedJobs.slug, slug));

/** The upkeep succeeded. */
export const forgetFailure = (catalog: Database, slug: string): Promise<void> =>
  catalog.write([catalog.orm.delete(failedJobs).where(eq(failedJobs.slug, slug))]);

/** For a read batch: what was given up, with the county's name. */
export const deadJobs = (orm: Builder) =>
  orm
    .select({
      slug: failedJobs.slug,
      name: tenants.name,
      error: failedJobs.error,
      diedAt: failedJobs.diedAt,
    })
    .from(failedJobs)
    .leftJoin(tenants, eq(tenants.slug, failedJobs.slug))
    .where(isNotNull(failedJobs.diedAt))
    .orderBy(asc(failedJobs.diedAt))
    .limit(100);

/** Takes a county's upkeep off the list of what was given up; the caller sends it once more. */
export const repeatJob = command({
  right: tenant.rights.manage,
  input: z.strictObject({ slug: id("租户") }),
  load: (orm, { slug }) => ({ failed: failureOf(orm, slug) }),
  state: ({ failed: [failed] }) => {
    if (!failed?.diedAt) throw new NotFound("failed job");
    return failed;
  },
  scopes: () => [],
  decide: ({ slug }) => ({
    result: { slug },
    on: refOf(slug),
    detail: { upkeep: "repeated" },
    rows: [
      updateWhere(failedJobs, and(eq(failedJobs.slug, slug), isNotNull(failedJobs.diedAt)), { diedAt: null }),
    ],
  }),
});
