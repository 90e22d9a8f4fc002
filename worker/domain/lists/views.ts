import { and, eq, inArray, or } from "drizzle-orm";
import * as z from "zod";
import type { Builder } from "../../../db/client.ts";
import { viewedNouns } from "../../../db/tenant/schema/listed.ts";
import { savedViews } from "../../../db/tenant/schema/work.ts";
import { logAskedOf } from "../audit/asked.ts";
import { Conflict, NotFound } from "../errors.ts";
import { insert, statement } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import type { Context } from "../kernel/context.ts";
import { id, line, optional, yesOrNo } from "../kernel/input.ts";
import type { Noun } from "../kernel/record.ts";
import { right } from "../kernel/rights.ts";
import { askedOf } from "./asked.ts";
import { addressOf, listPaths } from "./words.ts";

/** A list as somebody keeps it. */
export const savedView = {
  noun: "view",
  called: "常用视图",
  rights: {
    keep: right("view.keep", "保存常用视图", "signedIn"),
    drop: right("view.drop", "删除常用视图", "signedIn"),
  },
} as const satisfies Noun;

/** How many views one person may keep. */
const most = 50;

const own = (orm: Builder, accountId: string | null) =>
  orm
    .select({ id: savedViews.id })
    .from(savedViews)
    .where(eq(savedViews.accountId, accountId ?? ""))
    .limit(most);

/** Keeps a list as it was asked for, by a name; `shared`: for everybody who has one of the person's roles. */
export const keepView = command({
  right: savedView.rights.keep,
  input: z.strictObject({
    noun: z.enum(viewedNouns, "没有这种列表，请从列表页保存视图"),
    name: line("视图名称", 20),
    query: z.string("筛选条件有误，请从列表页保存视图").max(1000, "筛选条件太长，请减少一些"),
    shared: optional(yesOrNo("请选择是否共用")),
  }),
  load: (orm, _input, { actor }) => ({ own: own(orm, actor.accountId) }),
  state: ({ own }) => own.length,
  scopes: () => [],
  decide: (kept, { noun, name, query, shared }, { newId, now, actor }) => {
    if (!actor.accountId) throw new NotFound("account");
    if (kept >= most) throw new Conflict(`最多保存 ${most} 个常用视图，请先删除不用的`);
    const viewId = newId();
    const words = Object.fromEntries(new URLSearchParams(query));
    const read = noun === "audit" ? logAskedOf(words, now) : askedOf(words);
    const { after: _after, before: _before, ...asked } = read;
    const role = shared ? (actor.grants[0]?.role ?? null) : null;
    const address = addressOf(asked);
    return {
      result: { id: viewId, path: address ? `${listPaths[noun]}?${address}` : listPaths[noun] },
      on: { noun: savedView.noun, id: viewId },
      detail: { list: noun, name, ...(role ? { role } : {}) },
      rows: [
        insert(savedViews, { id: viewId, noun, name, query: address, accountId: actor.accountId, role }),
      ],
    };
  },
});

/** Takes back a view that one keeps oneself. */
export const dropView = command({
  right: savedView.rights.drop,
  input: z.strictObject({ viewId: id("视图") }),
  load: (orm, { viewId }, { actor }) => ({
    view: orm
      .select()
      .from(savedViews)
      .where(and(eq(savedViews.id, viewId), eq(savedViews.accountId, actor.accountId ?? ""))),
  }),
  state: ({ view: [view] }) => {
    if (!view) throw new NotFound("view");
    return view;
  },
  scopes: () => [],
  decide: (view) => ({
    result: { id: view.id, path: listPaths[view.noun] },
    on: { noun: savedView.noun, id: view.id },
    detail: { name: view.name },
    rows: [statement((orm) => orm.delete(savedViews).where(eq(savedViews.id, view.id)))],
  }),
});

/** For a read batch: the views of a list that a person kept, and those shared with their roles. */
export const viewsOf = ({ db: { orm }, actor }: Context, noun: (typeof viewedNouns)[number]) =>
  orm
    .select({
      id: savedViews.id,
      name: savedViews.name,
      query: savedViews.query,
      accountId: savedViews.accountId,
      role: savedViews.role,
    })
    .from(savedViews)
    .where(
      and(
        or(
          eq(savedViews.accountId, actor.accountId ?? ""),
          inArray(savedViews.role, ["", ...actor.grants.map(({ role }) => role)]),
        ),
        eq(savedViews.noun, noun),
      ),
    )
    .orderBy(savedViews.name)
    .limit(most);

export type SavedView = ReturnType<typeof viewsOf>["_"]["result"][number];
