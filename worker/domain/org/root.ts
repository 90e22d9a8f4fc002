import { isNull, type SQL, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";

/** For a read batch: the top of the county's tree. What is the whole county's is done there. */
export const theRoot = (orm: Builder) =>
  orm
    .select({ id: orgUnits.id, path: orgUnits.path })
    .from(orgUnits)
    .where(isNull(orgUnits.parentId))
    .limit(1);

export const rootScope = (root: readonly { id: string }[]) => root.map(({ id }) => id);

/** The same for a condition of SQL. */
export const topOfCounty: SQL<string> = sql`(select id from org_units where parent_id is null)`;
