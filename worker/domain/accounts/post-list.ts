import { eq } from "drizzle-orm";
import { accounts, grants } from "../../../db/kernel/schema.ts";
import type { Context } from "../kernel/context.ts";
import type { Asked, ListOf } from "../lists/asked.ts";
import type { Page } from "../lists/page.ts";
import { readList } from "../lists/read.ts";
import { account } from "./account.ts";

/** Who holds which role where: by name. */
export const postList: ListOf = {
  noun: "post",
  right: account.rights.view,
  placed: false,
  orders: { active: ["first"], ended: ["first"] },
};

/** For a read batch: the rows of one page of a list. */
export const listedPosts = ({ db: { orm } }: Context, { table, record, key, inOrder }: Page) =>
  orm
    .select({
      key,
      postId: grants.id,
      id: accounts.id,
      name: accounts.name,
      username: accounts.username,
      disabledAt: accounts.disabledAt,
      role: grants.role,
      scopeName: grants.scopeName,
    })
    .from(table)
    .innerJoin(grants, eq(grants.id, record))
    .innerJoin(accounts, eq(accounts.id, grants.accountId))
    .orderBy(inOrder);

/** One page of who holds which role. */
export async function postsPage(ctx: Context, asked: Asked) {
  const { rows, page } = await readList(ctx, postList, asked, (page) => ({ rows: listedPosts(ctx, page) }));
  return { ...page, people: rows };
}
