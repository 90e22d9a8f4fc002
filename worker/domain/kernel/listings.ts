import { and, asc, desc, eq, gt, inArray, lt, notInArray } from "drizzle-orm";
import { listings } from "../../../db/tenant/schema/work.ts";
import { insert, type RowChange, statement, updateWhere } from "./changes.ts";
import type { Context } from "./context.ts";
import { type Right, type Scopes, scopesOf } from "./rights.ts";

type Noun = (typeof listings.$inferSelect)["noun"];

/** Lets a record be found in every scope it lies in. `sort` orders lists, greatest first, and must be unique. */
export const listIn = (noun: Noun, record: string, scopes: Scopes, sort: string): RowChange[] =>
  scopes.map((scope) => insert(listings, { noun, record, scope, active: true, sort }));

/** Moves a record between the running and the finished ones. */
export const listAs = (record: string, active: boolean): RowChange =>
  updateWhere(listings, eq(listings.record, record), { active });

/** Moves a record to another place in the lists. */
export const sortAs = (record: string, sort: string): RowChange =>
  updateWhere(listings, eq(listings.record, record), { sort });

/**
 * Lets a record be found in just these scopes from now on, as running or finished as before: it leaves the lists of the
 * others, and comes into those where it wasn't.
 */
export const relist = (
  noun: Noun,
  record: string,
  scopes: Scopes,
  active: boolean,
  sort: string,
): RowChange[] => [
  statement((orm) =>
    orm
      .delete(listings)
      .where(
        and(
          eq(listings.noun, noun),
          eq(listings.record, record),
          notInArray(listings.scope, [...scopes, ""]),
        ),
      ),
  ),
  ...scopes.map((scope) =>
    statement((orm) =>
      orm
        .insert(listings)
        .values({ noun, record, scope, active, sort })
        .onConflictDoUpdate({ target: [listings.record, listings.scope], set: { active, sort } }),
    ),
  ),
];

/** How many records a list shows at once. */
export const listPage = 20;

/** Which page of a list: running or finished records, from where on, and in which direction. */
export interface Page {
  active: boolean;
  /** The `sort` of the last record on the page before. */
  before: string | null;
  /** What is to come runs forwards, everything else from the newest back. */
  forwards?: boolean;
}

/** For a subquery: the ids of the records a person finds, one page from a cursor on. */
export function foundBy(ctx: Context, noun: Noun, right: Right, { active, before, forwards = false }: Page) {
  const own = scopesOf(ctx.actor.grants, right);
  return ctx.db.orm
    .selectDistinct({ record: listings.record, sort: listings.sort })
    .from(listings)
    .where(
      and(
        eq(listings.noun, noun),
        inArray(listings.scope, own.length > 0 ? own : [""]),
        eq(listings.active, active),
        before === null ? undefined : (forwards ? gt : lt)(listings.sort, before),
      ),
    )
    .orderBy((forwards ? asc : desc)(listings.sort))
    .limit(listPage + 1);
}

/** Cuts a page off a list read one longer than shown, and says where the next page starts. */
export function pageOf<T extends { sort: string }>(rows: readonly T[]): { rows: T[]; next: string | null } {
  const shown = rows.slice(0, listPage);
  return { rows: shown, next: rows.length > listPage ? (shown.at(-1)?.sort ?? null) : null };
}
