import * as z from "zod";
import type { Context } from "../domain/kernel/context.ts";
import { optional, valid } from "../domain/kernel/input.ts";
import { mapHost } from "../domain/tenants/hosts.ts";
import { inviteToOpen } from "../domain/tenants/invite.ts";
import { tenantList } from "../domain/tenants/list.ts";
import { OpenTenant, openTenant } from "../domain/tenants/open.ts";
import { setPortals } from "../domain/tenants/portals.ts";
import { provisionTenant } from "../domain/tenants/provision.ts";
import { tenantPage } from "../domain/tenants/read.ts";
import { tenant } from "../domain/tenants/tenant.ts";
import { buildingFor, forgetAfter } from "../http/building.ts";
import { cursorTo, placeAt } from "./cursor.ts";
import { type Endpoint, reading, writing } from "./endpoint.ts";
import { withLink } from "./invitations.ts";
import * as out from "./schemas.ts";
import { sessionEndpoints } from "./sessions.ts";

const oneTenant = z.strictObject({ tenant: z.string().max(40) });

const asked = z.strictObject({
  search: optional(z.string().max(30).meta({ description: "名称、网址标识或行政区划代码的开头" })),
  care: optional(z.stringbool().meta({ description: "只要需要处理的" })),
  before: optional(z.string().max(200)),
});

async function tenantsFrom(ctx: Context, { search = "", care = false, before }: z.output<typeof asked>) {
  const list = `tenants ${care} ${search}`;
  const found = await tenantList(ctx, { search, care, before: await placeAt(ctx, list, before) });
  return { ...found, next: await cursorTo(ctx, list, found.next) };
}

/** The platform's API, below `/api/v1`: for operators, and for whoever is invited to open a county. */
export const platformEndpoints: readonly Endpoint[] = [
  ...sessionEndpoints,
  reading(tenant.rights.view, asked, tenantsFrom, {
    path: "/tenants",
    summary: "各县及其状态，每页 20 个，需要处理的在前",
    output: out.Tenants,
  }),
  reading(tenant.rights.view, oneTenant, (ctx, { tenant: slug }) => tenantPage(ctx, slug), {
    path: "/tenants/{tenant}",
    summary: "一个县；首位管理员的邀请未使用时含其令牌",
    output: out.Tenant,
  }),
  {
    method: "post",
    path: "/tenants",
    right: tenant.rights.manage,
    summary: "开通一个县：建库、建表、采用做法模板、邀请首位管理员",
    input: OpenTenant,
    output: out.OpenedTenant,
    status: 201,
    created: "/tenants/{slug}",
    run: (c, input) => forgetAfter(c, openTenant(c.var.ctx, input, buildingFor(c))),
  },
  {
    method: "post",
    path: "/tenants/{tenant}/provisioning",
    right: tenant.rights.manage,
    summary: "把没有开通成功的县接着开通",
    input: oneTenant,
    output: out.OpenedTenant,
    status: 200,
    unkeyed: true,
    run: (c, input) =>
      forgetAfter(c, provisionTenant(c.var.ctx, valid(oneTenant, input).tenant, buildingFor(c))),
  },
  ...writing(withLink(inviteToOpen, "邀请一个县自行开通，取得邀请链接的令牌"), mapHost, setPortals),
  {
    method: "post",
    path: "/invitations/{invitation}/tenants",
    right: tenant.rights.open,
    summary: "凭邀请开通一个县",
    input: OpenTenant,
    output: out.OpenedTenant,
    status: 201,
    created: "/tenants/{slug}",
    run: (c, input) => forgetAfter(c, openTenant(c.var.ctx, input, buildingFor(c))),
  },
];
