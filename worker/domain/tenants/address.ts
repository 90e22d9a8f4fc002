import { asc, eq } from "drizzle-orm";
import { hosts } from "../../../db/catalog/schema.ts";
import type { Database } from "../../../db/client.ts";

/**
 * Where people open a county, without a slash at the end: on the first hostname of its own, otherwise below the installation's
 * address. Empty where neither is known.
 */
export async function countyAddress(catalog: Database, publicUrl: string, slug: string): Promise<string> {
  const own = catalog.orm.select({ host: hosts.host }).from(hosts).where(eq(hosts.slug, slug));
  const { found } = await catalog.read({ found: own.orderBy(asc(hosts.createdAt)).limit(1) });
  const scheme = publicUrl.startsWith("http:") ? "http" : "https";
  if (found[0]) return `${scheme}://${found[0].host}`;
  return publicUrl && `${publicUrl}/t/${slug}`;
}
