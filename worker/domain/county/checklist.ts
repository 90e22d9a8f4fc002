import { sql } from "drizzle-orm";
import { county } from "../../../db/tenant/schema/county.ts";
import type { Context } from "../kernel/context.ts";
import { entriesAt, inForce, rulesAt, versionAt } from "./county.ts";
import { identityOf, theIdentity, unsaid } from "./identity.ts";

/** What is already there in a county that has just been opened; each costs one look, not a count. */
export async function openingState(ctx: Context) {
  const { orm } = ctx.db;
  const some = (from: string) => sql<boolean>`exists (select 1 from ${sql.raw(from)})`.mapWith(Boolean);
  const { found, levels, kinds, rules, said } = await ctx.db.read({
    said: identityOf(orm),
    found: orm
      .select({
        units: some("member_units where closed_at is null"),
        meeting: some("meetings where state <> 'cancelled'"),
        // Rules that the county published itself were looked at for that.
        reviewed: sql<boolean>`(${versionAt(ctx.now)}) > 1 or exists (select 1 from events
          where noun = 'rules' and record = cast((${versionAt(ctx.now)}) as text) and kind = 'reviewed')`.mapWith(
          Boolean,
        ),
      })
      .from(county)
      .limit(1),
    levels: levelsWithin(ctx),
    kinds: kindsWithin(ctx),
    rules: rulesAt(orm, ctx.now),
  });
  const missing = unsaid(theIdentity(said));
  return { has: found[0], levels, kinds, ...inForce(rules), note: rules[0]?.note ?? "", unsaid: missing };
}

const key = sql`json_extract(value, '$.key')`;

/** For a read batch: each level of the rules, with whether it has a unit, and somebody in one who may sign in. */
const levelsWithin = ({ db: { orm }, now }: Context) =>
  orm
    .select({
      key: sql<string>`${key}`,
      hasUnits:
        sql<boolean>`exists (select 1 from org_units where level = ${key} and closed_at is null)`.mapWith(
          Boolean,
        ),
      hasPeople: sql<boolean>`exists (select 1 from grants
        join org_units on org_units.id = grants.scope_id and org_units.closed_at is null
        join accounts on accounts.id = grants.account_id and accounts.disabled_at is null
        where grants.revoked_at is null and org_units.level = ${key})`.mapWith(Boolean),
    })
    .from(entriesAt("$.organisation.levels", now));

/** For a read batch: each kind of grid, with whether there is one. */
const kindsWithin = ({ db: { orm }, now }: Context) =>
  orm
    .select({
      key: sql<string>`${key}`,
      hasUnits: sql<boolean>`exists (select 1 from org_units where kind = ${key} and closed_at is null
        and level = json_extract(value, '$.level'))`.mapWith(Boolean),
    })
    .from(entriesAt("$.organisation.gridKinds", now));
