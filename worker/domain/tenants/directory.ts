import { eq } from "drizzle-orm";
import { hosts, tenants } from "../../../db/catalog/schema.ts";
import { type Database, DatabaseUnavailable } from "../../../db/client.ts";
import { type WorkCalendar, workCalendar } from "../../rules/engine/calendar.ts";
import { calendarBy, newest, noticesInForce } from "../notices/calendar.ts";

export type TenantRow = typeof tenants.$inferSelect;

/**
 * Finds tenants in the catalog and remembers them for a while, so that a page costs no catalog trip. `now` is the
 * request's moment, in Unix milliseconds.
 */
export interface Directory {
  /** By the holiday notices, which are read along with a county: as fresh as the one asked for last. */
  calendar(): WorkCalendar;
  bySlug(catalog: Database, slug: string, now: number): Promise<TenantRow | null>;
  byHost(catalog: Database, host: string, now: number): Promise<TenantRow | null>;
  /** After a change: asks anew for names that led nowhere, for counties that weren't ready, and for those now gone. */
  forget(gone?: readonly string[]): void;
}

interface Remembered {
  tenant: TenantRow | null;
  /** The moment of the request that asked. */
  at: number;
}

/** How long an answer is used without asking again, in milliseconds; an unknown name is asked for sooner. */
export const freshness = { known: 15_000, unknown: 5_000 };

/** Made-up names must not fill the memory. */
const capacity = 5_000;

export const slugPattern = /^[a-z][a-z0-9-]{1,30}$/;

/** Of no use to a request from before it was asked: clocks are set back, and tests choose their moments. */
function isFresh({ tenant, at }: Remembered, now: number): boolean {
  const age = now - at;
  return age >= 0 && age < (tenant ? freshness.known : freshness.unknown);
}

export function tenantDirectory(): Directory {
  const remembered = new Map<string, Remembered>();
  const recall = recalling(remembered);
  let calendar = workCalendar();
  const learn = (notices: Notices) => {
    calendar = laterOf(calendar, notices);
  };
  return {
    calendar: () => calendar,
    bySlug: async (catalog, slug, now) =>
      slugPattern.test(slug) ? recall(`slug ${slug}`, now, () => withSlug(catalog, slug, learn)) : null,
    byHost: (catalog, host, now) => recall(`host ${host}`, now, () => withHost(catalog, host)),
    forget: (gone = []) => {
      for (const [key, { tenant }] of remembered) {
        if (tenant?.state !== "ready" || gone.includes(tenant.slug)) remembered.delete(key);
      }
    },
  };
}

/** Answers from memory while that is fresh, otherwise asks. */
function recalling(remembered: Map<string, Remembered>) {
  return async (
    key: string,
    now: number,
    ask: () => Promise<TenantRow | null>,
  ): Promise<TenantRow | null> => {
    const known = remembered.get(key);
    if (known && isFresh(known, now)) return known.tenant;
    try {
      const tenant = await ask();
      if (remembered.size >= capacity) remembered.clear();
      remembered.set(key, { tenant, at: now });
      return tenant;
    } catch (error) {
      // A county known a moment ago stays open while the catalog is away.
      if (error instanceof DatabaseUnavailable && known?.tenant) return known.tenant;
      throw error;
    }
  };
}

/** Of two answers under way at once the older may come last. */
const laterOf = (calendar: WorkCalendar, notices: Notices): WorkCalendar =>
  newest(notices) > calendar.revision ? calendarBy(notices) : calendar;

type Notices = Parameters<typeof calendarBy>[0];

/** The county, and in the same trip the holiday notices that count. */
async function withSlug(
  { orm, read }: Database,
  slug: string,
  learn: (notices: Notices) => void,
): Promise<TenantRow | null> {
  const { found, notices } = await read({
    found: orm.select().from(tenants).where(eq(tenants.slug, slug)),
    notices: noticesInForce(orm),
  });
  learn(notices);
  return found[0] ?? null;
}

async function withHost(catalog: Database, host: string): Promise<TenantRow | null> {
  const row = catalog.orm
    .select({ tenant: tenants })
    .from(hosts)
    .innerJoin(tenants, eq(tenants.slug, hosts.slug))
    .where(eq(hosts.host, host));
  const { found } = await catalog.read({ found: row });
  return found[0]?.tenant ?? null;
}
