import { eq } from "drizzle-orm";
import * as z from "zod";
import { tenants } from "../../../db/catalog/schema.ts";
import { NotFound } from "../errors.ts";
import { updateExactlyOne } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import { id } from "../kernel/input.ts";
import { refOf, tenant as tenantNoun } from "./tenant.ts";

/** More would hardly be portals; each stands in a header of every answer. */
const most = 5;

/** A scheme that can't be listened in on, a name or number, perhaps a port: nothing that means more in a header. */
const origin = /^https:\/\/(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}(:\d{1,5})?$/;

/** In a form one a line; as people copy them from the address bar, up to the slash. */
const Origins = z.preprocess(
  (value) => (typeof value === "string" ? value.split(/\s+/).filter(Boolean) : value),
  z
    .array(
      z
        .string()
        .max(300)
        .transform((text) => text.toLowerCase().replace(/\/$/, "")),
      "请填写门户的地址，每行一个",
    )
    .max(most, `最多 ${most} 个门户`)
    .transform((list) => [...new Set(list)])
    .superRefine((list, { addIssue }) => {
      const odd = list.find((each) => !origin.test(each));
      if (odd)
        addIssue(`“${odd}”不是门户的地址，要以 https:// 开头，不带路径，例如 https://portal.example.gov.cn`);
    }),
);

export const SetPortals = z.strictObject({ slug: id("租户"), origins: Origins });

/** Says which portals may show the county's pages in a frame: these and no others. */
export const setPortals = command({
  right: tenantNoun.rights.manage,
  input: SetPortals,
  operation: {
    resource: "/tenants/{slug}/portals",
    summary: "指定可以嵌入本县页面的门户，代替原来指定的",
    method: "put",
    output: z.object({ origins: z.array(z.string()) }),
  },
  load: (orm, { slug }) => ({ tenant: orm.select().from(tenants).where(eq(tenants.slug, slug)) }),
  state: ({ tenant: [tenant] }) => {
    if (!tenant) throw new NotFound("tenant");
    return tenant;
  },
  scopes: () => [],
  decide: ({ slug }, { origins }) => ({
    result: { origins },
    on: refOf(slug),
    detail: { portals: origins },
    rows: [updateExactlyOne(tenants, eq(tenants.slug, slug), { portals: origins })],
  }),
});
