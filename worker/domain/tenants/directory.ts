import { eq } from "drizzle-orm";
import { hosts, tenants } from "../../../db/catalog/schema.ts";
import { type Database, DatabaseUnavailable } from "../../../db/client.ts";
import { type WorkCalendar, workCalendar } from "../../rules/engine/calendar.ts";
import { calendarBy, newest, noticesInForce } from "../notices/calendar.ts";

export type TenantRow = typeof tenants.$inferSelect;

/** Finds tenants in the catalog and remembers them for a moment, so that a page costs no catalog trip. */
export interface Directory {
  /** By the holiday notices, read along with tenants: whoever asks for a county first has its calendar by then. */
  calendar(): WorkCalendar;
  bySlug(catalog: Database, slug: string): Promise<TenantRow | null>;
  byHost(catalog: Database, host: string): Promise<TenantRow | null>;
  /** After a change: asks anew for names that led nowhere, for counties that weren't ready, and for those now gone. */
  forget(gone?: readonly string[]): void;
}

interface Remembered {
  tenant: TenantRow | null;
  until: number;
}

/** How long an answer is used without asking again, in milliseconds; an unknown name is asked for sooner. */
const freshness = { known: 15_000, unknown: 5_000 };

/** Made-up names must not fill the memory. */
const capacity = 5_000;

export const slugPattern = /^[a-z][a-z0-9-]{1,30}$/;

export function tenantDirectory(clock: () => number = Date.now): Directory {
  const remembered = new Map<string, Remembered>();
  let calendar = workCalendar();

  async function recall(key: string, ask: () => Promise<TenantRow | null>): Promise<TenantRow | null> {
    const known = remembered.get(key);
    if (known && known.until > clock()) return known.tenant;
    try {
      const tenant = await ask();
      if (remembered.size >= capacity) remembered.clear();
      remembered.set(key, { tenant, until: clock() + (tenant ? freshness.known : freshness.unknown) });
      return tenant;
    } catch (error) {
      // A county known a moment ago stays open while the catalog is away.
      if (error instanceof DatabaseUnavailable && known?.tenant) return known.tenant;
      throw error;
    }
  }

  return {
    calendar: () => calendar,
    bySlug: async (catalog, slug) =>
      slugPattern.test(slug)
        ? recall(`slug ${slug}`, async () => {
            const row = catalog.orm.select().from(tenants).where(eq(tenants.slug, slug));
            const { found, notices } = await catalog.read({
              found: row,
              notices: noticesInForce(catalog.orm),
            });
            // Of two answers under way at once the older may come last.
            if (newest(notices) > calendar.revision) calendar = calendarBy(notices);
            return found[0] ?? null;
          })
        : null,
    byHost: (catalog, host) =>
      recall(`host ${host}`, async () => {
        const row = catalog.orm
          .select({ tenant: tenants })
          .from(hosts)
          .innerJoin(tenants, eq(tenants.slug, hosts.slug))
          .where(eq(hosts.host, host));
        const { found } = await catalog.read({ found: row });
        return found[0]?.tenant ?? null;
      }),
    forget: (gone = []) => {
      for (const [key, { tenant }] of remembered) {
        if (tenant?.state !== "ready" || gone.includes(tenant.slug)) remembered.delete(key);
      }
    },
  };
}
