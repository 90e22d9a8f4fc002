import { Hono } from "hono";
import { presets } from "../../../db/presets/index.ts";
import { type Attempt, attempt } from "../../../views/components/attempt.ts";
import { OpenInvitationsPage } from "../../../views/people/invitations.tsx";
import { TenantPage } from "../../../views/tenants/detail.tsx";
import { RemoveSamples, TenantsPage } from "../../../views/tenants/list.tsx";
import { OpenTenantPage } from "../../../views/tenants/open.tsx";
import { roles } from "../../domain/kernel/roles.ts";
import { renewAdminLink } from "../../domain/tenants/admin-link.ts";
import { mapHost } from "../../domain/tenants/hosts.ts";
import { inviteToOpen, openingsPage, revokeOpening } from "../../domain/tenants/invite.ts";
import { tenantsPage } from "../../domain/tenants/list.ts";
import { openTenant } from "../../domain/tenants/open.ts";
import { setPortals } from "../../domain/tenants/portals.ts";
import { provisionTenant, tenantBySlug } from "../../domain/tenants/provision.ts";
import { sampleTenants, tenantPage } from "../../domain/tenants/read.ts";
import { removeSamples } from "../../domain/tenants/samples.ts";
import { tenant } from "../../domain/tenants/tenant.ts";
import type { AppEnv, C } from "../../http/app-env.ts";
import { buildingFor, forgetAfter } from "../../http/building.ts";
import { attempting } from "../../http/form.ts";
import { newKey } from "../../http/own-form.ts";
import { allow } from "../../http/session.ts";
import { frameOf } from "../frame.ts";
import { adminLink, openingLink } from "../links.ts";
import { searchIn } from "../search.ts";
import { seeOther, show } from "../show.ts";

/** The operator's desk: which counties there are, how they stand, how to open another. */
export const tenantPages = new Hono<AppEnv>();

tenantPages.get("/operator/tenants", allow(tenant.rights.view), (c) => listPage(c, attempt()));

tenantPages.post("/operator/invitations", allow(tenant.rights.invite), async (c) => {
  const outcome = await attempting(c, ({ values }) => inviteToOpen(c.var.ctx, values));
  if ("done" in outcome) return seeOther(c, `/operator/invitations/${outcome.done.id}`);
  return listPage(c, outcome.refused, undefined, outcome.refused.status);
});

tenantPages.get("/operator/invitations", allow(tenant.rights.invite), async (c) => {
  const page = await openingsPage(c.var.ctx, c.req.query("before") ?? null);
  const props = { ...page, roles: operatorRole, mayInvite: true, now: c.var.now, idempotencyKey: newKey(c) };
  return show(c, <OpenInvitationsPage frame={frameOf(c, "等待使用的链接")} {...props} />);
});

const operatorRole = [{ value: "operator", label: roles.operator }];

tenantPages.post("/operator/invitations/:invitationId/revocation", allow(tenant.rights.invite), async (c) => {
  await revokeOpening(c.var.ctx, { invitationId: c.req.param("invitationId") });
  return seeOther(c, "/operator/invitations", "邀请已撤回");
});

tenantPages.get("/operator/invitations/:invitationId", allow(tenant.rights.invite), (c) =>
  listPage(c, attempt(), c.req.param("invitationId")),
);

async function listPage(c: C, at: Attempt, invitationId?: string, status: 200 | 409 | 422 = 200) {
  const asked = askedIn(c);
  const { invitation, ...page } = await tenantsPage(c.var.ctx, asked, invitationId ?? null);
  const invited = invitation && { ...invitation, href: openingLink(c, invitation.token) };
  const frame = frameOf(c, "各县");
  const props = { ...page, asked, frame, now: c.var.now, attempt: at, idempotencyKey: newKey(c), invited };
  return show(c, <TenantsPage {...props} />, status);
}

const askedIn = (c: C) => ({
  search: searchIn(c),
  care: c.req.query("care") === "1",
  before: c.req.query("before") ?? null,
});

tenantPages.get("/operator/tenants/new", allow(tenant.rights.manage), (c) => openPage(c, attempt()));

tenantPages.post("/operator/tenants", allow(tenant.rights.manage), async (c) => {
  const outcome = await attempting(c, ({ values }) =>
    forgetAfter(c, openTenant(c.var.ctx, values, buildingFor(c))),
  );
  if ("refused" in outcome) return openPage(c, outcome.refused, outcome.refused.status);
  return seeOther(c, `/operator/tenants/${outcome.done.slug}`);
});

function openPage(c: C, at: Attempt, status: 200 | 409 | 422 = 200) {
  const idempotencyKey = c.var.submitted?.key ?? newKey(c);
  const frame = frameOf(c, "开通新县");
  const props = {
    frame,
    presets: Object.values(presets),
    action: "/operator/tenants",
    attempt: at,
    idempotencyKey,
  };
  return show(c, <OpenTenantPage {...props} />, status);
}

tenantPages.get("/operator/tenants/:tenant", allow(tenant.rights.view), (c) => detailPage(c, {}));

tenantPages.post("/operator/tenants/:tenant/provisioning", allow(tenant.rights.manage), async (c) => {
  const slug = c.req.param("tenant");
  await forgetAfter(c, provisionTenant(c.var.ctx, slug, buildingFor(c)));
  return seeOther(c, `/operator/tenants/${slug}`);
});

tenantPages.post("/operator/tenants/:tenant/admin-link", allow(tenant.rights.admit), async (c) => {
  const tenant = await tenantBySlug(c.var.ctx, c.req.param("tenant"));
  await renewAdminLink(c.var.ctx, c.env.world, tenant);
  return seeOther(c, `/operator/tenants/${tenant.slug}`, "新的管理员链接已生成");
});

tenantPages.post("/operator/tenants/:tenant/hosts", allow(tenant.rights.manage), async (c) => {
  const slug = c.req.param("tenant");
  const outcome = await attempting(c, ({ values }) =>
    forgetAfter(c, mapHost(c.var.ctx, { ...values, slug })),
  );
  if ("done" in outcome) return seeOther(c, `/operator/tenants/${slug}`, "域名已指定");
  return detailPage(c, { host: outcome.refused }, outcome.refused.status);
});

tenantPages.post("/operator/tenants/:tenant/portals", allow(tenant.rights.manage), async (c) => {
  const slug = c.req.param("tenant");
  const outcome = await attempting(c, ({ values }) => setPortals(c.var.ctx, { ...values, slug }));
  if ("done" in outcome) return seeOther(c, `/operator/tenants/${slug}`, "门户已保存");
  return detailPage(c, { portals: outcome.refused }, outcome.refused.status);
});

type Attempts = Partial<Record<"host" | "portals", Attempt>>;

async function detailPage(c: C, attempts: Attempts, status: 200 | 409 | 422 = 200) {
  const tenant = await tenantPage(c.var.ctx, c.req.param("tenant") ?? "");
  const link = tenant.adminToken && adminLink(c, tenant.slug, tenant.adminToken);
  const props = {
    frame: frameOf(c, tenant.name),
    now: c.var.now,
    tenant,
    adminLink: link,
    hosts: tenant.hosts,
    attempt: attempts.host ?? attempt(),
    portals: attempts.portals ?? attempt({ origins: tenant.portals.join("\n") }),
  };
  return show(c, <TenantPage {...props} idempotencyKey={newKey(c)} />, status);
}

tenantPages.get("/operator/sample-removal", allow(tenant.rights.remove), async (c) => {
  const samples = await sampleTenants(c.var.ctx);
  return show(
    c,
    <RemoveSamples frame={frameOf(c, "移除示例县")} samples={samples} idempotencyKey={newKey(c)} />,
  );
});

tenantPages.post("/operator/sample-removal", allow(tenant.rights.remove), async (c) => {
  const { directory, provisioner } = c.env.world;
  directory.forget(await removeSamples(c.var.ctx, provisioner));
  return seeOther(c, "/operator/tenants", "示例县已全部移除");
});
