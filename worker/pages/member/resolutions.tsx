import { Hono } from "hono";
import type { Failed } from "../../../views/components/submit.ts";
import { ResolutionView } from "../../../views/resolutions/detail.tsx";
import { EditResolutionPage } from "../../../views/resolutions/edit.tsx";
import { meeting } from "../../domain/meetings/meeting.ts";
import { editResolution } from "../../domain/resolutions/edit.ts";
import { resolutionMoves } from "../../domain/resolutions/moves.ts";
import { resolutionPage } from "../../domain/resolutions/read.ts";
import type { AppEnv, C } from "../../http/app-env.ts";
import { attempting, type Refused } from "../../http/form.ts";
import { newKey } from "../../http/own-form.ts";
import { allow } from "../../http/session.ts";
import { frameOf } from "../frame.ts";
import { postMoves } from "../moves.ts";
import { seeOther, show } from "../show.ts";

/** What meetings decided, and how it is carried out. */
export const resolutionPages = new Hono<AppEnv>();

resolutionPages.get("/resolutions/:resolutionId", allow(meeting.rights.view), (c) => detailPage(c));

postMoves(resolutionPages, resolutionMoves, detailPage);

async function detailPage(c: C, failed?: Failed<string>, status: 200 | 409 | 422 = 200) {
  const page = await resolutionPage(c.var.ctx, c.req.param("resolutionId") ?? "");
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
  const outcome = await attempting(c, ({ values }) => editResolution(c.var.ctx, { ...values, resolutionId }));
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
