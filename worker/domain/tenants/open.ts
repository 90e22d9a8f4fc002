import { and, eq, ne } from "drizzle-orm";
import * as z from "zod";
import { hosts, invitations, tenants } from "../../../db/catalog/schema.ts";
import { type Database, openDatabase } from "../../../db/client.ts";
import { migrate } from "../../../db/migrate.ts";
import { presets } from "../../../db/presets/index.ts";
import { tenantMigrations } from "../../../db/tenant/migrations.ts";
import { instant } from "../../rules/time.ts";
import { byHash, expiryOf, invitationToken, mustBeOpen, newInvitation } from "../accounts/invitations.ts";
import { foundCounty } from "../county/found.ts";
import { Conflict, Forbidden, Invalid, NotFound, Unavailable } from "../errors.ts";
import { insert, statement, update } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import type { Context } from "../kernel/context.ts";
import { id, line, optional, valid } from "../kernel/input.ts";
import { newToken, sha256 } from "../kernel/secrets.ts";
import { slugPattern, type TenantRow } from "./directory.ts";
import type { Provisioner } from "./provisioner.ts";

/** Days a tenant's database token lives, and how many must be left before a new one is minted. */
export const tokenDays = { life: 30, renewBelow: 10 };

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

/** What opening a county needs besides the catalog. */
export interface Building {
  provisioner: Provisioner;
  /** A context in the tenant's own database, acting for whoever opens it. */
  within(tenant: TenantRow, database: Database): Context;
}

/**
 * Opens a county: registers it in the catalog, then provisions its database. What fails half way is cleaned up,
 * leaves the county in state `failed` and can be taken up again with `provisionTenant`.
 */
export async function openTenant(ctx: Context, raw: unknown, building: Building): Promise<TenantRow> {
  const input = valid(OpenTenant, raw);
  const tokenHash = await sha256(input.invitation ?? "");
  const { slug } = await registerTenant(ctx, { ...input, tokenHash });
  return provisionTenant(ctx, slug, building);
}

/** The catalog's entry alone, marked as a sample when the demo makes it. */
export const registerTenant = command({
  action: "tenant.open",
  input: OpenTenant.extend({ tokenHash: z.string(), sample: z.boolean().default(false) }),
  load: (orm, { slug, tokenHash }) => ({
    existing: orm.select({ state: tenants.state }).from(tenants).where(eq(tenants.slug, slug)),
    invitation: byHash(orm, tokenHash),
  }),
  state: ({ existing: [existing], invitation: [invitation] }) => ({ existing, invitation }),
  scopes: () => [],
  prepare: async ({ slug }) => ({ databaseName: newDatabaseName(slug) }),
  taken: { "tenants.slug": { path: "slug", message: "这个网址标识已被使用，请换一个" } },
  decide: ({ existing, invitation }, input, { now, actor, prepared }) => {
    const operator = actor.grants.some(({ role }) => role === "operator");
    if (!operator && invitation?.purpose !== "open") throw new Forbidden("tenant.open");
    if (!operator && invitation) mustBeOpen(invitation, now);
    if (existing) throw new Invalid([{ path: "slug", message: "这个网址标识已被使用，请换一个" }]);
    const { name, slug, divisionCode, preset, adminName, sample } = input;
    const row = { slug, name, divisionCode, preset, sample, state: "provisioning" as const, createdAt: now };
    // Guarded: of two who use one link at the same time, the second decides anew and finds it used.
    const using = !operator && invitation ? [update(invitations, invitation, { usedAt: now })] : [];
    return {
      result: { slug },
      subject: `tenant:${slug}`,
      detail: { name, preset, sample },
      rows: [...using, insert(tenants, { ...row, adminName, ...prepared })],
    };
  },
});

const newDatabaseName = (slug: string): string =>
  `${slug}-${newToken()
    .replace(/[^a-z0-9]/g, "")
    .slice(0, 6)}`;

/**
 * Brings a registered county to `ready`: database, token, schema, rules, the admin's invitation. Each step may be
 * repeated; a county that is ready already is left as it is.
 */
export async function provisionTenant(ctx: Context, slug: string, building: Building): Promise<TenantRow> {
  const tenant = await tenantBySlug(ctx, slug);
  if (tenant.state === "ready") return tenant;
  const { provisioner } = building;
  try {
    const { url } = await provisioner.create(tenant.databaseName);
    const { token, expiresAt } = await provisioner.mintToken(tenant.databaseName, tokenDays.life);
    const database = openDatabase(provisioner.address(tenant.databaseName, url, token), ctx.db.meter);
    const schemaVersion = await migrate(database, tenantMigrations, ctx.now);
    const { adminInvitation } = await foundCounty(building.within(tenant, database), tenant);
    await record(ctx, tenant, {
      state: "ready",
      databaseUrl: url,
      tokenCipher: await ctx.secrets.seal(token, `token ${slug}`),
      tokenExpiresAt: instant(expiresAt),
      schemaVersion,
      adminInvitation,
      migrationError: null,
    });
  } catch (error) {
    await giveUp(ctx, tenant, provisioner, error);
    throw error;
  }
  const opened = await tenantBySlug(ctx, slug);
  if (opened.state !== "ready") throw new Unavailable(`another try to open ${slug} failed and cleaned up`);
  return opened;
}

export async function tenantBySlug(ctx: Context, slug: string): Promise<TenantRow> {
  const { found } = await ctx.db.read({
    found: ctx.db.orm.select().from(tenants).where(eq(tenants.slug, slug)),
  });
  if (!found[0] || found[0].state === "removed") throw new NotFound("tenant");
  return found[0];
}

/**
 * Cleans up unless somebody has made the county ready meanwhile. The county gets another database name first, so
 * that the removal can't meet the database of a try that runs at the same time or comes next.
 */
async function giveUp(
  ctx: Context,
  tenant: TenantRow,
  provisioner: Provisioner,
  error: unknown,
): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error);
  const databaseName = newDatabaseName(tenant.slug);
  await record(ctx, tenant, { state: "failed", migrationError: reason, databaseName });
  const after = await tenantBySlug(ctx, tenant.slug);
  if (after.databaseName !== tenant.databaseName) await provisioner.destroy(tenant.databaseName);
}

/** Only while the county still waits for this database. */
async function record(
  ctx: Context,
  { slug, databaseName }: TenantRow,
  set: Partial<TenantRow>,
): Promise<void> {
  const waiting = and(
    eq(tenants.slug, slug),
    eq(tenants.databaseName, databaseName),
    ne(tenants.state, "ready"),
    ne(tenants.state, "removed"),
  );
  await ctx.db.write([ctx.db.orm.update(tenants).set(set).where(waiting)]);
}

/** Invites somebody without an account to open a county. */
export const inviteToOpen = command({
  action: "tenant.invite",
  input: z.strictObject({ name: line("受邀人", 30) }),
  load: () => ({}),
  state: () => null,
  scopes: () => [],
  prepare: (_input, ctx) => newInvitation(ctx),
  decide: (_state, { name }, { now, actor, prepared }) => ({
    result: { id: prepared.id },
    subject: `invitation:${prepared.id}`,
    rows: [
      insert(invitations, {
        ...prepared,
        purpose: "open",
        name,
        invitedBy: actor.name,
        createdAt: now,
        expiresAt: expiryOf(now),
      }),
    ],
  }),
});

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
  action: "tenant.manage",
  input: MapHost,
  load: (orm, { slug }) => ({ tenant: orm.select().from(tenants).where(eq(tenants.slug, slug)) }),
  state: ({ tenant: [tenant] }) => {
    if (!tenant) throw new NotFound("tenant");
    return tenant;
  },
  scopes: () => [],
  taken: { "hosts.host": { path: "host", message: "这个域名已经指向一个县" } },
  decide: ({ slug }, { host }, { now }) => ({
    result: { host },
    subject: `tenant:${slug}`,
    detail: { host },
    rows: [insert(hosts, { host, slug, createdAt: now })],
  }),
});

/** The link by which a new county's first admin gets in; null once it is used up or there is none. */
export const adminLinkToken = (ctx: Context, tenant: TenantRow): Promise<string> | null =>
  tenant.adminInvitation ? invitationToken({ ...ctx, place: tenant.slug }, tenant.adminInvitation) : null;

/** Removes all counties that hold sample data, with their databases. Result: their slugs. */
export async function removeSamples(ctx: Context, provisioner: Provisioner): Promise<string[]> {
  const { slugs } = await markSamplesRemoved(ctx, {});
  const { removed } = await ctx.db.read({
    removed: ctx.db.orm
      .select()
      .from(tenants)
      .where(and(eq(tenants.sample, true), eq(tenants.state, "removed"))),
  });
  for (const { databaseName, slug } of removed) {
    await provisioner.destroy(databaseName);
    await ctx.db.write([
      ctx.db.orm.delete(hosts).where(eq(hosts.slug, slug)),
      ctx.db.orm.delete(tenants).where(eq(tenants.slug, slug)),
    ]);
  }
  return slugs;
}

const markSamplesRemoved = command({
  action: "tenant.manage",
  input: z.strictObject({}),
  load: (orm) => ({
    samples: orm.select({ slug: tenants.slug }).from(tenants).where(eq(tenants.sample, true)),
  }),
  state: ({ samples }) => samples,
  scopes: () => [],
  decide: (samples) => {
    if (samples.length === 0) throw new Conflict("没有示例数据可移除");
    const slugs = samples.map(({ slug }) => slug);
    const all = statement((orm) =>
      orm.update(tenants).set({ state: "removed" }).where(eq(tenants.sample, true)),
    );
    return { result: { slugs }, subject: "tenant:samples", detail: { slugs }, rows: [all] };
  },
});
