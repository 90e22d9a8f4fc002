import { and, eq, isNull, type SQL } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { accounts, grants } from "../../../db/kernel/schema.ts";
import { type RowChange, updateWhere } from "../kernel/changes.ts";
import { list } from "../kernel/listings.ts";
import { renamedIn, renamedLinks } from "./invitations.ts";
import { listingOf, pathOf } from "./listing.ts";

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
export const renamedScope = (scopeId: string, scopeName: string, posts: Held, path?: string): RowChange[] => [
  updateWhere(grants, eq(grants.scopeId, scopeId), { scopeName }),
  renamedLinks(scopeId, scopeName),
  ...listed(posts, { scopeName }, {}, path),
];

/** For a decision: a person's new name in lists and open links. */
export const renamedPerson = (accountId: string, name: string, posts: Held): RowChange[] => [
  ...renamedIn(accountId, name),
  ...listed(posts, {}, { name }),
];

/** For a decision: whoever comes back stands among those who work here, in each of their roles. */
export const postsBack = (posts: Held): RowChange[] => listed(posts, {}, { disabledAt: null });
