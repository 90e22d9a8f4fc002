import { and, eq, isNull, sql } from "drizzle-orm";
import { accounts, grants } from "../../../db/kernel/schema.ts";
import { Invalid } from "../errors.ts";
import {
  assert,
  assertRevision,
  insert,
  type RowChange,
  update,
  updateExactlyOne,
} from "../kernel/changes.ts";
import type { Given } from "../kernel/context.ts";
import { list, unlist } from "../kernel/listings.ts";
import { send } from "../kernel/outbox.ts";
import { scopesOfPath } from "../kernel/rights.ts";
import { handOver, type InHand } from "../matters/handed-over.ts";
import { deals, isVacated, type Leaving, type Post } from "./leaving.ts";
import { listingOf } from "./listing.ts";
import { postWords } from "./post.ts";

/** What became of somebody's work: for timelines, the log and whoever asked. */
export interface Handed {
  /** How many matters changed hands. */
  matters: number;
  /** More of them follow by themselves. */
  more: boolean;
  /** Who took over; null where it was left to the units. */
  to: string | null;
  /** The posts that the successor has from now on too, in words. */
  posts: string[];
  /** The units where nobody is left, in words. */
  unattended: string[];
}

/**
 * What posts that end leave behind goes to the successor, or to the units: matters in hand, and with a successor the posts
 * in which nobody else is left. One batch takes a hundred matters; `restOf` has more follow.
 */
export function handed(
  given: Given,
  leaving: Leaving,
  ending: readonly Post[],
): { rows: RowChange[]; told: Handed } {
  const { account, successor, left, inHand, more } = leaving;
  const vacated = ending.filter((post) => isVacated(post, left));
  const taken = successor ? vacated.filter((post) => !holds(successor.posts, post)) : [];
  if (successor) mustBeAble(successor, [...successor.posts, ...taken], inHand);
  const empty = new Set(successor ? [] : vacated.map(({ scopeId }) => scopeId));
  const unattended = successor ? [] : vacated.map(({ scopeName }) => scopeName ?? "");
  return {
    told: {
      matters: inHand.length,
      more,
      to: successor?.name ?? null,
      posts: taken.map(postWords),
      unattended: [...new Set(unattended)],
    },
    rows: [
      ...(successor ? [taken.length > 0 ? changed(successor) : assertRevision(accounts, successor)] : []),
      ...taken.flatMap((post) =>
        successor ? came(givenTo(given, successor.id, post), successor, post.path) : [],
      ),
      ...inHand.flatMap((matter) =>
        handOver(given, matter, { from: account, to: successor ?? null, unattended: isIn(empty, matter) }),
      ),
    ],
  };
}

/** Whoever changes an account's posts at the same time decides anew. */
export const changed = (account: Leaving["account"]): RowChange => update(accounts, account, {});

/** What one batch doesn't take follows the same way, a hundred at a time. */
export const restOf = (given: Given, { account, successor, more }: Leaving): RowChange[] =>
  more
    ? [
        send(given, "handOver", `${account.id} ${given.newId()}`, {
          from: account.id,
          to: successor?.id ?? null,
          by: given.actor.name,
        }),
      ]
    : [];

/** What the log keeps of it. */
export const logged = ({ matters, more, to }: Handed) => ({ handed: matters, more, successor: to });

const holds = (posts: readonly Post[], { role, scopeId }: Post): boolean =>
  posts.some((held) => held.role === role && held.scopeId === scopeId);

const isIn = (scopes: ReadonlySet<string | null>, { levelPath }: InHand): boolean =>
  scopes.has(scopesOfPath(levelPath).at(-1) ?? null);

/** For a decision: somebody holds a post from now on, and is listed in it. */
export const came = (
  row: ReturnType<typeof givenTo>,
  holder: Pick<typeof accounts.$inferSelect, "name" | "username">,
  path: string | null,
): RowChange[] => [insert(grants, row), ...(path === null ? [] : list(listingOf(row, holder, path)))];

/** For a decision: somebody holds a post no more. Whoever ended it meanwhile has been faster. */
export const went = ({ id }: Pick<Post, "id">, revokedAt: string): RowChange[] => [
  updateExactlyOne(grants, and(eq(grants.id, id), isNull(grants.revokedAt)), { revokedAt }),
  ...unlist(id),
];

/** A post as somebody else holds it from now on. */
export const givenTo = (
  { newId, now }: Given,
  accountId: string,
  post: Pick<Post, "role" | "scopeKind" | "scopeId" | "scopeName">,
) => ({
  role: post.role,
  scopeKind: post.scopeKind,
  scopeId: post.scopeId,
  scopeName: post.scopeName,
  id: newId(),
  accountId,
  grantedAt: now,
});

function mustBeAble(successor: { name: string }, posts: readonly Post[], inHand: readonly InHand[]): void {
  const beyond = inHand.filter((matter) => !deals(posts, matter));
  const [first] = beyond;
  if (!first) return;
  const message = `${first.unit}的事项 ${first.number} 等 ${beyond.length} 件不在${successor.name}的负责范围内，请换一人，或先给${successor.name}增加角色`;
  throw new Invalid([{ path: "successorId", message }]);
}

/** Whoever takes posts away still holds the one that lets them: of two admins who end each other's one is left. */
export const mustStillManage = ({ actor }: Pick<Given, "actor">): RowChange =>
  assert(sql`exists (select 1 from ${grants} g join ${accounts} a on a.id = g.account_id and a.disabled_at is null
    where g.account_id = ${actor.accountId} and g.role = 'county_admin' and g.revoked_at is null)`);
