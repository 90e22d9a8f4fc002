import { and, eq } from "drizzle-orm";
import * as z from "zod";
import { tenants } from "../../../db/catalog/schema.ts";
import { Conflict } from "../errors.ts";
import { updateExactlyOne } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import { id } from "../kernel/input.ts";
import { refOf, tenant as tenantNoun } from "./tenant.ts";

/**
 * Says where a county's database lies from now on, after it was brought there. @throws Conflict when it doesn't lie any more
 * where it was taken from
 */
export const recordMove = command({
  right: tenantNoun.rights.manage,
  input: z.strictObject({ slug: id("租户"), databaseName: z.string(), from: z.string(), to: z.string() }),
  load: (orm, { slug }) => ({ found: orm.select().from(tenants).where(eq(tenants.slug, slug)) }),
  state: ({ found: [found] }) => found,
  scopes: () => [],
  decide: (found, { slug, databaseName, from, to }) => {
    if (found?.databaseName !== databaseName || found.databaseUrl !== from || found.state !== "ready")
      throw new Conflict("这个县的数据库已经不在原处");
    const there = and(
      eq(tenants.slug, slug),
      eq(tenants.databaseName, databaseName),
      eq(tenants.databaseUrl, from),
      eq(tenants.state, "ready"),
    );
    return {
      result: { slug },
      on: refOf(slug),
      detail: { movedFrom: from, movedTo: to },
      rows: [updateExactlyOne(tenants, there, { databaseUrl: to })],
    };
  },
});
