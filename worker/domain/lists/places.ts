import { and, eq, isNull, or, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { tallies } from "../../../db/tenant/schema/work.ts";
import type { Context } from "../kernel/context.ts";
import { excludedIn, type Scope } from "../kernel/listings.ts";
import type { Asked } from "./asked.ts";
import { type Scan, under } from "./scan.ts";

/** The most places that are offered at once; a search finds the others. */
const most = 100;

/** Which unit a list looks into: the one that is asked for, or the person's own where they have one. */
export const hereOf = ({ within }: Pick<Asked, "within">, own: readonly Scope[]): Scope =>
  within ?? (own.length === 1 ? (own[0] ?? "") : "");

/** Whether a unit is one of theirs, or lies below one. */
export const isOwn = (own: readonly Scope[], unit: Scope): SQL =>
  own.includes(unit)
    ? sql`true`
    : sql`exists (select 1 from org_units seen where seen.id = ${unit} and ${under(own, sql`seen.path`)})`;

/** Of `tallies`: the one row that says how many records of a noun run, or have ended, in a scope. */
export const totalIn = (
  noun: string,
  scope: SQLWrapper,
  { done, excluded }: Pick<Asked, "done" | "excluded">,
): SQL =>
  sql`${tallies.noun} = ${noun} and ${tallies.scope} = ${excluded ? excludedIn(sql<string>`${scope}`) : scope} and ${tallies.active} = ${done ? 0 : 1}
    and ${tallies.state} = '*' and ${tallies.kind} = '' and ${tallies.source} = ''`;

/**
 * For a read batch: the unit a list looks into, or the person's own where they have one; and those below it. Nobody learns
 * how much there is where they have nothing to look at.
 */
export function placesFor({ db: { orm } }: Pick<Context, "db">, { list, asked, own }: Scan) {
  const here = hereOf(asked, own);
  const n = sql<number>`coalesce(${tallies.n}, 0)`.mapWith(Number);
  const total = totalIn(list.noun, orgUnits.id, { ...asked, excluded: list.excludes && asked.excluded });
  // What lies in a unit of theirs is theirs: asked once, of the unit, before it is asked of each in it.
  const ownHere = isOwn(own, here);
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
