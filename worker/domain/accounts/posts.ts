import { eq } from "drizzle-orm";
import * as z from "zod";
import { accounts } from "../../../db/kernel/schema.ts";
import { Conflict, Invalid, NotFound } from "../errors.ts";
import { command } from "../kernel/command.ts";
import type { Actor } from "../kernel/context.ts";
import { id, optional } from "../kernel/input.ts";
import { scopesOfPath } from "../kernel/rights.ts";
import { stayOpen } from "../org/left.ts";
import { theRoot } from "../org/root.ts";
import { account as accountNoun, refOf } from "./account.ts";
import { postEnded, postGiven, postMoved } from "./account-events.ts";
import { came, changed, givenTo, handed, logged, mustStillManage, restOf, went } from "./handed.ts";
import { deals, heldBy, type Leaving, leavingFrom, leavingOf, type Post } from "./leaving.ts";
import { endAbandoned } from "./link-ends.ts";
import { mustFit, postFields, postWords, type Scope, scopeCalled, scopeFrom } from "./post.ts";

const person = { accountId: id("人员") };
const post = { ...person, postId: id("角色") };
const successor = { successorId: optional(id("接手的人")) };

/** Gives somebody another role, in some scope. */
export const givePost = command({
  right: accountNoun.rights.givePost,
  input: z.strictObject({ ...person, ...postFields }),
  operation: { resource: "/people/{accountId}/posts", summary: "增加角色", creates: "/people/{accountId}" },
  events: { postGiven },
  load: (orm, { accountId, scope }, { now }) => ({
    account: orm.select().from(accounts).where(eq(accounts.id, accountId)),
    posts: heldBy(orm, accountId),
    ...scopeCalled(orm, scope, now),
  }),
  state: ({ account: [account], posts, ...read }) => {
    if (!account) throw new NotFound("account");
    return { account, posts, scope: scopeFrom(read) };
  },
  scopes: ({ scope }) => scopesOfPath(scope.path),
  decide: ({ account, posts, scope }, { role }, given) => {
    if (account.disabledAt) throw new Conflict("这个账号已经停用，不能再增加角色");
    const row = givenTo(given, account.id, newPost(posts, scope, role));
    const words = postWords(row);
    return {
      result: { id: row.id, accountId: account.id },
      on: refOf(account.id),
      detail: { post: words },
      says: { postGiven: { post: words } },
      rows: [stayOpen(scope.id), changed(account), ...came(row, account, scope.path)],
    };
  },
});

/** Ends one of somebody's roles; what they had in hand by it goes to a successor, or stays with the unit. */
export const endPost = command({
  right: accountNoun.rights.endPost,
  input: z.strictObject({ ...post, ...successor }),
  operation: { resource: "/people/{accountId}/posts/{postId}/closure", summary: "结束角色" },
  events: { postEnded },
  load: (orm, input) => ({
    ...leavingOf(orm, input, [input.postId]),
    root: theRoot(orm),
  }),
  state: ({ root, ...read }, input) => ({
    ...leavingFrom(read, input),
    path: root[0]?.path ?? "",
  }),
  scopes: ({ path }) => scopesOfPath(path),
  decide: (state, { postId }, given) => {
    const ending = endingOf(state, postId, given.actor);
    const { rows, told } = handed(given, state, [ending]);
    const words = postWords(ending);
    return {
      result: { id: state.account.id },
      on: refOf(state.account.id),
      detail: { post: words, ...logged(told) },
      says: { postEnded: { post: words, handed: told } },
      rows: [
        mustStillManage(given),
        changed(state.account),
        ...went(ending, given.now),
        endAbandoned(state.account.id, given.now),
        ...rows,
        ...restOf(given, state),
      ],
    };
  },
});

/** Ends one of somebody's roles and gives them another in its place. */
export const movePost = command({
  right: accountNoun.rights.movePost,
  input: z.strictObject({ ...post, ...postFields, ...successor }),
  operation: { resource: "/people/{accountId}/posts/{postId}/change", summary: "变更角色" },
  events: { postMoved },
  load: (orm, input, { now }) => ({
    ...leavingOf(orm, input, [input.postId]),
    ...scopeCalled(orm, input.scope, now),
    root: theRoot(orm),
  }),
  state: ({ rules, org, unit, root, ...read }, input) => ({
    ...leavingFrom(read, input),
    scope: scopeFrom({ rules, org, unit }),
    path: root[0]?.path ?? "",
  }),
  // It ends a role, wherever that is held, and gives one within the whole.
  scopes: ({ path }) => scopesOfPath(path),
  decide: (state, { postId, role }, given) => {
    const { account, posts, scope } = state;
    const ending = endingOf(state, postId, given.actor);
    const row = givenTo(given, account.id, newPost(posts, scope, role));
    const left = [...state.left, { scopeId: row.scopeId, role }];
    const inHand = state.inHand.filter((matter) => !deals([row], matter));
    const { rows, told } = handed(given, { ...state, left, inHand }, [ending]);
    const words = { from: postWords(ending), to: postWords(row) };
    return {
      result: { id: account.id },
      on: refOf(account.id),
      detail: { ...words, ...logged(told) },
      says: { postMoved: { ...words, handed: told } },
      rows: [
        mustStillManage(given),
        stayOpen(scope.id),
        changed(account),
        ...went(ending, given.now),
        ...came(row, account, scope.path),
        endAbandoned(account.id, given.now),
        ...rows,
        ...restOf(given, state),
      ],
    };
  },
});

/** @throws Invalid where nobody can hold it, or this account does already. */
function newPost(posts: readonly Post[], scope: Scope, role: z.output<typeof postFields.role>) {
  mustFit(scope, role);
  if (posts.some((held) => held.role === role && held.scopeId === scope.id)) {
    throw new Invalid([{ path: "scope", message: "此人在这里已经是这个角色" }]);
  }
  return { role, scopeKind: scope.kind, scopeId: scope.id, scopeName: scope.name };
}

/** @throws NotFound where they hold no such post, Conflict where it is one's own. */
function endingOf({ account, posts }: Leaving, postId: string, actor: Actor): Post {
  const found = posts.find(({ id }) => id === postId);
  if (!found) throw new NotFound("post");
  if (account.id === actor.accountId) throw new Conflict("不能结束自己的角色，请由另一位管理员操作");
  return found;
}
