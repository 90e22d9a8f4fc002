import { eq, sql } from "drizzle-orm";
import { ruleSets } from "../../db/tenant/schema/county.ts";
import { resolutions } from "../../db/tenant/schema/meetings.ts";
import { leadClocks, toldDue } from "../../worker/domain/resolutions/due.ts";
import type { County } from "../support/county.ts";

/** A resolution's row, with when its lead clock says that it is due, and in words why. */
export async function rowOf(county: County, resolutionId: string) {
  const { orm } = county.db;
  const { rows, due, versions } = await county.db.read({
    rows: orm.select().from(resolutions).where(eq(resolutions.id, resolutionId)),
    due: leadClocks(orm, sql`(${resolutionId})`),
    versions: orm.select().from(ruleSets),
  });
  const [row] = rows;
  if (!row) throw new Error("no such resolution");
  return { ...row, ...toldDue(due, row, versions) };
}
