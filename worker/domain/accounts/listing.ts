import { eq, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { type accounts, grants, invitations } from "../../../db/kernel/schema.ts";
import { listings } from "../../../db/tenant/schema/work.ts";
import { nameKey } from "../../text/name-key.ts";
import { searchable, searchableName } from "../../text/searchable.ts";
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

/** The path of a scope: of an org unit, or of where a member unit has its seat. */
export const pathOf = (scopeId: unknown) => sql<string>`coalesce(
  (select path from org_units where id = ${scopeId}),
  (select org_path from member_units where id = ${scopeId}))`;

/** For a read batch: where the role of an invitation is held. The platform has no such tables. */
export const scopeOf = (orm: Builder, realm: string, tokenHash: string) =>
  orm
    .select({ path: realm === "platform" ? sql<string | null>`null` : pathOf(invitations.scopeId) })
    .from(invitations)
    .where(eq(invitations.tokenHash, tokenHash));
