import { and, eq, isNull, type SQL } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { accounts, grants, invitations } from "../../../db/kernel/schema.ts";
import { type RowChange, updateWhere } from "../kernel/changes.ts";
import { list } from "../kernel/listings.ts";
import { unused } from "./invitations.ts";
import { renamedIn, renamedLinks } from "./link-ends.ts";
import { linkListing, linkPath, listingOf, pathOf } from "./listing.ts";

/** For a read batch: roles that are held, with who holds them and where. */
const held = (orm: Builder, which: SQL) => {
  const { id, role, scopeKind, scopeId, scopeName } = grants;
  const { name, username, disabledAt } = accounts;
  return orm
    .select({
      post: { id, role, scopeKind, scopeId, scopeName },
      holder: { name, username, disabledAt },
      path: pathOf(grants.scopeId),
    })
    .from(grants)
    .innerJoin(accounts, eq(accounts.id, grants.accountId))
    .where(and(which, isNull(grants.revokedAt)));
};

export const postsIn = (orm: Builder, scopeId: string) => held(orm, eq(grants.scopeId, scopeId));
export const postsOf = (orm: Builder, accountId: string) => held(orm, eq(grants.accountId, accountId));

type Held = Awaited<ReturnType<typeof held>>;

/** For a read batch: links that nobody used. Those that were stand in lists where they led to then. */
const unusedLinks = (orm: Builder, which: SQL) =>
  orm.select({ link: invitations, path: linkPath }).from(invitations).where(and(unused, which));

export const linksInto = (orm: Builder, scopeId: string) =>
  unusedLinks(orm, eq(invitations.scopeId, scopeId));
export const linksTo = (orm: Builder, accountId: string) =>
  unusedLinks(orm, eq(invitations.accountId, accountId));

type Links = Awaited<ReturnType<typeof unusedLinks>>;

/** For a decision: lists of links say what has changed of a scope or of whom they were made for. */
const relisted = (
  links: Links,
  changes: { name?: string; scopeName?: string },
  elsewhere?: string,
): RowChange[] =>
  links.flatMap(({ link, path }) => list(linkListing({ ...link, ...changes }, elsewhere ?? path)));

/** For a decision: lists of people say what has changed of a scope or of whoever holds a role. */
const listed = (
  posts: Held,
  scope: Partial<Held[number]["post"]>,
  person: Partial<Held[number]["holder"]>,
  elsewhere?: string,
): RowChange[] =>
  posts.flatMap(({ post, holder, path }) =>
    list(listingOf({ ...post, ...scope }, { ...holder, ...person }, elsewhere ?? path)),
  );

/**
 * For a decision: an org unit's or a member unit's new name wherever people read it as where somebody works: with their
 * roles, in the lists of people, and in open links. `path`: of its new seat, where it has one.
 */
export const renamedScope = (
  scopeId: string,
  scopeName: string,
  { posts, links }: { posts: Held; links: Links },
  path?: string,
): RowChange[] => [
  updateWhere(grants, eq(grants.scopeId, scopeId), { scopeName }),
  renamedLinks(scopeId, scopeName),
  ...listed(posts, { scopeName }, {}, path),
  ...relisted(links, { scopeName }, path),
];

/** For a decision: a person's new name in lists and open links. */
export const renamedPerson = (
  accountId: string,
  name: string,
  { posts, links }: { posts: Held; links: Links },
): RowChange[] => [
  ...renamedIn(accountId, name),
  ...listed(posts, {}, { name }),
  ...relisted(links, { name }),
];

/** For a decision: whoever comes back stands among those who work here, in each of their roles. */
export const postsBack = (posts: Held): RowChange[] => listed(posts, {}, { disabledAt: null });
