import { Hono } from "hono";
import { IdentityPage } from "../../../views/county/identity.tsx";
import { identity, setIdentity } from "../../domain/county/identity.ts";
import type { AppEnv, C } from "../../http/app-env.ts";
import { attempting, type Refused } from "../../http/form.ts";
import { rememberIdentity } from "../../http/identity.ts";
import { newKey } from "../../http/own-form.ts";
import { allow } from "../../http/session.ts";
import { frameOf } from "../frame.ts";
import { seeOther, show } from "../show.ts";

/** What the county says of itself to residents. */
export const identityPages = new Hono<AppEnv>();

identityPages.get("/identity", allow(setIdentity.right), (c) => identityPage(c));

identityPages.post("/identity", allow(setIdentity.right), async (c) => {
  const outcome = await attempting(c, ({ values }) => setIdentity(c.var.ctx, values));
  if ("done" in outcome) return seeOther(c, "/identity", "本县信息已保存，居民页面已更新");
  return identityPage(c, outcome.refused, outcome.refused.status);
});

async function identityPage(c: C, refused?: Refused, status: 200 | 409 | 422 = 200) {
  const found = await identity(c.var.ctx);
  rememberIdentity(c.var.tenant, [found]);
  const props = {
    frame: frameOf(c, "本县信息"),
    now: c.var.now,
    identity: found,
    attempt: refused,
    conflict: refused?.conflict?.current,
    idempotencyKey: c.var.submitted?.key ?? newKey(c),
  };
  return show(c, <IdentityPage {...props} />, status);
}
