import { Hono } from "hono";
import type { Failed } from "../../../views/components/submit.ts";
import { MatterView, type Revealed } from "../../../views/matters/detail.tsx";
import { MattersPage } from "../../../views/matters/list.tsx";
import type { MatterForm } from "../../../views/matters/moves.tsx";
import { acceptMatter, declineMatter, resolveMatter } from "../../domain/matters/handle.ts";
import { type MatterPage, matterPage, mattersPage, revealReporter } from "../../domain/matters/read.ts";
import type { AppEnv, C } from "../../http/app-env.ts";
import { attempting } from "../../http/form.ts";
import { allow } from "../../http/session.ts";
import { frameOf } from "../frame.ts";
import { newKey, seeOther, show } from "../show.ts";

/** Matters as caseworkers handle them. */
export const matterPages = new Hono<AppEnv>();

matterPages.get("/matters", allow("matter.view"), async (c) => {
  const done = c.req.query("done") === "1";
  const page = await mattersPage(c.var.ctx, { active: !done, before: c.req.query("before") ?? null });
  return show(c, <MattersPage frame={frameOf(c, "事项")} now={c.var.now} done={done} page={page} />);
});

matterPages.get("/matters/:matterId", allow("matter.view"), (c) => detailPage(c));

const moves = [
  ["acceptance", acceptMatter, "已受理，由您经办"],
  ["outcome", resolveMatter, "办理结果已提交，等待居民评价"],
  ["refusal", declineMatter, "已回复居民不予受理"],
] as const;

for (const [form, move, said] of moves) {
  matterPages.post(`/matters/:matterId/${form}`, allow(move.action), async (c) => {
    const matterId = c.req.param("matterId") ?? "";
    const outcome = await attempting<unknown>(c, ({ values }) => move(c.var.ctx, { ...values, matterId }));
    if ("done" in outcome) return seeOther(c, `/matters/${matterId}`, said);
    return detailPage(c, { failed: { form, attempt: outcome.refused } }, outcome.refused.status);
  });
}

matterPages.post("/matters/:matterId/reporter", allow("matter.revealReporter"), async (c) => {
  const { page, reporter } = await revealReporter(c.var.ctx, c.req.param("matterId"));
  return matterView(c, page, { revealed: reporter });
});

interface Shown {
  failed?: Failed<MatterForm>;
  revealed?: Revealed;
}

async function detailPage(c: C, shown: Shown = {}, status: 200 | 409 | 422 = 200) {
  return matterView(c, await matterPage(c.var.ctx, c.req.param("matterId") ?? ""), shown, status);
}

function matterView(c: C, page: MatterPage, shown: Shown, status: 200 | 409 | 422 = 200) {
  const frame = frameOf(c, page.category);
  return show(
    c,
    <MatterView frame={frame} now={c.var.now} page={page} {...shown} idempotencyKey={newKey()} />,
    status,
  );
}
