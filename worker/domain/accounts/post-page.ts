import { and, eq, isNull } from "drizzle-orm";
import { grants } from "../../../db/kernel/schema.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { inChineseOrder } from "../../text/order.ts";
import { inForce, rulesAt } from "../county/county.ts";
import { NotFound } from "../errors.ts";
import type { Context } from "../kernel/context.ts";
import { inHandOf } from "../matters/handed-over.ts";
import { openSeats } from "../org/org.ts";
import { openUnits } from "../units/units.ts";
import { isVacated, leftBehind } from "./leaving.ts";
import { found, whose, workOf } from "./person.ts";
import { postWords } from "./post.ts";
import { soleOf } from "./sole.ts";
import { successorsIn } from "./successors.ts";

/** One post of somebody's, with what hangs on it. @throws NotFound where they don't hold it */
export async function postPage(ctx: Context, accountId: string, postId: string) {
  const read = await ctx.db.read({ ...whose(ctx, accountId), ...hanging(ctx, accountId, postId) });
  return { ...found(ctx, read), ...postOf(read) };
}

export type PostPage = Awaited<ReturnType<typeof postPage>>;

/** The same with the scopes to which it could be moved. */
export async function postChangePage(ctx: Context, accountId: string, postId: string) {
  const read = await ctx.db.read({
    ...whose(ctx, accountId),
    ...hanging(ctx, accountId, postId),
    ...places(ctx, ""),
  });
  return { ...found(ctx, read), ...postOf(read), ...placesOf(read) };
}

/** Somebody who is to have another post; `scope`: one that is asked for by id, such as a grid. */
export async function newPostPage(ctx: Context, accountId: string, scope: string | null) {
  const read = await ctx.db.read({ ...whose(ctx, accountId), ...places(ctx, scope ?? "") });
  return { ...found(ctx, read), ...placesOf(read) };
}

/** For a read batch: a post, and what ending it leaves behind. */
const hanging = ({ db: { orm } }: Context, accountId: string, postId: string) => ({
  posts: orm
    .select()
    .from(grants)
    .where(and(eq(grants.accountId, accountId), eq(grants.id, postId), isNull(grants.revokedAt))),
  inHand: inHandOf(orm, accountId, [postId]),
  sole: soleOf(orm, accountId, postId),
  left: leftBehind(orm, accountId, [postId]),
});

type Rows<F extends (...args: never[]) => Record<string, PromiseLike<unknown>>> = {
  [K in keyof ReturnType<F>]: Awaited<ReturnType<F>[K]>;
};

function postOf({
  posts: [post],
  inHand,
  sole,
  left,
  successors,
}: Rows<typeof hanging> & Pick<Rows<typeof whose>, "successors">) {
  if (!post) throw new NotFound("post");
  return {
    post: { ...post, words: postWords(post) },
    ...workOf(inHand, sole),
    vacated: isVacated(post, left) ? [postWords(post)] : [],
    ...successorsIn(successors),
  };
}

/** For a read batch: where posts can be held: the levels down to the community, the member units, one asked for by id. */
const places = ({ db: { orm }, now }: Context, scope: string) => ({
  seats: openSeats(orm, now),
  units: openUnits(orm),
  asked: orm.select().from(orgUnits).where(eq(orgUnits.id, scope)),
  rules: rulesAt(orm, now),
});

const placesOf = ({ seats, units, asked, rules }: Rows<typeof places>) => ({
  seats: [...asked.filter(({ id }) => !seats.some((seat) => seat.id === id)), ...seats],
  units: inChineseOrder(units),
  levels: inForce(rules).rules.organisation.levels,
});
