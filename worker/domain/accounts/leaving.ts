import { and, eq, getTableColumns, inArray, isNull, ne, notInArray, sql } from "drizzle-orm";
import type { Builder, Results } from "../../../db/client.ts";
import { accounts, grants } from "../../../db/kernel/schema.ts";
import { kinds } from "../clocks/registry.ts";
import { Invalid, NotFound } from "../errors.ts";
import { scopesOfPath } from "../kernel/rights.ts";
import { caseworkers, type Role } from "../kernel/roles.ts";
import { type Ending, type InHand, inHandOf, mostHanded } from "../matters/handed-over.ts";
import { pathOf } from "./listing.ts";

/** A post that somebody holds. `path`: of its org unit, or of where its member unit has its seat. */
export type Post = typeof grants.$inferSelect & { readonly path: string | null };

/** For a read batch: the posts that somebody holds. */
export const heldBy = (orm: Builder, accountId: string) =>
  orm
    .select({ ...getTableColumns(grants), path: sql<string | null>`${pathOf(grants.scopeId)}` })
    .from(grants)
    .where(and(eq(grants.accountId, accountId), isNull(grants.revokedAt)));

/** For a read batch: the roles that are still held, by anybody, where somebody's posts end. */
export const leftBehind = (orm: Builder, accountId: string, ending: Ending) => {
  const scopes = orm
    .select({ scopeId: grants.scopeId })
    .from(grants)
    .where(ending === "all" ? eq(grants.accountId, accountId) : inArray(grants.id, [...ending, ""]));
  return orm
    .selectDistinct({ scopeId: grants.scopeId, role: grants.role })
    .from(grants)
    .innerJoin(accounts, and(eq(accounts.id, grants.accountId), isNull(accounts.disabledAt)))
    .where(
      and(
        inArray(grants.scopeId, scopes),
        isNull(grants.revokedAt),
        ending === "all" ? ne(grants.accountId, accountId) : notInArray(grants.id, [...ending, ""]),
      ),
    );
};

/** For a read batch: somebody who is about to lose posts, what they have in hand, and who is to take over, if anybody. */
export const leavingOf = (
  orm: Builder,
  { accountId, successorId = "" }: { accountId: string; successorId?: string | undefined },
  ending: Ending,
) => ({
  account: orm.select().from(accounts).where(eq(accounts.id, accountId)),
  posts: heldBy(orm, accountId),
  left: leftBehind(orm, accountId, ending),
  inHand: inHandOf(orm, accountId, ending),
  successor: orm
    .select()
    .from(accounts)
    .where(and(eq(accounts.id, successorId), isNull(accounts.disabledAt))),
  successorPosts: heldBy(orm, successorId),
});

export type Left = Results<ReturnType<typeof leavingOf>>["left"];

export interface Leaving {
  readonly posts: readonly Post[];
  readonly left: Left;
  /** As many as one batch takes. */
  readonly inHand: readonly InHand[];
  readonly more: boolean;
  readonly account: typeof accounts.$inferSelect;
  /** Undefined where what is left is left to the units. */
  readonly successor: (typeof accounts.$inferSelect & { posts: readonly Post[] }) | undefined;
}

/** @throws NotFound where there is no such account, Invalid where whoever is to take over can't. */
export function leavingFrom(
  {
    account: [account],
    successor: [found],
    successorPosts,
    inHand,
    ...read
  }: Results<ReturnType<typeof leavingOf>>,
  { successorId }: { successorId?: string | undefined },
): Leaving {
  if (!account) throw new NotFound("account");
  if (successorId !== undefined && (!found || found.id === account.id)) {
    throw new Invalid([{ path: "successorId", message: "请另选一位在用的人员接手" }]);
  }
  const successor = found && { ...found, posts: successorPosts };
  const more = inHand.length > mostHanded;
  return { ...read, account, successor, inHand: inHand.slice(0, mostHanded), more };
}

/** Whether with a post the last leaves who could do some of what it is there for. */
export const isVacated = ({ scopeId, role }: Pick<Post, "scopeId" | "role">, left: Left): boolean =>
  kinds.some(
    ({ keepers }) =>
      keepers.includes(role as Role) &&
      !left.some((other) => other.scopeId === scopeId && keepers.includes(other.role as Role)),
  );

/** Whether posts let somebody deal with a matter. */
export const deals = (
  posts: readonly Pick<Post, "role" | "scopeId">[],
  { levelPath }: Pick<InHand, "levelPath">,
): boolean =>
  posts.some(
    ({ role, scopeId }) =>
      (caseworkers as readonly string[]).includes(role) && scopesOfPath(levelPath).includes(scopeId ?? ""),
  );
