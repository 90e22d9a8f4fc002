import { Hono } from "hono";
import { dropView, keepView } from "../../domain/lists/views.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { submitted } from "../../http/form.ts";
import { allow } from "../../http/session.ts";
import { seeOther } from "../show.ts";

/** Views that people keep of lists. */
export const viewPages = new Hono<AppEnv>();

viewPages.post("/views", allow(keepView.right), async (c) => {
  const { path } = await keepView(c.var.ctx, (await submitted(c)).values);
  return seeOther(c, path, "视图已保存，在“常用视图”里可以找到");
});

viewPages.post("/views/:viewId/removal", allow(dropView.right), async (c) => {
  const { path } = await dropView(c.var.ctx, { viewId: c.req.param("viewId") });
  return seeOther(c, path, "视图已删除");
});
