import { Hono } from "hono";
import { AcceptInvitationPage, InvitationEnded } from "../../views/accounts/invitation.tsx";
import { type Attempt, attempt } from "../../views/components/attempt.ts";
import { enterByInvitation } from "../domain/accounts/accept.ts";
import { invitation } from "../domain/accounts/account.ts";
import { invitationBy } from "../domain/accounts/invitations.ts";
import { NotFound } from "../domain/errors.ts";
import type { AppEnv, C } from "../http/app-env.ts";
import { attempting } from "../http/form.ts";
import { networkOf } from "../http/request.ts";
import { allow, keepSession } from "../http/session.ts";
import { frameOf } from "./frame.ts";
import { newKey, seeOther, show } from "./show.ts";

/** The way in for whoever was sent a link. */
export const invitationPages = new Hono<AppEnv>();

invitationPages.get("/invitations/:token", allow(invitation.rights.accept), (c) =>
  invitationPage(c, attempt()),
);

invitationPages.post("/invitations/:token", allow(invitation.rights.accept), async (c) => {
  const token = c.req.param("token");
  const outcome = await attempting(c, async ({ values }) => {
    const device = (c.req.header("user-agent") ?? "").slice(0, 200);
    const opened = { kind: "browser", device, network: networkOf(c) } as const;
    return enterByInvitation(c.var.ctx, { ...values, token }, opened);
  });
  if ("refused" in outcome) return invitationPage(c, outcome.refused, outcome.refused.status);
  keepSession(c, outcome.done);
  return seeOther(c, c.var.tenant ? "/welcome" : "/operator/tenants");
});

async function invitationPage(c: C, at: Attempt, status: 200 | 409 | 422 = 200) {
  const token = c.req.param("token") ?? "";
  const invitation = await invitationBy(c.var.ctx, token);
  if (invitation.purpose === "open") throw new NotFound("invitation");
  const frame = frameOf(c, invitation.purpose === "reset" ? "设置新密码" : "接受邀请");
  if (invitation.standing !== "open") {
    const { standing, invitedBy } = invitation;
    return show(c, <InvitationEnded frame={frame} standing={standing} invitedBy={invitedBy} />, status);
  }
  const action = `${c.var.base}/invitations/${encodeURIComponent(token)}`;
  const idempotencyKey = c.var.submitted?.key ?? newKey();
  const props = { frame, now: c.var.now, invitation, action, attempt: at, idempotencyKey };
  return show(c, <AcceptInvitationPage {...props} />, status);
}
