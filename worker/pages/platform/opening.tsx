import { Hono } from "hono";
import { presets } from "../../../db/presets/index.ts";
import { InvitationEnded } from "../../../views/accounts/invitation.tsx";
import { type Attempt, attempt } from "../../../views/components/attempt.ts";
import { PlatformHome } from "../../../views/platform/home.tsx";
import { TenantOpened } from "../../../views/tenants/detail.tsx";
import { OpenTenantPage } from "../../../views/tenants/open.tsx";
import { invitationBy } from "../../domain/accounts/invitations.ts";
import { NotFound } from "../../domain/errors.ts";
import { adminLinkToken } from "../../domain/tenants/invite.ts";
import { openCounties } from "../../domain/tenants/list.ts";
import { openTenant } from "../../domain/tenants/open.ts";
import { tenant } from "../../domain/tenants/tenant.ts";
import type { AppEnv, C } from "../../http/app-env.ts";
import { buildingFor, forgetAfter } from "../../http/building.ts";
import { attempting } from "../../http/form.ts";
import { newKey } from "../../http/own-form.ts";
import { allow } from "../../http/session.ts";
import { frameOf, unlistedFrame } from "../frame.ts";
import { adminLink } from "../links.ts";
import { searchIn } from "../search.ts";
import { show } from "../show.ts";

/** What anybody sees of the platform, and the way for an invited visitor to open a county. */
export const openingPages = new Hono<AppEnv>();

openingPages.get("/", allow(tenant.rights.visitPlatform), async (c) => {
  const search = searchIn(c);
  const page = await openCounties(c.var.ctx, search, c.req.query("after") ?? null);
  return show(c, <PlatformHome frame={frameOf(c, "首页")} search={search} {...page} />);
});

openingPages.get("/openings/:token", allow(tenant.rights.open), (c) => openingPage(c, attempt()));

openingPages.post("/openings/:token", allow(tenant.rights.open), async (c) => {
  const invitation = c.req.param("token");
  const outcome = await attempting(c, ({ values }) =>
    forgetAfter(c, openTenant(c.var.ctx, { ...values, invitation }, buildingFor(c))),
  );
  if ("refused" in outcome) return openingPage(c, outcome.refused, outcome.refused.status);
  const tenant = outcome.done;
  const token = (await adminLinkToken(c.var.ctx, tenant)) ?? "";
  const frame = unlistedFrame(c, `${tenant.name}已开通`);
  return show(c, <TenantOpened frame={frame} tenant={tenant} adminLink={adminLink(c, tenant.slug, token)} />);
});

async function openingPage(c: C, at: Attempt, status: 200 | 409 | 422 = 200) {
  const token = c.req.param("token") ?? "";
  const invitation = await invitationBy(c.var.ctx, token);
  if (invitation.purpose !== "open") throw new NotFound("invitation");
  const frame = unlistedFrame(c, "开通一个县");
  const { standing, invitedBy, name } = invitation;
  if (standing !== "open")
    return show(c, <InvitationEnded frame={frame} standing={standing} invitedBy={invitedBy} />, status);
  const action = `/openings/${encodeURIComponent(token)}`;
  const idempotencyKey = c.var.submitted?.key ?? newKey(c);
  const props = {
    frame,
    presets: Object.values(presets),
    action,
    invitedAs: name,
    attempt: at,
    idempotencyKey,
  };
  return show(c, <OpenTenantPage {...props} />, status);
}
