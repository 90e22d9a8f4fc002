import { join } from "node:path";
import { eq } from "drizzle-orm";
import { tenants } from "../../db/catalog/schema.ts";
import type { Context } from "../../worker/domain/kernel/context.ts";
import type { Keys } from "../../worker/domain/tenants/access.ts";
import type { TenantRow } from "../../worker/domain/tenants/directory.ts";
import { Refusal } from "../runtime/refusal.ts";
import type { DatabaseVars } from "../runtime/stack.ts";

export interface Move {
  vars: DatabaseVars;
  /** The data folder of the running installation. */
  folder: string;
  slug: string;
  /** Where to, by its number. */
  server: number;
  say: (line: string) => void;
  /** How long to wait, in milliseconds, until nobody remembers where the county was. */
  remembered?: number;
}

/** A move, with what it works with. */
export interface UnderWay extends Move {
  ctx: Context;
  keys: Keys;
  /** The place of `server`. */
  to: string;
  /** The folder for its dump, locked. */
  work: string;
}

/** As the catalog has it now. @throws Refusal unless it is open */
export async function readyCounty({ db }: Context, slug: string): Promise<TenantRow> {
  const { found } = await db.read({ found: db.orm.select().from(tenants).where(eq(tenants.slug, slug)) });
  const [county] = found;
  if (county?.state !== "ready") throw new Refusal(`没有 ${slug} 这个县，或者它还没有开通完。`);
  return county;
}

/** Where the dump of a county lies, until its move is over. */
export const dumpFile = ({ work }: UnderWay, { databaseName }: TenantRow): string =>
  join(work, `${databaseName}.sql`);
