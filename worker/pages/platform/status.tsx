import { Hono } from "hono";
import { StatusPage } from "../../../views/installation/status.tsx";
import { repeatJob } from "../../domain/installation/failed-jobs.ts";
import { readingsOf, wrongIn } from "../../domain/installation/readiness.ts";
import { tenant } from "../../domain/tenants/tenant.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { newKey } from "../../http/own-form.ts";
import { diskFree } from "../../http/readiness.ts";
import { allow } from "../../http/session.ts";
import { frameOf } from "../frame.ts";
import { seeOther, show } from "../show.ts";

/** How the installation stands, and background work that was given up, for its operators. */
export const statusPages = new Hono<AppEnv>();

statusPages.get("/operator/status", allow(tenant.rights.view), async (c) => {
  const { db, now } = c.var;
  const [readings, free] = [await readingsOf(db, now, c.env.world.provisioner), diskFree(c)];
  const status = { ...readings, wrong: wrongIn(readings, free, now), diskFree: free };
  const props = { frame: frameOf(c, "运行状况"), now, status, idempotencyKey: newKey(c) };
  return show(c, <StatusPage {...props} />);
});

statusPages.post("/operator/tenants/:tenant/upkeep", allow(tenant.rights.manage), async (c) => {
  const { slug } = await repeatJob(c.var.ctx, { slug: c.req.param("tenant") });
  await c.env.JOBS.send({ kind: "upkeep", slug, now: c.var.now });
  return seeOther(c, "/operator/status", "已重新执行，结果稍后刷新可见");
});
