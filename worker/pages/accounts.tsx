import { Hono } from "hono";
import { AccountPage } from "../../views/accounts/account.tsx";
import { SignIn } from "../../views/accounts/sign-in.tsx";
import { type Attempt, attempt } from "../../views/components/attempt.ts";
import { account } from "../domain/accounts/account.ts";
import { changePassword, ownAccount } from "../domain/accounts/accounts.ts";
import { handleOf } from "../domain/accounts/sessions.ts";
import { signIn } from "../domain/accounts/sign-in.ts";
import { endOwnSession, signOut, signOutElsewhere, signOutEverywhere } from "../domain/accounts/sign-out.ts";
import { sha256 } from "../domain/kernel/secrets.ts";
import type { AppEnv, C } from "../http/app-env.ts";
import { confirmed } from "../http/expected.ts";
import { attempting } from "../http/form.ts";
import { newKey } from "../http/own-form.ts";
import { networkOf } from "../http/request.ts";
import { allow, dropSession, keepSession, knownDevice, oldToken } from "../http/session.ts";
import { frameOf } from "./frame.ts";
import { safeReturn, seeOther, show } from "./show.ts";

/** Signing in and out and looking after one's own account: the same in a county and on the platform. */
export const accountPages = new Hono<AppEnv>();

accountPages.get("/session/new", allow(account.rights.openSession), (c) =>
  signInPage(c, attempt(), c.req.query("next")),
);

accountPages.post("/session", allow(account.rights.openSession), async (c) => {
  const outcome = await attempting(c, async ({ values: { next: _next, ...credentials } }) => {
    const old = oldToken(c);
    return signIn(c.var.ctx, credentials, {
      network: networkOf(c),
      device: (c.req.header("user-agent") ?? "").slice(0, 200),
      kind: "browser",
      deviceCookie: knownDevice(c),
      oldSession: old && (await sha256(old)),
    });
  });
  const next = c.var.submitted?.values.next;
  if ("refused" in outcome) {
    return signInPage(c, outcome.refused, String(next ?? ""), outcome.refused.status);
  }
  keepSession(c, outcome.done);
  return c.redirect(safeReturn(c, next, c.var.tenant ? "/desk" : "/operator/tenants"), 303);
});

function signInPage(c: C, at: Attempt, next: string | undefined, status: 200 | 409 | 422 = 200) {
  const frame = frameOf(c, "登录");
  const action = `${c.var.base}/session`;
  const framed = c.req.header("sec-fetch-dest") === "iframe";
  const props = { frame, action, next, attempt: at, idempotencyKey: newKey(c), framed };
  return show(c, <SignIn {...props} />, status);
}

accountPages.post("/session/closure", allow(account.rights.closeSession), async (c) => {
  await signOut(c.var.ctx, asking(c));
  dropSession(c);
  return seeOther(c, "/session/new", "已退出登录");
});

accountPages.post("/sessions/closure", allow(account.rights.manage), async (c) => {
  await signOutEverywhere(c.var.ctx);
  dropSession(c);
  return seeOther(c, "/session/new", "已在所有设备上退出登录");
});

accountPages.post("/sessions/:sessionId/closure", allow(account.rights.closeSession), async (c) => {
  const { id } = await endOwnSession(c.var.ctx, { sessionId: c.req.param("sessionId") });
  if (id !== handleOf(asking(c))) return seeOther(c, "/account", "已退出那一处登录");
  dropSession(c);
  return seeOther(c, "/session/new", "已退出登录");
});

accountPages.post("/other-sessions/closure", allow(account.rights.closeSession), async (c) => {
  await signOutElsewhere(c.var.ctx, asking(c));
  return seeOther(c, "/account", "其他设备已全部退出");
});

/** The session that shows the page. */
const asking = (c: C): string => c.var.signedIn?.sessionId ?? "";

accountPages.get("/account", allow(account.rights.manage), (c) => accountPage(c, attempt()));

accountPages.post("/account/password", allow(account.rights.manage), async (c) => {
  // The try is counted in the same trip as the password is read.
  await confirmed(c);
  const outcome = await attempting(c, ({ values }) => changePassword(c.var.ctx, values, asking(c)));
  if ("done" in outcome) return seeOther(c, "/account", "密码已更改，其他设备已全部退出");
  return accountPage(c, outcome.refused, outcome.refused.status);
});

async function accountPage(c: C, at: Attempt, status: 200 | 409 | 422 = 200) {
  const account = await ownAccount(c.var.ctx, asking(c));
  const frame = frameOf(c, "我的账号");
  const props = { frame, now: c.var.now, account, attempt: at, idempotencyKey: newKey(c) };
  return show(c, <AccountPage {...props} />, status);
}
