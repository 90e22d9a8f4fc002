import { Hono } from "hono";
import type { Failed } from "../../../views/components/submit.ts";
import { FilingView } from "../../../views/filings/detail.tsx";
import { FilingsPage } from "../../../views/filings/list.tsx";
import { NotFound } from "../../domain/errors.ts";
import { filing } from "../../domain/filings/filing.ts";
import { filingsPage } from "../../domain/filings/list.ts";
import { filingMoves } from "../../domain/filings/moves.ts";
import { filingPage } from "../../domain/filings/read.ts";
import { comings, type FiledCall, filingStates } from "../../domain/filings/states.ts";
import { askedOf } from "../../domain/lists/asked.ts";
import type { AppEnv, C } from "../../http/app-env.ts";
import { newKey } from "../../http/own-form.ts";
import { allow } from "../../http/session.ts";
import type { WhistleStage } from "../../rules/schema/rule-set.ts";
import { whistleStages } from "../../rules/schema/words.ts";
import { frameOf } from "../frame.ts";
import { postMoves } from "../moves.ts";
import { beforeIn } from "../past.ts";
import { getSheets, momentIn, type SheetColumn } from "../sheet.ts";
import { show } from "../show.ts";

/** A month's whistles, filed. */
export const filingPages = new Hono<AppEnv>();

filingPages.get("/filings", allow(filing.rights.view), async (c) => {
  const page = await filingsPage(c.var.ctx, askedOf(c.req.query()));
  const { accountId } = c.var.ctx.actor;
  const props = { frame: frameOf(c, "吹哨报备"), now: c.var.now, page, accountId };
  return show(c, <FilingsPage {...props} idempotencyKey={newKey(c)} />);
});

getSheets(filingPages, {
  path: "/filings",
  right: filing.rights.view,
  name: "吹哨报备",
  read: async (ctx, asked) => {
    const { filings: rows, next } = await filingsPage(ctx, asked);
    return { rows, next };
  },
  columns: [
    { header: "月份", width: 12, value: ({ monthName }) => monthName },
    { header: "类型", width: 20, value: ({ kindName }) => kindName },
    { header: "报备单位", width: 20, value: ({ unit }) => unit },
    { header: "吹哨次数", width: 8, value: ({ whistles }) => whistles },
    { header: "状态", width: 10, value: ({ state }) => filingStates[state] },
    { header: "报备期限", width: 18, value: ({ dueAt }) => momentIn(dueAt) },
    { header: "报备时间", width: 18, value: ({ filedAt }) => momentIn(filedAt) },
    ...(Object.keys(comings) as (keyof typeof comings)[]).map((coming) => ({
      header: comings[coming],
      width: 10,
      value: ({ summary }: { summary: { comings: Record<string, number> } | null }) =>
        summary?.comings[coming] ?? "",
    })),
    { header: "通报单位", width: 40, value: ({ summary }) => summary?.named.join("、") ?? "" },
  ],
});

/** One that was called, with the whistle, as a row of a file. */
type CallRow = FiledCall & { number: string; blownAt: string; occasion: string | null; body: string };

const stageColumns: SheetColumn<CallRow>[] = (Object.keys(whistleStages) as WhistleStage[]).flatMap(
  (stage) => {
    const of = ({ stages }: CallRow) => stages.find((each) => each.stage === stage);
    const word = whistleStages[stage];
    return [
      { header: `${word}期限`, width: 18, value: (row) => momentIn(of(row)?.dueAt ?? null) },
      { header: `${word}时间`, width: 18, value: (row) => momentIn(of(row)?.metAt ?? null) },
    ];
  },
);

getSheets<CallRow>(filingPages, {
  path: "/filings/:filingId/calls",
  right: filing.rights.view,
  name: "吹哨报备明细",
  read: async (ctx, _asked, _query, { filingId = "" }) => {
    const { whistles } = await filingPage(ctx, filingId);
    if (whistles === null) throw new NotFound("filing");
    const rows = whistles.flatMap(({ calls, number, blownAt, occasion, body }) =>
      calls.map((call) => ({ ...call, number, blownAt, occasion, body })),
    );
    return { rows, next: null };
  },
  columns: [
    { header: "吹哨编号", width: 14, value: ({ number }) => number },
    { header: "吹哨时间", width: 18, value: ({ blownAt }) => momentIn(blownAt) },
    { header: "情形", width: 14, value: ({ occasion }) => occasion ?? "" },
    { header: "内容", width: 40, value: ({ body }) => body },
    { header: "报到方", width: 20, value: ({ name }) => name },
    { header: "报到情况", width: 14, value: ({ coming }) => comings[coming] },
    ...stageColumns,
    { header: "异议", width: 30, value: ({ objection }) => objection ?? "" },
    { header: "裁定", width: 30, value: ({ ruling }) => ruling ?? "" },
  ],
});

filingPages.get("/filings/:filingId", allow(filing.rights.view), (c) => filingDetail(c));
postMoves(filingPages, filingMoves, filingDetail);

async function filingDetail(c: C, failed?: Failed<string>, status: 200 | 409 | 422 = 200) {
  const page = await filingPage(c.var.ctx, c.req.param("filingId") ?? "", beforeIn(c));
  const props = { frame: frameOf(c, `${page.monthName}吹哨报备`), now: c.var.now, page, failed };
  return show(c, <FilingView {...props} idempotencyKey={newKey(c)} />, status);
}
