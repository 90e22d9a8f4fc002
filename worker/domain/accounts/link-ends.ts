import { and, eq, or, type SQL, sql } from "drizzle-orm";
import { invitations } from "../../../db/kernel/schema.ts";
import type { Instant } from "../../time/instants.ts";
import { type RowChange, statement, updateWhere } from "../kernel/changes.ts";
import { abandoned, unused } from "./invitations.ts";

/** What becomes of open links by what happens elsewhere. */

/** For a decision: every open link of somebody's ends, to their own account and those they issued. */
export const endLinks = (accountId: string, now: Instant): RowChange =>
  end(or(eq(invitations.accountId, accountId), eq(invitations.invitedById, accountId)), now);

/** For a decision: whoever may issue no links any more stands behind none. After what ends their role. */
export const endAbandoned = (accountId: string, now: Instant): RowChange =>
  statement((orm) =>
    orm
      .update(invitations)
      .set(ended(now))
      .where(and(unused, eq(invitations.invitedById, accountId), abandoned(orm))),
  );

/** For a decision: the open links by which an account gets a new password end. */
export const endResets = (accountId: string, now: Instant): RowChange =>
  end(eq(invitations.accountId, accountId), now);

/** For a decision: the open links into an org unit or a member unit end with it. */
export const endLinksTo = (scopeId: string, now: Instant): RowChange =>
  end(eq(invitations.scopeId, scopeId), now);

/** For a decision: the scope's new name in the open links into it, whose next use brings it along. */
export const renamedLinks = (scopeId: string, scopeName: string): RowChange =>
  updateWhere(invitations, and(unused, eq(invitations.scopeId, scopeId)), {
    scopeName,
    revision: sql`${invitations.revision} + 1`,
  });

/** For a decision: a person's new name in the open links that lead to their account, and those that they issued. */
export const renamedIn = (accountId: string, name: string): RowChange[] => [
  updateWhere(invitations, and(unused, eq(invitations.accountId, accountId)), {
    name,
    revision: sql`${invitations.revision} + 1`,
  }),
  updateWhere(invitations, and(unused, eq(invitations.invitedById, accountId)), { invitedBy: name }),
];

/** The revision counts on, so that whoever is using such a link at this moment decides anew. */
const ended = (now: Instant) => ({ revokedAt: now, revision: sql`${invitations.revision} + 1` });

const end = (which: SQL | undefined, now: Instant): RowChange =>
  updateWhere(invitations, and(unused, which), ended(now));
