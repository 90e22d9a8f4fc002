import { Hono } from "hono";
import type { Failed } from "../../../views/components/submit.ts";
import { MatterView, type Revealed } from "../../../views/matters/detail.tsx";
import { MattersPage } from "../../../views/matters/list.tsx";
import { askedOf } from "../../domain/lists/asked.ts";
import { matter } from "../../domain/matters/matter.ts";
import { caseworkerMoves } from "../../domain/matters/moves.ts";
import { type MatterPage, matterPage, mattersPage } from "../../domain/matters/read.ts";
import { revealReporter } from "../../domain/matters/reveal.ts";
import type { AppEnv, C } from "../../http/app-env.ts";
import { newKey } from "../../http/own-form.ts";
import { allow } from "../../http/session.ts";
import { frameOf } from "../frame.ts";
import { postMoves } from "../moves.ts";
import { show } from "../show.ts";

/** Matters as caseworkers handle them. */
export const matterPages = new Hono<AppEnv>();

matterPages.get("/matters", allow(matter.rights.view), async (c) => {
  const page = await mattersPage(c.var.ctx, askedOf(c.req.query()));
  const { accountId } = c.var.ctx.actor;
  return show(
    c,
    <MattersPage frame={frameOf(c, "事项")} now={c.var.now} page={page} accountId={accountId} />,
  );
});

matterPages.get("/matters/:matterId", allow(matter.rights.view), (c) => detailPage(c));

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
  return matterView(c, await matterPage(c.var.ctx, c.req.param("matterId") ?? ""), shown, status);
}

function matterView(c: C, page: MatterPage, shown: Shown, status: 200 | 409 | 422 = 200) {
  const frame = frameOf(c, page.category);
  return show(
    c,
    <MatterView frame={frame} now={c.var.now} page={page} {...shown} idempotencyKey={newKey(c)} />,
    status,
  );
}
