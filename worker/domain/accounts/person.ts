import { and, count, eq, max } from "drizzle-orm";
import { accounts, grants, sessions } from "../../../db/kernel/schema.ts";
import type { Instant } from "../../time/instants.ts";
import { saidOf } from "../clocks/registry.ts";
import { NotFound } from "../errors.ts";
import type { Context } from "../kernel/context.ts";
import { eventsOf, kindsOf, type Line, type Past, pastOf, toldToStaff } from "../kernel/happenings.ts";
import { authorise, scopesOfPath, verdict } from "../kernel/rights.ts";
import { type InHand, inHandOf, mostHanded } from "../matters/handed-over.ts";
import { theRoot } from "../org/root.ts";
import { account as noun } from "./account.ts";
import { disableAccount } from "./disable.ts";
import { invitationsTo, standingOf } from "./invitations.ts";
import { isVacated, leftBehind } from "./leaving.ts";
import { postWords } from "./post.ts";
import { endPost, givePost, movePost } from "./posts.ts";
import { renamePerson } from "./rename.ts";
import { reopenAccount } from "./reopen.ts";
import { stillOpen } from "./sessions.ts";
import { mostSole, type Sole, soleOf } from "./sole.ts";
import { successorsIn, successorsOf } from "./successors.ts";

/** Every kind of event that a person's history can hold. */
const accountEvents = kindsOf([disableAccount, reopenAccount, renamePerson, givePost, endPost, movePost]);

/** For a read batch: whose page it is. */
export const whose = ({ db: { orm } }: Context, accountId: string) => ({
  root: theRoot(orm),
  account: orm
    .select({
      id: accounts.id,
      name: accounts.name,
      username: accounts.username,
      createdAt: accounts.createdAt,
      disabledAt: accounts.disabledAt,
      revision: accounts.revision,
    })
    .from(accounts)
    .where(eq(accounts.id, accountId)),
  successors: successorsOf(orm, accountId),
});

interface Whose {
  root: { path: string }[];
  account: Pick<
    typeof accounts.$inferSelect,
    "id" | "name" | "username" | "createdAt" | "disabledAt" | "revision"
  >[];
}

export function found({ actor }: Context, { root, account: [account] }: Whose) {
  const scopes = scopesOfPath(root[0]?.path ?? "");
  authorise(actor, noun.rights.view, scopes);
  if (!account) throw new NotFound("account");
  return { ...account, mayManage: verdict(actor, noun.rights.disable, scopes) === "allowed" };
}

/** For a read batch: all that a person's page shows. */
function wholePerson(ctx: Context, accountId: string, before?: string) {
  const { orm } = ctx.db;
  return {
    ...whose(ctx, accountId),
    posts: orm.select().from(grants).where(eq(grants.accountId, accountId)).orderBy(grants.grantedAt),
    inHand: inHandOf(orm, accountId, "all"),
    sole: soleOf(orm, accountId),
    left: leftBehind(orm, accountId, "all"),
    links: invitationsTo(orm, accountId),
    open: orm
      .select({ many: count(), usedAt: max(sessions.usedAt) })
      .from(sessions)
      .where(and(eq(sessions.accountId, accountId), stillOpen(ctx.realm))),
    events: eventsOf(orm, noun.noun, accountId, before),
  };
}

/** Somebody who works in the county: their posts, the work that hangs on them, links, sessions and history. */
export async function personPage(ctx: Context, accountId: string, before?: string) {
  const read = await ctx.db.read(wholePerson(ctx, accountId, before));
  const person = found(ctx, read);
  const posts = read.posts.filter(({ revokedAt }) => revokedAt === null);
  return {
    ...person,
    isSelf: accountId === ctx.actor.accountId,
    posts: posts.map((post) => ({ ...post, words: postWords(post) })),
    ...workOf(read.inHand, read.sole),
    vacated: posts.filter((post) => isVacated(post, read.left)).map(postWords),
    ...successorsIn(read.successors),
    links: read.links.map((row) => ({ ...row, standing: standingOf(row, ctx.now) })),
    sessions: read.open[0] ?? { many: 0, usedAt: null },
    ...sinceBeginning(
      pastOf(read.events, before, (shown) => toldToStaff(accountEvents, shown, ctx.now)),
      () => beginning(person, read.posts),
    ),
  };
}

export type PersonPage = Awaited<ReturnType<typeof personPage>>;

/** What hangs on somebody: matters in their hands, and what of their units nobody else can do. */
export function workOf(inHand: readonly InHand[], sole: readonly Sole[]) {
  const own = new Set(inHand.map(({ id }) => id));
  // Where two clocks run on a record, the one that runs out first.
  const first = new Map([...sole].reverse().map((clock) => [`${clock.noun} ${clock.record}`, clock]));
  const alone = sole.filter(
    (clock) => first.get(`${clock.noun} ${clock.record}`) === clock && !own.has(clock.record),
  );
  return {
    inHand: inHand.slice(0, mostHanded),
    moreInHand: inHand.length > mostHanded,
    sole: alone
      .slice(0, mostSole)
      .map(({ inputs, ...clock }) => ({ ...clock, todo: saidOf({ ...clock, inputs }).todo ?? "" })),
    moreSole: sole.length > mostSole,
  };
}

/** The last of all pages ends with how it began. */
const sinceBeginning = <P extends Past>(past: P, beginning: () => Line[]): P =>
  past.earlier === null ? { ...past, timeline: [...past.timeline, ...beginning()] } : past;

/** How somebody came: with the posts they had then. */
function beginning(
  { createdAt }: { createdAt: string },
  posts: readonly (typeof grants.$inferSelect)[],
): Line[] {
  const first = posts.filter(({ grantedAt }) => grantedAt <= createdAt).map(postWords);
  const note = first.length > 0 ? first.join("、") : undefined;
  return [{ title: "加入", note, at: createdAt as Instant }];
}
