import { Hono } from "hono";
import type { Failed } from "../../../views/components/submit.ts";
import { ResolutionView } from "../../../views/resolutions/detail.tsx";
import { EditResolutionPage } from "../../../views/resolutions/edit.tsx";
import { ResolutionsPage } from "../../../views/resolutions/list.tsx";
import { mayEver } from "../../domain/kernel/rights.ts";
import { askedOf } from "../../domain/lists/asked.ts";
import { meeting } from "../../domain/meetings/meeting.ts";
import { approveResolution } from "../../domain/resolutions/approve.ts";
import { editResolution } from "../../domain/resolutions/edit.ts";
import { resolutionsCalled, resolutionsPage } from "../../domain/resolutions/list.ts";
import { resolutionMoves } from "../../domain/resolutions/moves.ts";
import { resolutionPage } from "../../domain/resolutions/read.ts";
import { resolutionFrom, resolutionStates } from "../../domain/resolutions/states.ts";
import type { AppEnv, C } from "../../http/app-env.ts";
import { attempting, type Refused } from "../../http/form.ts";
import { newKey } from "../../http/own-form.ts";
import { allow } from "../../http/session.ts";
import { postBatch } from "../batch.tsx";
import { frameOf } from "../frame.ts";
import { postMoves } from "../moves.ts";
import { beforeIn } from "../past.ts";
import { getSheets, momentIn } from "../sheet.ts";
import { seeOther, show } from "../show.ts";

/** What meetings decided, and how it is carried out. */
export const resolutionPages = new Hono<AppEnv>();

resolutionPages.get("/resolutions", allow(meeting.rights.view), async (c) => {
  const page = await resolutionsPage(c.var.ctx, askedOf(c.req.query()));
  const { accountId, grants } = c.var.ctx.actor;
  const mayAct = mayEver(grants, approveResolution.right);
  const props = { frame: frameOf(c, "决议督办"), now: c.var.now, page };
  return show(
    c,
    <ResolutionsPage {...props} accountId={accountId} mayAct={mayAct} idempotencyKey={newKey(c)} />,
  );
});

postBatch(resolutionPages, {
  path: "/resolutions/approvals",
  title: "验收所选任务",
  move: approveResolution,
  named: resolutionsCalled,
});

getSheets(resolutionPages, {
  path: "/resolutions",
  right: meeting.rights.view,
  name: "决议督办",
  read: async (ctx, asked) => {
    const { resolutions: rows, next } = await resolutionsPage(ctx, asked);
    return { rows, next };
  },
  columns: [
    { header: "会议", width: 24, value: ({ meeting }) => meeting.title },
    { header: "决议号", width: 8, value: ({ number }) => number },
    { header: "内容", width: 60, value: ({ body }) => body },
    { header: "主办单位", width: 20, value: ({ leadName }) => leadName ?? "" },
    { header: "状态", width: 10, value: ({ state }) => resolutionStates[state] },
    { header: "期限", width: 18, value: ({ dueAt }) => momentIn(dueAt) },
    { header: "记录时间", width: 18, value: ({ loggedAt }) => momentIn(loggedAt) },
  ],
});

resolutionPages.get("/resolutions/:resolutionId", allow(meeting.rights.view), (c) => detailPage(c));

postMoves(resolutionPages, resolutionMoves, detailPage);

async function detailPage(c: C, failed?: Failed<string>, status: 200 | 409 | 422 = 200) {
  const page = await resolutionPage(c.var.ctx, c.req.param("resolutionId") ?? "", beforeIn(c));
  const props = {
    frame: frameOf(c, `第 ${page.number} 号决议`),
    now: c.var.now,
    page,
    failed,
    idempotencyKey: newKey(c),
  };
  return show(c, <ResolutionView {...props} />, status);
}

resolutionPages.get("/resolutions/:resolutionId/edit", allow(editResolution.right), (c) => editPage(c));

resolutionPages.post("/resolutions/:resolutionId", allow(editResolution.right), async (c) => {
  const resolutionId = c.req.param("resolutionId");
  const outcome = await attempting(c, ({ values }) =>
    editResolution(c.var.ctx, { ...resolutionFrom(values), resolutionId }),
  );
  if ("done" in outcome) return seeOther(c, `/resolutions/${resolutionId}`, "修改已保存");
  return editPage(c, outcome.refused, outcome.refused.status);
});

async function editPage(c: C, refused?: Refused, status: 200 | 409 | 422 = 200) {
  const page = await resolutionPage(c.var.ctx, c.req.param("resolutionId") ?? "");
  const conflict = refused?.conflict?.current;
  const idempotencyKey = newKey(c);
  const props = {
    frame: frameOf(c, "修改决议"),
    now: c.var.now,
    page,
    attempt: refused,
    conflict,
    idempotencyKey,
  };
  return show(c, <EditResolutionPage {...props} />, status);
}
