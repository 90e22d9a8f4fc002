import { Hono } from "hono";
import { type Attempt, attempt } from "../../../views/components/attempt.ts";
import { NearPage } from "../../../views/matters/near.tsx";
import { ReceiptLookup, ReceiptView } from "../../../views/matters/receipt.tsx";
import { ReportCommunity, ReportForm } from "../../../views/matters/report.tsx";
import { ReportCategory } from "../../../views/matters/report-category.tsx";
import { ResidentHome } from "../../../views/matters/resident-home.tsx";
import { Withdrawing } from "../../../views/matters/withdrawing.tsx";
import { countyNoun } from "../../domain/county/rights.ts";
import { Invalid, NotFound } from "../../domain/errors.ts";
import { addToMatter } from "../../domain/matters/add.ts";
import { askReview } from "../../domain/matters/ask-review.ts";
import { evaluateMatter } from "../../domain/matters/evaluate.ts";
import { matter } from "../../domain/matters/matter.ts";
import { reportMatter } from "../../domain/matters/report.ts";
import { photosAsked } from "../../domain/matters/report-photos.ts";
import { residentHome } from "../../domain/matters/resident-home.ts";
import {
  communities,
  type Receipt,
  receipt,
  reportable,
  reportForm,
} from "../../domain/matters/residents.ts";
import { withdrawMatter } from "../../domain/matters/withdraw.ts";
import { photoOnReceipt } from "../../domain/photos/of-matter.ts";
import type { AppEnv, C } from "../../http/app-env.ts";
import { attempting } from "../../http/form.ts";
import { newKey } from "../../http/own-form.ts";
import { photoAnswer } from "../../http/photo.ts";
import { photosIn } from "../../http/sent-photos.ts";
import { allow, nearOf } from "../../http/session.ts";
import { frameOf, unlistedFrame } from "../frame.ts";
import { receiptLink } from "../links.ts";
import { postMoves } from "../moves.ts";
import { beforeIn } from "../past.ts";
import { searchIn } from "../search.ts";
import { seeOther, show } from "../show.ts";

export const residentMatters = new Hono<AppEnv>();

residentMatters.get("/", allow(countyNoun.rights.visit), async (c) => {
  const home = await residentHome(c.var.ctx, nearOf(c) || null);
  return show(c, <ResidentHome frame={frameOf(c, "首页")} now={c.var.now} home={home} />);
});

residentMatters.get("/near", allow(countyNoun.rights.visit), async (c) => {
  const groups = await communities(c.var.ctx);
  return show(c, <NearPage frame={frameOf(c, "选择我的社区")} groups={groups} near={nearOf(c)} />);
});

residentMatters.get("/matters/new", allow(reportMatter.right), (c) => {
  const { orgUnitId, category } = c.req.query();
  if (orgUnitId) return reportPage(c, orgUnitId, attempt({ orgUnitId, category }), newKey(c));
  return category || orgUnitId === "" ? communityPage(c) : categoryPage(c);
});

async function categoryPage(c: C) {
  const typed = searchIn(c);
  const offered = await reportable(c.var.ctx, typed);
  return show(c, <ReportCategory frame={frameOf(c, "提交事项")} offered={offered} typed={typed} />);
}

async function communityPage(c: C) {
  const { orgUnitId, category } = c.req.query();
  const groups = await communities(c.var.ctx);
  const problems = orgUnitId === "" ? [{ path: "orgUnitId", message: "请选择社区" }] : [];
  const at = { values: { orgUnitId: orgUnitId ?? nearOf(c) }, problems };
  const props = { frame: frameOf(c, "提交事项"), groups, category, attempt: at };
  return show(c, <ReportCommunity {...props} />);
}

residentMatters.post("/matters", allow(reportMatter.right), async (c) => {
  const outcome = await attempting(c, async ({ values, files }) =>
    reportMatter(c.var.ctx, { ...values, ...(await photosIn(photosAsked, files)), source: undefined }),
  );
  if ("done" in outcome) return seeOther(c, `/receipts/${outcome.done.receiptCode}`);
  const { refused } = outcome;
  const unit = c.req.query("unit") ?? String(refused.values.orgUnitId ?? "");
  return reportPage(c, unit, refused, c.var.submitted?.key ?? newKey(c), refused.status);
});

async function reportPage(
  c: C,
  orgUnitId: string,
  at: Attempt,
  idempotencyKey: string,
  status: 200 | 409 | 422 = 200,
) {
  const form = await reportForm(c.var.ctx, orgUnitId);
  const frame = frameOf(c, "提交事项");
  return show(
    c,
    <ReportForm frame={frame} form={form} attempt={at} idempotencyKey={idempotencyKey} />,
    status,
  );
}

residentMatters.get("/receipts", allow(matter.rights.viewReceipt), (c) =>
  show(c, <ReceiptLookup frame={frameOf(c, "查询进度")} attempt={attempt()} idempotencyKey={newKey(c)} />),
);

residentMatters.post("/receipts", allow(matter.rights.viewReceipt), async (c) => {
  const outcome = await attempting(c, async ({ values }) => lookUp(c, String(values.receiptCode ?? "")));
  if ("done" in outcome) return seeOther(c, `/receipts/${outcome.done}`);
  const { refused } = outcome;
  const frame = frameOf(c, "查询进度");
  return show(
    c,
    <ReceiptLookup frame={frame} attempt={refused} idempotencyKey={newKey(c)} />,
    refused.status,
  );
});

async function lookUp(c: C, typed: string): Promise<string> {
  try {
    return (await receipt(c.var.ctx, typed)).receiptCode;
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    throw new Invalid([
      { path: "receiptCode", message: "没有找到这个回执码，请核对后再试。回执码只在上报的县有效" },
    ]);
  }
}

residentMatters.get("/receipts/:receiptCode", allow(matter.rights.viewReceipt), (c) =>
  receiptPage(c, { attempt: attempt() }, newKey(c)),
);

residentMatters.get("/receipts/:receiptCode/photos/:photoId", allow(matter.rights.viewReceipt), async (c) => {
  const { receiptCode, photoId } = c.req.param();
  return photoAnswer(c, await photoOnReceipt(c.var.ctx, receiptCode, photoId));
});

residentMatters.get("/receipts/:receiptCode/withdrawal", allow(matter.rights.viewReceipt), async (c) => {
  const found = await receipt(c.var.ctx, c.req.param("receiptCode"));
  if (!found.mayWithdraw) return seeOther(c, `/receipts/${found.receiptCode}`);
  return withdrawingPage(c, found, { attempt: attempt() }, newKey(c));
});

postMoves(residentMatters, [withdrawMatter], async (c, { attempt }, status) => {
  const found = await receipt(c.var.ctx, c.req.param("receiptCode") ?? "");
  const key = c.var.submitted?.key ?? newKey(c);
  if (found.mayWithdraw) return withdrawingPage(c, found, { attempt, status }, key);
  return receiptPage(c, { form: "withdrawal", attempt }, key, status);
});

function withdrawingPage(
  c: C,
  found: Receipt,
  { attempt, status = 200 }: { attempt: Attempt; status?: 200 | 409 | 422 },
  idempotencyKey: string,
) {
  const frame = unlistedFrame(c, "撤回事项");
  return show(c, <Withdrawing {...{ frame, attempt, idempotencyKey }} receipt={found} />, status);
}

postMoves(residentMatters, [evaluateMatter, askReview, addToMatter], (c, failed, status) =>
  receiptPage(c, failed, c.var.submitted?.key ?? newKey(c), status),
);

async function receiptPage(
  c: C,
  tried: { form?: string; attempt: Attempt },
  idempotencyKey: string,
  status: 200 | 409 | 422 = 200,
) {
  const found = await receipt(c.var.ctx, c.req.param("receiptCode") ?? "", beforeIn(c));
  const props = {
    frame: unlistedFrame(c, "办理进度"),
    now: c.var.now,
    receipt: found,
    address: receiptLink(c, found.receiptCode),
    ...tried,
    idempotencyKey,
  };
  return show(c, <ReceiptView {...props} />, status);
}
