import { eq } from "drizzle-orm";
import * as z from "zod";
import { invitations, tenants } from "../../../db/catalog/schema.ts";
import { presets } from "../../../db/presets/index.ts";
import { byHash, mustBeOpen } from "../accounts/invitations.ts";
import { Forbidden, Invalid } from "../errors.ts";
import { insert, update } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import type { Actor, Context } from "../kernel/context.ts";
import { line, optional, valid } from "../kernel/input.ts";
import { sha256 } from "../kernel/secrets.ts";
import { slugPattern, type TenantRow } from "./directory.ts";
import { leastOccupied, occupied } from "./places.ts";
import { type Building, newDatabaseName, provisionTenant } from "./provision.ts";
import type { Provisioner } from "./provisioner.ts";
import { refOf, tenant as tenantNoun } from "./tenant.ts";

const presetKeys = Object.keys(presets) as [string, ...string[]];

/** Words that can't be a county's address because they would read as something else. */
const reserved = ["platform", "catalog", "operator", "static", "api", "admin", "www"];

export const OpenTenant = z.strictObject({
  name: line("县（市、区）名称", 30),
  slug: z
    .string("请填写网址标识")
    .trim()
    .regex(slugPattern, "网址标识用小写字母开头，可含数字和短横线，2 至 31 个字符")
    .refine((slug) => !reserved.includes(slug), "这个标识留作系统使用，请换一个"),
  divisionCode: z.string("请填写行政区划代码").regex(/^\d{6}$/, "行政区划代码是 6 位数字"),
  preset: z.enum(presetKeys, "请选择做法模板"),
  adminName: line("管理员姓名", 30),
  /** A visitor's invitation to open a county; an operator needs none. */
  invitation: optional(z.string().max(100)),
});

/**
 * Opens a county: registers it in the catalog, then provisions its database. What fails half way is cleaned up,
 * leaves the county in state `failed` and can be taken up again with `provisionTenant`.
 */
export async function openTenant(ctx: Context, raw: unknown, building: Building): Promise<TenantRow> {
  const input = valid(OpenTenant, raw);
  const tokenHash = await sha256(input.invitation ?? "");
  const opener = { ...ctx, actor: openerOf(ctx, input) };
  const places = placesOf(building.provisioner);
  const { slug } = await registerTenant(opener, { ...input, tokenHash, places });
  return provisionTenant(ctx, slug, building);
}

/** An invited visitor acts under the name of the county's first admin. */
export const openerOf = ({ actor }: Pick<Context, "actor">, { adminName }: { adminName: string }): Actor =>
  actor.accountId === null ? { ...actor, name: adminName } : actor;

/** Where a county may be put. */
export const placesOf = ({ servers }: Provisioner): string[] =>
  servers.filter(({ runs }) => runs).map(({ place }) => place);

/**
 * The catalog's entry alone, marked as a sample when the demo makes it. Of `places` it gets the one with the fewest
 * counties, for good: whoever takes its opening up again makes its database there.
 */
export const registerTenant = command({
  right: tenantNoun.rights.open,
  input: OpenTenant.extend({
    tokenHash: z.string(),
    sample: z.boolean().default(false),
    places: z.array(z.string()).default([]),
  }),
  load: (orm, { slug, tokenHash }) => ({
    existing: orm.select({ state: tenants.state }).from(tenants).where(eq(tenants.slug, slug)),
    invitation: byHash(orm, tokenHash),
    counted: occupied(orm),
  }),
  state: ({ existing: [existing], invitation: [invitation], counted }) => ({ existing, invitation, counted }),
  scopes: () => [],
  prepare: async ({ slug }) => ({ databaseName: newDatabaseName(slug) }),
  taken: { "tenants.slug": { path: "slug", message: "这个网址标识已被使用，请换一个" } },
  decide: ({ existing, invitation, counted }, input, { now, actor, prepared }) => {
    const operator = actor.grants.some(({ role }) => role === "operator");
    if (!operator && invitation?.purpose !== "open") throw new Forbidden(tenantNoun.rights.open.action);
    if (!operator && invitation) mustBeOpen(invitation, now);
    if (existing) throw new Invalid([{ path: "slug", message: "这个网址标识已被使用，请换一个" }]);
    const { name, slug, divisionCode, preset, adminName, sample } = input;
    const row = { slug, name, divisionCode, preset, sample, state: "provisioning" as const, createdAt: now };
    const databaseUrl = leastOccupied(input.places, counted);
    // Guarded: of two who use one link at the same time, the second decides anew and finds it used.
    const using = !operator && invitation ? [update(invitations, invitation, { usedAt: now })] : [];
    return {
      result: { slug },
      on: refOf(slug),
      detail: { name, preset, sample },
      rows: [...using, insert(tenants, { ...row, adminName, databaseUrl, ...prepared })],
    };
  },
});
