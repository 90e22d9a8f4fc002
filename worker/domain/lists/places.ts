import { and, eq, isNull, or, type SQL, sql } from "drizzle-orm";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { tallies } from "../../../db/tenant/schema/work.ts";
import type { Context } from "../kernel/context.ts";
import { type Scan, under } from "./scan.ts";

/** The most places that are offered at once; a search finds the others. */
const most = 100;

/**
 * For a read batch: the unit a list looks into, or the person's own where they have one; and those below it. Nobody learns
 * how much there is where they have nothing to look at.
 */
export function placesFor({ db: { orm } }: Pick<Context, "db">, { list, asked, own }: Scan) {
  const here = asked.within ?? (own.length === 1 ? (own[0] ?? "") : "");
  const n = sql<number>`coalesce(${tallies.n}, 0)`.mapWith(Number);
  const total = and(
    eq(tallies.noun, list.noun),
    eq(tallies.scope, orgUnits.id),
    sql`${tallies.active} = ${asked.done ? 0 : 1}`,
    eq(tallies.state, "*"),
    eq(tallies.kind, ""),
    eq(tallies.source, ""),
  );
  // What lies in a unit of theirs is theirs: asked once, of the unit, before it is asked of each in it.
  const ownHere = sql`exists (select 1 from org_units seen where seen.id = ${here} and ${under(own, sql`seen.path`)})`;
  const units = (which: SQL | undefined) =>
    orm
      .select({ id: orgUnits.id, name: orgUnits.name, parentId: orgUnits.parentId, n })
      .from(orgUnits)
      .leftJoin(tallies, total)
      .where(and(which, or(ownHere, under(own, orgUnits.path))));
  return {
    here: units(eq(orgUnits.id, here)),
    below: units(and(eq(orgUnits.parentId, here), isNull(orgUnits.closedAt)))
      .orderBy(sql`${orgUnits.code} is null`, orgUnits.code, orgUnits.name)
      .limit(most),
  };
}

export interface Place {
  readonly id: string;
  readonly name: string;
  readonly parentId: string | null;
  readonly n: number;
}
