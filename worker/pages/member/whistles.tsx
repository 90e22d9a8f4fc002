import { Hono } from "hono";
import type { Attempt } from "../../../views/components/attempt.ts";
import type { Failed } from "../../../views/components/submit.ts";
import { BlowWhistlePage } from "../../../views/whistles/blow.tsx";
import { CallView } from "../../../views/whistles/call.tsx";
import { WhistleView } from "../../../views/whistles/detail.tsx";
import { WhistlesPage } from "../../../views/whistles/list.tsx";
import { askedOf } from "../../domain/lists/asked.ts";
import { chooseField, findField } from "../../domain/meetings/states.ts";
import { blowWhistle } from "../../domain/whistles/blow.ts";
import { blowForm } from "../../domain/whistles/form.ts";
import { whistlesPage } from "../../domain/whistles/list.ts";
import { callMoves, whistleMoves } from "../../domain/whistles/moves.ts";
import { whistlePage } from "../../domain/whistles/read.ts";
import { callPage } from "../../domain/whistles/read-call.ts";
import { respondersField, whistleStates } from "../../domain/whistles/states.ts";
import { whistle } from "../../domain/whistles/whistle.ts";
import type { AppEnv, C } from "../../http/app-env.ts";
import { attempting, submitted } from "../../http/form.ts";
import { newKey } from "../../http/own-form.ts";
import { allow } from "../../http/session.ts";
import { chosenMore, withGroup } from "../choosing.ts";
import { frameOf } from "../frame.ts";
import { postMoves } from "../moves.ts";
import { beforeIn } from "../past.ts";
import { getSheets, momentIn } from "../sheet.ts";
import { seeOther, show } from "../show.ts";

/** Whistles, and those they call. */
export const whistlePages = new Hono<AppEnv>();

whistlePages.get("/whistles", allow(whistle.rights.view), async (c) => {
  const page = await whistlesPage(c.var.ctx, askedOf(c.req.query()));
  const { accountId } = c.var.ctx.actor;
  const props = { frame: frameOf(c, "吹哨报到"), now: c.var.now, page, accountId };
  return show(c, <WhistlesPage {...props} idempotencyKey={newKey(c)} />);
});

getSheets(whistlePages, {
  path: "/whistles",
  right: whistle.rights.view,
  name: "吹哨报到",
  read: async (ctx, asked) => {
    const { whistles: rows, next } = await whistlesPage(ctx, asked);
    return { rows, next };
  },
  columns: [
    { header: "编号", width: 14, value: ({ number }) => number },
    { header: "类型", width: 20, value: ({ kindName }) => kindName },
    { header: "内容", width: 60, value: ({ body }) => body },
    { header: "吹哨单位", width: 20, value: ({ by }) => by },
    { header: "吹哨时间", width: 18, value: ({ blownAt }) => momentIn(blownAt) },
    { header: "应报到", width: 8, value: ({ called }) => called },
    { header: "已报到", width: 8, value: ({ came }) => came },
    { header: "状态", width: 10, value: ({ state }) => whistleStates[state] },
    { header: "最近期限", width: 18, value: ({ dueAt }) => momentIn(dueAt) },
  ],
});

whistlePages.get("/whistles/new", allow(blowWhistle.right), (c) => blowPage(c));

whistlePages.post("/whistles", allow(blowWhistle.right), async (c) => {
  const { values } = await submitted(c);
  if (values[chooseField] !== undefined) return blowPage(c, { attempt: chosenMore(values) });
  const { [findField]: _looked, ...sent } = values;
  const outcome = await attempting(c, () => blowWhistle(c.var.ctx, sent));
  if ("done" in outcome) return seeOther(c, `/whistles/${outcome.done.id}`, "已吹哨");
  return blowPage(c, { attempt: outcome.refused }, outcome.refused.status);
});

interface Shown {
  attempt?: Attempt;
}

async function blowPage(c: C, shown: Shown = {}, status: 200 | 409 | 422 = 200) {
  const values = shown.attempt?.values ?? {};
  const of = (name: string) => {
    const asked = c.req.query(name) ?? values[name];
    return typeof asked === "string" && asked ? asked : null;
  };
  const asked = { orgUnitId: of("orgUnitId"), kind: of("kind"), matterId: of("matterId") };
  const page = await blowForm(c.var.ctx, asked);
  // Every button of a long list chooses all of its group.
  const shownNow = shown.attempt ? withGroup(respondersField, page.groups, shown.attempt) : shown;
  const idempotencyKey = c.var.submitted?.key ?? newKey(c);
  const props = { frame: frameOf(c, "吹哨"), now: c.var.now, page, ...shownNow, idempotencyKey };
  return show(c, <BlowWhistlePage {...props} />, status);
}

whistlePages.get("/whistles/:whistleId", allow(whistle.rights.view), (c) => whistleDetail(c));
postMoves(whistlePages, whistleMoves, whistleDetail);

async function whistleDetail(c: C, failed?: Failed<string>, status: 200 | 409 | 422 = 200) {
  const page = await whistlePage(c.var.ctx, c.req.param("whistleId") ?? "", beforeIn(c));
  const props = { frame: frameOf(c, `吹哨 ${page.number}`), now: c.var.now, page, failed };
  return show(c, <WhistleView {...props} idempotencyKey={newKey(c)} />, status);
}

whistlePages.get("/calls/:callId", allow(whistle.rights.view), (c) => callDetail(c));
postMoves(whistlePages, callMoves, callDetail);

async function callDetail(c: C, failed?: Failed<string>, status: 200 | 409 | 422 = 200) {
  const page = await callPage(c.var.ctx, c.req.param("callId") ?? "", beforeIn(c));
  const props = { frame: frameOf(c, `${page.name}报到`), now: c.var.now, page, failed };
  return show(c, <CallView {...props} idempotencyKey={newKey(c)} />, status);
}
