import { eq, sql } from "drizzle-orm";
import { invitations } from "../../../db/kernel/schema.ts";
import type { Context } from "../kernel/context.ts";
import { authorise, scopesOfPath } from "../kernel/rights.ts";
import type { Asked, ListOf } from "../lists/asked.ts";
import { namesOf } from "../lists/named.ts";
import type { Page } from "../lists/page.ts";
import { type ListPage, readList } from "../lists/read.ts";
import { theRoot } from "../org/root.ts";
import { account } from "./account.ts";
import { linkColumns, standingOf } from "./invitations.ts";

/** Links by when they expire: the latest first, which were made last. */
const linkList: ListOf = {
  noun: "invitation",
  right: account.rights.view,
  placed: true,
  orders: { active: ["latest", "urgent"], ended: ["newest", "first"] },
};

/** For whom chosen links were made. */
export const linksCalled = (ctx: Context, ids: readonly string[]) =>
  namesOf(ctx, linkList, { table: invitations, name: sql`name` }, ids);

/**
 * What is asked of links, as lists know it. Nothing happens when a link expires: one that nobody used is found by its time.
 * It lives for seven days, so what can be used is what is due within them. A search looks through all.
 */
function inListings({ state, done, due: _due, ...asked }: Asked): Asked {
  if (done || state === "used" || state === "revoked")
    return { ...asked, done: true, ...(state === "used" || state === "revoked" ? { state } : {}) };
  if (state === "expired") return { ...asked, due: "overdue" };
  return state === "open" || !asked.search ? { ...asked, due: "week" } : asked;
}

/** How many links stand how, by the other filters; of those that ended only where these are looked at. */
const standings = ({ asked, counts: { facets, dues } }: ListPage) =>
  asked.done
    ? facets.state
    : [
        { value: "open", n: dues.week },
        { value: "expired", n: dues.overdue },
      ];

/** One page of the links that were given out, without what makes them links. */
export async function linksPage(ctx: Context, asked: Asked) {
  const { orm } = ctx.db;
  const { rows, page, besides } = await readList(ctx, linkList, inListings(asked), (page) => ({
    rows: listedLinks(ctx, page),
    root: theRoot(orm),
  }));
  authorise(ctx.actor, account.rights.view, scopesOfPath(besides.root[0]?.path ?? ""));
  const facets = { ...page.counts.facets, state: standings(page) };
  return {
    ...page,
    asked: { ...asked, done: page.asked.done },
    counts: { ...page.counts, facets },
    invitations: rows.map(({ tokenHash: _secret, ...row }) => ({
      ...row,
      standing: standingOf(row, ctx.now),
    })),
  };
}

/** For a read batch: the rows of one page of a list. */
const listedLinks = ({ db: { orm } }: Context, { table, record, key, inOrder }: Page) =>
  orm
    .select({ key, ...linkColumns(orm) })
    .from(table)
    .innerJoin(invitations, eq(invitations.id, record))
    .orderBy(inOrder);

export type LinksPage = Awaited<ReturnType<typeof linksPage>>;
