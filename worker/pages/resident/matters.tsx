import { Hono } from "hono";
import { attempt } from "../../../views/components/attempt.ts";
import { ReceiptLookup, ReceiptView } from "../../../views/matters/receipt.tsx";
import { ReportForm, ReportPlace } from "../../../views/matters/report.tsx";
import { ResidentHome } from "../../../views/matters/resident-home.tsx";
import { Invalid, NotFound } from "../../domain/errors.ts";
import { evaluateMatter } from "../../domain/matters/evaluate.ts";
import { reportMatter } from "../../domain/matters/report.ts";
import { communities, receipt, reportForm, residentHome } from "../../domain/matters/residents.ts";
import type { AppEnv, C } from "../../http/app-env.ts";
import { attempting, type Refused } from "../../http/form.ts";
import { allow } from "../../http/session.ts";
import { frameOf } from "../frame.ts";
import { newKey, seeOther, show } from "../show.ts";

export const residentMatters = new Hono<AppEnv>();

residentMatters.get("/", allow("county.visit"), async (c) => {
  const home = await residentHome(c.var.ctx);
  return show(c, <ResidentHome frame={frameOf(c, "首页")} now={c.var.now} home={home} />);
});

residentMatters.get("/matters/new", allow("matter.report"), async (c) => {
  const { orgUnitId, category } = c.req.query();
  if (orgUnitId) return reportPage(c, orgUnitId, attempt({ orgUnitId, category }), newKey());
  const groups = await communities(c.var.ctx);
  const problems = orgUnitId === "" ? [{ path: "orgUnitId", message: "请选择社区" }] : [];
  const frame = frameOf(c, "提交事项");
  return show(
    c,
    <ReportPlace frame={frame} groups={groups} category={category} attempt={{ values: {}, problems }} />,
  );
});

residentMatters.post("/matters", allow("matter.report"), async (c) => {
  const outcome = await attempting(c, ({ values }) =>
    reportMatter(c.var.ctx, { ...values, source: "resident" }),
  );
  if ("done" in outcome) return seeOther(c, `/receipts/${outcome.done.receiptCode}`);
  const { refused } = outcome;
  const place = c.req.query("place") ?? String(refused.values.orgUnitId ?? "");
  return reportPage(c, place, refused, c.var.submitted?.key ?? newKey(), refused.status);
});

async function reportPage(
  c: C,
  orgUnitId: string,
  at: Pick<Refused, "values" | "problems"> | ReturnType<typeof attempt>,
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

residentMatters.get("/receipts", allow("receipt.view"), (c) =>
  show(c, <ReceiptLookup frame={frameOf(c, "查询进度")} attempt={attempt()} idempotencyKey={newKey()} />),
);

residentMatters.post("/receipts", allow("receipt.view"), async (c) => {
  const outcome = await attempting(c, async ({ values }) => lookUp(c, String(values.receiptCode ?? "")));
  if ("done" in outcome) return seeOther(c, `/receipts/${outcome.done}`);
  const { refused } = outcome;
  const frame = frameOf(c, "查询进度");
  return show(c, <ReceiptLookup frame={frame} attempt={refused} idempotencyKey={newKey()} />, refused.status);
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

residentMatters.get("/receipts/:receiptCode", allow("receipt.view"), (c) =>
  receiptPage(c, attempt(), newKey()),
);

residentMatters.post("/receipts/:receiptCode/evaluation", allow("receipt.evaluate"), async (c) => {
  const receiptCode = c.req.param("receiptCode");
  const outcome = await attempting(c, ({ values }) => evaluateMatter(c.var.ctx, { ...values, receiptCode }));
  if ("done" in outcome) return seeOther(c, `/receipts/${receiptCode}`, "您的评价已登记");
  return receiptPage(c, outcome.refused, c.var.submitted?.key ?? newKey(), outcome.refused.status);
});

async function receiptPage(
  c: C,
  at: Pick<Refused, "values" | "problems"> | ReturnType<typeof attempt>,
  idempotencyKey: string,
  status: 200 | 409 | 422 = 200,
) {
  const found = await receipt(c.var.ctx, c.req.param("receiptCode") ?? "");
  const props = {
    frame: frameOf(c, "办理进度"),
    now: c.var.now,
    receipt: found,
    attempt: at,
    idempotencyKey,
  };
  return show(c, <ReceiptView {...props} />, status);
}
