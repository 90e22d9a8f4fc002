import { Hono } from "hono";
import { MonthReportPage } from "../../../views/reports/month.tsx";
import { lastMonth, monthAfter, thisMonth } from "../../domain/figures/months.ts";
import { monthReport } from "../../domain/figures/report.ts";
import { viewFigures } from "../../domain/figures/rights.ts";
import { type ReportRow, reportRows } from "../../domain/figures/sheet.ts";
import { measureWords, rateNames, rateWords } from "../../domain/figures/words.ts";
import type { AppEnv, C } from "../../http/app-env.ts";
import { allow } from "../../http/session.ts";
import { formatMonth } from "../../time/format.ts";
import type { LocalDate } from "../../time/instants.ts";
import { frameOf } from "../frame.ts";
import { getSheets, type SheetColumn } from "../sheet.ts";
import { show } from "../show.ts";

/** What each month was like. */
export const reportPages = new Hono<AppEnv>();

const measures = Object.keys(measureWords) as (keyof typeof measureWords)[];

const column = (header: string, width: number, value: (row: ReportRow) => string | number) => ({
  ...{ header, width },
  value,
});

const rateColumns: SheetColumn<ReportRow>[] = rateNames.flatMap((name) => {
  const { short } = rateWords[name];
  return [
    column(`${short}（%）`, 12, ({ rates }) => rates[name]),
    ...(name === "responseRate"
      ? []
      : [column(`${short}（%，剔除后）`, 12, ({ left }) => left?.[name] ?? "")]),
  ];
});

getSheets<ReportRow>(reportPages, {
  path: "/reports/:month/figures",
  right: viewFigures,
  name: "月报",
  read: async (ctx, _asked, { within }, { month = "" }) => ({
    rows: reportRows(await monthReport(ctx, { month, within })),
    next: null,
  }),
  columns: [
    column("月份", 10, ({ month }) => month),
    column("范围", 16, ({ here }) => here),
    column("分项", 14, ({ by }) => by),
    column("名称", 28, ({ name }) => name),
    ...measures.map((measure) => column(measureWords[measure], 10, ({ counts }) => counts[measure])),
    column("办结", 8, ({ ended }) => ended),
    column("其中剔除", 8, ({ excluded }) => excluded),
    ...rateColumns,
  ],
});

/** The last month that is over: what is asked for on the first day of the next. */
reportPages.get("/reports", allow(viewFigures), (c) => reportPage(c, lastMonth(c.var.now)));
reportPages.get("/reports/:month", allow(viewFigures), (c) => reportPage(c, c.req.param("month")));

async function reportPage(c: C, month: string) {
  const { now } = c.var;
  const report = await monthReport(c.var.ctx, { month, within: c.req.query("within") });
  const after = monthAfter(month, 1);
  const beside = { before: monthAfter(month, -1), after: after > thisMonth(now) ? null : after };
  const title = `${formatMonth(`${month}-01` as LocalDate)}月报`;
  return show(c, <MonthReportPage frame={frameOf(c, title)} now={now} report={report} beside={beside} />);
}
