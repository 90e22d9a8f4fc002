import { Hono } from "hono";
import type { Failed } from "../../../views/components/submit.ts";
import { MatterView, type Revealed } from "../../../views/matters/detail.tsx";
import { MattersPage } from "../../../views/matters/list.tsx";
import { verdict } from "../../domain/kernel/rights.ts";
import { askedOf } from "../../domain/lists/asked.ts";
import { acceptMatter } from "../../domain/matters/accept.ts";
import { matter, scopesOfMatter } from "../../domain/matters/matter.ts";
import { caseworkerMoves } from "../../domain/matters/moves.ts";
import { type MatterPage, matterPage, mattersCalled, mattersPage } from "../../domain/matters/read.ts";
import { revealReporter } from "../../domain/matters/reveal.ts";
import { matterClosures, matterStates } from "../../domain/matters/states.ts";
import { photoForStaff } from "../../domain/photos/of-matter.ts";
import type { AppEnv, C } from "../../http/app-env.ts";
import { newKey } from "../../http/own-form.ts";
import { photoAnswer } from "../../http/photo.ts";
import { allow } from "../../http/session.ts";
import { postBatch } from "../batch.tsx";
import { frameOf } from "../frame.ts";
import { postMoves } from "../moves.ts";
import { beforeIn } from "../past.ts";
import { getSheets, momentIn } from "../sheet.ts";
import { show } from "../show.ts";

/** Matters as caseworkers handle them. */
export const matterPages = new Hono<AppEnv>();

matterPages.get("/matters", allow(matter.rights.list), async (c) => {
  const page = await mattersPage(c.var.ctx, askedOf(c.req.query()));
  const { actor } = c.var.ctx;
  // A button that fits none of the rows promises what it can't do: of what was passed up they only see what becomes of it.
  const mayAccept = page.matters.some(
    (row) =>
      acceptMatter.from.includes(row.state) &&
      verdict(actor, acceptMatter.right, scopesOfMatter(row)) === "allowed",
  );
  return show(
    c,
    <MattersPage
      frame={frameOf(c, "事项")}
      now={c.var.now}
      page={page}
      accountId={actor.accountId}
      mayAct={mayAccept}
      idempotencyKey={newKey(c)}
    />,
  );
});

postBatch(matterPages, {
  path: "/matters/acceptances",
  title: "受理所选事项",
  move: acceptMatter,
  named: mattersCalled,
});

/** Nobody's contact data: that is shown one by one, each time on record. */
getSheets(matterPages, {
  path: "/matters",
  right: matter.rights.list,
  name: "事项",
  read: async (ctx, asked) => {
    const { matters: rows, next } = await mattersPage(ctx, asked);
    return { rows, next };
  },
  columns: [
    { header: "编号", width: 14, value: ({ number }) => number },
    { header: "类别", width: 24, value: ({ category }) => category },
    { header: "情况", width: 60, value: ({ body }) => body },
    { header: "具体位置", width: 24, value: ({ place }) => place },
    { header: "所在", width: 16, value: ({ unit }) => unit },
    { header: "来源", width: 12, value: ({ sourceName }) => sourceName },
    { header: "来件编号", width: 18, value: ({ externalNumber }) => externalNumber ?? "" },
    { header: "经办", width: 16, value: ({ handlerName }) => handlerName ?? "" },
    {
      header: "状态",
      width: 16,
      value: ({ state, closure }) => (closure ? matterClosures[closure] : matterStates[state]),
    },
    { header: "上报时间", width: 18, value: ({ reportedAt }) => momentIn(reportedAt) },
    { header: "受理期限", width: 18, value: ({ acceptBy }) => momentIn(acceptBy) },
    { header: "办理期限", width: 18, value: ({ dueAt }) => momentIn(dueAt) },
    { header: "是否剔除", width: 10, value: ({ isExcluded }) => (isExcluded ? "已剔除" : "") },
  ],
});

matterPages.get("/matters/:matterId", allow(matter.rights.view), (c) => detailPage(c));

matterPages.get("/matters/:matterId/photos/:photoId", allow(matter.rights.view), async (c) => {
  const { matterId, photoId } = c.req.param();
  return photoAnswer(c, await photoForStaff(c.var.ctx, matterId, photoId));
});

postMoves(matterPages, caseworkerMoves, (c, failed, status) => detailPage(c, { failed }, status));

matterPages.post("/matters/:matterId/reporter", allow(revealReporter.right), async (c) => {
  const { page, reporter } = await revealReporter(c.var.ctx, { matterId: c.req.param("matterId") });
  return matterView(c, page, { revealed: reporter });
});

interface Shown {
  failed?: Failed<string>;
  revealed?: Revealed;
}

async function detailPage(c: C, shown: Shown = {}, status: 200 | 409 | 422 = 200) {
  return matterView(
    c,
    await matterPage(c.var.ctx, c.req.param("matterId") ?? "", beforeIn(c)),
    shown,
    status,
  );
}

function matterView(c: C, page: MatterPage, shown: Shown, status: 200 | 409 | 422 = 200) {
  const frame = frameOf(c, page.category);
  return show(
    c,
    <MatterView frame={frame} now={c.var.now} page={page} {...shown} idempotencyKey={newKey(c)} />,
    status,
  );
}
