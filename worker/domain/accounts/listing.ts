import { eq, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { type accounts, grants, invitations } from "../../../db/kernel/schema.ts";
import { listings } from "../../../db/tenant/schema/work.ts";
import { nameKey } from "../../text/name-key.ts";
import { searchable, searchableName } from "../../text/searchable.ts";
import { type Instant, instant, toMs } from "../../time/instants.ts";
import { type RowChange, updateWhere } from "../kernel/changes.ts";
import type { Listing } from "../kernel/listings.ts";
import { scopesOfPath } from "../kernel/rights.ts";

type Post = Pick<typeof grants.$inferSelect, "id" | "role" | "scopeKind" | "scopeId" | "scopeName">;
type Holder = Pick<typeof accounts.$inferSelect, "name" | "username"> & { disabledAt?: string | null };

/**
 * How somebody is listed in a role they hold: for every unit above the one they hold it in. `path`: of that unit, or of a
 * member unit's seat.
 */
export const listingOf = (post: Post, { name, username, disabledAt }: Holder, path: string): Listing => ({
  noun: "post",
  record: post.id,
  scopes: [...scopesOfPath(path), ...(post.scopeKind === "unit" && post.scopeId ? [post.scopeId] : [])],
  active: !disabledAt,
  state: disabledAt ? "disabled" : "active",
  kind: post.role,
  sort: `${nameKey(name)} ${post.id}`,
  words: `${searchableName(name)} ${searchable(username, post.scopeName)}`,
});

/** Whose account is closed stands among those who have left, in every role they held. */
export const postsEnded = (accountId: string): RowChange =>
  updateWhere(
    listings,
    sql`${listings.record} in (select id from ${grants} where account_id = ${accountId})`,
    {
      active: false,
      state: "disabled",
    },
  );

type Link = Pick<typeof invitations.$inferSelect, "id" | "purpose" | "name" | "createdAt" | "expiresAt"> &
  Partial<Pick<typeof invitations.$inferSelect, "role" | "scopeKind" | "scopeId" | "scopeName">>;

/**
 * How a link is listed: for every unit above the one its role is held in; one that sets a password anew, for the whole
 * county. `path`: of that unit, of a member unit's seat, or of the county. That it has expired is seen by the time at which
 * somebody looks.
 */
export const linkListing = (link: Link, path: string): Listing => ({
  noun: "invitation",
  record: link.id,
  scopes: [...scopesOfPath(path), ...(link.scopeKind === "unit" && link.scopeId ? [link.scopeId] : [])],
  active: true,
  state: "open",
  asKept: {
    active: sql`(select used_at is null and revoked_at is null from invitations where id = ${link.id})`,
    state: sql`(select case when used_at is not null then 'used' when revoked_at is not null then 'revoked'
      else 'open' end from invitations where id = ${link.id})`,
  },
  kind: link.role ?? link.purpose,
  sort: `${link.createdAt} ${link.id}`,
  // The last moment at which it can be used.
  until: instant(toMs(link.expiresAt as Instant) - 1),
  words: `${searchableName(link.name)} ${searchable(link.scopeName ?? null)}`,
});

/** The path of a scope: of an org unit, or of where a member unit has its seat. */
export const pathOf = (scopeId: unknown) => sql<string>`coalesce(
  (select path from org_units where id = ${scopeId}),
  (select org_path from member_units where id = ${scopeId}))`;

/** Where a link leads: to where its role is held, or, if it sets a password anew, nowhere but to the whole county. */
export const linkPath = sql<string>`coalesce(${pathOf(invitations.scopeId)},
  (select path from org_units where parent_id is null))`;

/** For a read batch: where the role of an invitation is held. The platform has no such tables. */
export const scopeOf = (orm: Builder, realm: string, tokenHash: string) =>
  orm
    .select({ path: realm === "platform" ? sql<string | null>`null` : pathOf(invitations.scopeId) })
    .from(invitations)
    .where(eq(invitations.tokenHash, tokenHash));
