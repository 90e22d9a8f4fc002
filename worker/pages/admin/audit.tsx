import { Hono } from "hono";
import { LogPage } from "../../../views/audit/audit.tsx";
import { logAskedOf } from "../../domain/audit/asked.ts";
import { auditPage } from "../../domain/audit/read.ts";
import { countyNoun } from "../../domain/county/rights.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { newKey } from "../../http/own-form.ts";
import { allow } from "../../http/session.ts";
import { frameOf } from "../frame.ts";
import { getSheets, momentIn } from "../sheet.ts";
import { show } from "../show.ts";

/** Who did what and when. */
export const logPages = new Hono<AppEnv>();

logPages.get("/audit", allow(countyNoun.rights.viewAudit), async (c) => {
  const { ctx, now } = c.var;
  const query = c.req.query();
  const asked = logAskedOf(query, now);
  const page = await auditPage(ctx, asked);
  const misread = (["from", "until"] as const).flatMap((name) =>
    query[name]?.trim() && asked[name] === undefined ? [{ name, typed: query[name] }] : [],
  );
  const { accountId } = ctx.actor;
  const props = { frame: frameOf(c, "操作记录"), now, page, misread, accountId };
  return show(c, <LogPage {...props} idempotencyKey={newKey(c)} />);
});

getSheets(logPages, {
  path: "/audit",
  right: countyNoun.rights.viewAudit,
  name: "操作记录",
  read: async (ctx, { size }, query) => {
    const { entries: rows, next } = await auditPage(ctx, { ...logAskedOf(query, ctx.now), size });
    return { rows, next };
  },
  columns: [
    { header: "序号", width: 10, value: ({ seq }) => seq },
    { header: "时间", width: 20, value: ({ at }) => momentIn(at) },
    { header: "操作", width: 24, value: ({ said }) => said },
    { header: "对象", width: 32, value: ({ about }) => about.word },
    { header: "操作人", width: 16, value: ({ actorName }) => actorName },
    { header: "封存", width: 10, value: ({ sealed }) => (sealed ? "已封存" : "待封存") },
  ],
});
