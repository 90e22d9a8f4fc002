import { and, asc, desc, eq, gte, inArray, lt, type SQL, sql } from "drizzle-orm";
import { type SQLiteColumn, union } from "drizzle-orm/sqlite-core";
import { tenants } from "../../../db/catalog/schema.ts";
import type { Builder } from "../../../db/client.ts";
import type { Instant } from "../../time/instants.ts";
import { byId, issuedToken, standingOf } from "../accounts/invitations.ts";
import type { Context } from "../kernel/context.ts";

/** How many counties a page shows. */
const listPage = 20;

/** Which counties are asked for. */
export interface Asked {
  /** How the name, the slug or the division code begins; empty: all. */
  readonly search: string;
  /** Only those that need care. */
  readonly care: boolean;
  /** The `sort` of the last county on the page before. */
  readonly before: string | null;
}

/** As the index has it, which SQLite doesn't find by a value. */
const there = sql`${tenants.state} <> 'removed'`;

/** By an index: from the word to the last text that begins with it. */
const begins = (column: SQLiteColumn, word: string): SQL | undefined =>
  and(gte(column, word), lt(column, `${word}\u{10ffff}`));

/** For a subquery: the counties that a word finds. */
const foundBy = (orm: Builder, word: string) => {
  const where = (condition: SQL | undefined) =>
    orm.select({ slug: tenants.slug }).from(tenants).where(condition);
  return union(
    where(begins(tenants.name, word)),
    where(begins(tenants.slug, word.toLowerCase())),
    where(begins(tenants.divisionCode, word)),
  );
};

/** Orders the list: first what needs care, then the youngest. */
const sort = sql<string>`${tenants.needsCare} || ' ' || ${tenants.createdAt} || ' ' || ${tenants.slug}`;

/** For a read batch: one page of counties, one longer than is shown. */
function listed(orm: Builder, { search, care, before }: Asked) {
  const [rank = "", createdAt = "", slug = ""] = before?.split(" ") ?? [];
  const further = sql`(${tenants.needsCare}, ${tenants.createdAt}, ${tenants.slug})
    < (${rank === "1" ? 1 : 0}, ${createdAt}, ${slug})`;
  return orm
    .select({
      slug: tenants.slug,
      name: tenants.name,
      divisionCode: tenants.divisionCode,
      preset: tenants.preset,
      state: tenants.state,
      sample: tenants.sample,
      schemaVersion: tenants.schemaVersion,
      migrationError: tenants.migrationError,
      createdAt: tenants.createdAt,
      sort: sort.as("sort"),
    })
    .from(tenants)
    .where(
      and(
        there,
        care ? eq(tenants.needsCare, true) : undefined,
        before === null ? undefined : further,
        search === "" ? undefined : inArray(tenants.slug, foundBy(orm, search)),
      ),
    )
    .orderBy(desc(tenants.needsCare), desc(tenants.createdAt), desc(tenants.slug))
    .limit(listPage + 1);
}

export async function tenantList(ctx: Context, asked: Asked) {
  const { found } = await ctx.db.read({ found: listed(ctx.db.orm, asked) });
  const { rows, next } = pageOf(found);
  return { tenants: rows, next };
}

/**
 * A page of counties for the operator, whether there are samples, and an invitation to open a county with its link's token,
 * if it can still be used.
 */
export async function tenantsPage(ctx: Context, asked: Asked, invitationId: string | null) {
  const { orm } = ctx.db;
  const { list, samples, found } = await ctx.db.read({
    list: listed(orm, asked),
    samples: orm.select({ slug: tenants.slug }).from(tenants).where(sql`${tenants.sample} = 1`).limit(1),
    found: byId(orm, invitationId ?? ""),
  });
  const { rows, next } = pageOf(list);
  const shown = { tenants: rows, next, hasSamples: samples.length > 0 };
  const invitation = found.find((row) => row.purpose === "open" && standingOf(row, ctx.now) === "open");
  if (!invitation) return { ...shown, invitation: undefined };
  const { name, expiresAt } = invitation;
  const token = await issuedToken(ctx, invitation);
  return { ...shown, invitation: { name, expiresAt: expiresAt as Instant, token } };
}

/** How many counties the platform's home shows at once. */
const homePage = 100;

/** The counties anybody may know of, those that are ready, by their division codes; `after` is the last one shown before. */
export async function openCounties(ctx: Context, search: string, after: string | null) {
  const { rows } = await ctx.db.read({ rows: opened(ctx.db.orm, search, after) });
  const counties = rows.slice(0, homePage);
  const last = rows.length > homePage ? counties.at(-1) : undefined;
  return { counties, next: last ? `${last.divisionCode} ${last.slug}` : null };
}

function opened(orm: Builder, search: string, after: string | null) {
  const { slug, name, sample, divisionCode } = tenants;
  const [lastCode = "", lastSlug = ""] = after?.split(" ") ?? [];
  // With a plus it is no index's column: what is found is put in order then, rather than all looked through in order.
  const [place, ready] =
    search === ""
      ? [sql`${divisionCode}`, sql`${tenants.state} = 'ready'`]
      : [sql`+${divisionCode}`, sql`+${tenants.state} = 'ready'`];
  const further = sql`(${place}, ${slug}) > (${lastCode}, ${lastSlug})`;
  const found = search === "" ? undefined : inArray(slug, foundBy(orm, search));
  return orm
    .select({ slug, name, sample, divisionCode })
    .from(tenants)
    .where(and(ready, after === null ? undefined : further, found))
    .orderBy(asc(place), asc(slug))
    .limit(homePage + 1);
}

/** Cuts a page off a list read one longer than shown, and says where the next page starts. */
function pageOf<T extends { sort: string }>(rows: readonly T[]): { rows: T[]; next: string | null } {
  const shown = rows.slice(0, listPage);
  return { rows: shown, next: rows.length > listPage ? (shown.at(-1)?.sort ?? null) : null };
}
