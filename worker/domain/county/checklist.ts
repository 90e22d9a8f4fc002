import { sql } from "drizzle-orm";
import { county } from "../../../db/tenant/schema/county.ts";
import type { Context } from "../kernel/context.ts";
import { rulesAt } from "./county.ts";
import { identityOf, theIdentity, unsaid } from "./identity.ts";

/** What is already there in a county that has just been opened; each costs one look, not a count. */
export async function openingState(ctx: Context) {
  const { orm } = ctx.db;
  const some = (table: string, where = "1") =>
    sql<number>`exists (select 1 from ${sql.raw(table)} where ${sql.raw(where)})`;
  const { found, rules, said } = await ctx.db.read({
    said: identityOf(orm),
    found: orm
      .select({
        org: some("org_units", "parent_id is not null"),
        grids: some("org_units", "households is not null"),
        units: some("member_units"),
        people: some("grants", "role <> 'county_admin'"),
        invited: some("invitations", "role <> 'county_admin'"),
        meeting: some("meetings"),
      })
      .from(county)
      .limit(1),
    rules: rulesAt(orm, ctx.now),
  });
  return { has: found[0], preset: rules[0]?.note ?? "", unsaid: unsaid(theIdentity(said)) };
}
