import { eq } from "drizzle-orm";
import * as z from "zod";
import { hosts, tenants } from "../../../db/catalog/schema.ts";
import { NotFound } from "../errors.ts";
import { insert } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import { id } from "../kernel/input.ts";
import { refOf, tenant as tenantNoun } from "./tenant.ts";

export const MapHost = z.strictObject({
  slug: id("租户"),
  host: z
    .string("请填写域名")
    .trim()
    .toLowerCase()
    .regex(
      /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}(:\d{1,5})?$/,
      "这不像一个域名，例如 lianzhi.example.gov.cn",
    ),
});

/** Makes a county reachable under a hostname of its own. */
export const mapHost = command({
  right: tenantNoun.rights.manage,
  input: MapHost,
  operation: {
    resource: "/tenants/{slug}/hosts",
    summary: "给县绑定域名",
    creates: "/tenants/{slug}",
    output: z.object({ host: z.string() }),
  },
  load: (orm, { slug }) => ({ tenant: orm.select().from(tenants).where(eq(tenants.slug, slug)) }),
  state: ({ tenant: [tenant] }) => {
    if (!tenant) throw new NotFound("tenant");
    return tenant;
  },
  scopes: () => [],
  taken: { "hosts.host": { path: "host", message: "这个域名已经指向一个县" } },
  decide: ({ slug }, { host }, { now }) => ({
    result: { host },
    on: refOf(slug),
    detail: { host },
    rows: [insert(hosts, { host, slug, createdAt: now })],
  }),
});
