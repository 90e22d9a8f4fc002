import { existsSync, readFileSync } from "node:fs";
import { eq } from "drizzle-orm";
import { tenants } from "../db/catalog/schema.ts";
import { openDatabase } from "../db/client.ts";
import { demoCounties } from "../db/demo/index.ts";
import type { DemoCounty } from "../db/demo/types.ts";
import { accounts, grants } from "../db/kernel/schema.ts";
import type { Context, Passwords } from "../worker/domain/kernel/context.ts";
import { newId, type Secrets, secretsFrom, sha256 } from "../worker/domain/kernel/secrets.ts";
import { tenantDatabase } from "../worker/domain/tenants/access.ts";
import { adminLinkToken } from "../worker/domain/tenants/invite.ts";
import { placesOf, registerTenant } from "../worker/domain/tenants/open.ts";
import { provisionTenant } from "../worker/domain/tenants/provision.ts";
import { type Provisioner, sqldProvisioner } from "../worker/domain/tenants/provisioner.ts";
import type { Instant } from "../worker/time/instants.ts";
import { acting, actorWith, newPassword, openedAt, type Stage } from "./demo/acting.ts";
import { fillCounty } from "./demo/county.ts";
import type { CountySignIns, SignIn } from "./demo/people.ts";
import { anchorsFrom } from "./keys.ts";
import { nodePasswords } from "./passwords.ts";
import type { WorkerVars } from "./runtime/vars.ts";
import { writeWhole } from "./runtime/write-whole.ts";

/** What `.data/demo.json` holds. */
export interface DemoFile {
  baseUrl: string;
  operator: SignIn;
  tenants: Record<string, CountySignIns>;
}

export interface Making {
  vars: WorkerVars;
  /** Where it is written down how to sign in. */
  file: string;
  say(line: string): void;
  /** The moment of making. */
  until: Instant;
  /** How many matters of each county's past are told later. */
  matters: number;
}

/** Fills an empty installation with six sample counties and writes down how to sign in. Runs once. */
export async function makeDemo({ vars, file, say, until: today, matters }: Making): Promise<void> {
  const secrets = await secretsFrom(vars.SECRETS_KEY, vars.SECRETS_KEY_PREVIOUS);
  const operator = { username: "operator", password: newPassword() };
  const catalog = await platformContext(vars, secrets, operator, today);
  const provisioner = sqldProvisioner({
    url: vars.SQLD_URL,
    adminUrl: vars.SQLD_ADMIN_URL,
    adminKey: vars.SQLD_ADMIN_KEY,
    signingKey: vars.SQLD_SIGNING_KEY,
  });
  // One after the other, so that each goes where there are fewest.
  for (const county of demoCounties) await register(catalog, provisioner, county, today);
  const made = await Promise.all(
    demoCounties.map(async (county) => {
      const signIns = await makeCounty({ catalog, provisioner, today, matters }, county);
      say(
        `  ${county.name}：${county.org.length} 个组织单元，${county.matters.length} 件事项，${county.meetings.length} 次会议`,
      );
      return [county.slug, signIns] as const;
    }),
  );
  const demo: DemoFile = { baseUrl: vars.PUBLIC_URL, operator, tenants: Object.fromEntries(made) };
  writeWhole(file, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 });
}

async function platformContext(
  vars: WorkerVars,
  secrets: Secrets,
  operator: SignIn,
  today: Instant,
): Promise<Context> {
  const { CATALOG_URL: url, CATALOG_TOKEN: token, CATALOG_NAMESPACE: namespace } = vars;
  const db = openDatabase({ url, token, namespace });
  const accountId = newId(Date.now());
  const name = "示例·平台运维";
  const passwordHash = await nodePasswords.hash(operator.password);
  await db.write([
    db.orm
      .insert(accounts)
      .values({ id: accountId, username: operator.username, name, passwordHash, createdAt: today }),
    db.orm.insert(grants).values({
      id: newId(Date.now()),
      accountId,
      role: "operator",
      scopeKind: "platform",
      grantedAt: today,
    }),
  ]);
  const grant = { role: "operator", scopeKind: "platform", scopeId: null, scopeName: null } as const;
  const stage: Stage = {
    db,
    slug: "platform",
    secrets,
    passwords: onceEach(nodePasswords),
    anchors: anchorsFrom(vars),
    today,
  };
  return acting(stage, actorWith(name, accountId, grant), today);
}

/** Acting on the catalog on the day when the counties were opened. */
const onOpening = (catalog: Context, today: Instant): Context => ({
  ...catalog,
  now: openedAt(today),
  idempotencyKey: crypto.randomUUID(),
});

async function register(
  catalog: Context,
  provisioner: Provisioner,
  { slug, name, divisionCode, preset, people }: DemoCounty,
  today: Instant,
): Promise<void> {
  const adminName = people.find(({ key }) => key === "admin")?.name ?? "示例·管理员";
  const entry = { slug, name, divisionCode, preset, adminName, sample: true, tokenHash: await sha256("") };
  await registerTenant(onOpening(catalog, today), { ...entry, places: placesOf(provisioner) });
}

interface Makers {
  catalog: Context;
  provisioner: Provisioner;
  today: Instant;
  matters: number;
}

async function makeCounty(
  { catalog, provisioner, today, matters }: Makers,
  { slug, name, divisionCode, preset, ...rest }: DemoCounty,
): Promise<CountySignIns> {
  const { secrets, passwords, anchors } = catalog;
  const opening = onOpening(catalog, today);
  const within = (_tenant: unknown, db: Context["db"]) => ({ ...opening, db, realm: slug });
  const tenant = await provisionTenant(opening, slug, { provisioner, within });
  const db = await tenantDatabase({ secrets, provisioner }, tenant);
  const stage: Stage = { db, slug, secrets, passwords, anchors, today };
  const token = await adminLinkToken(catalog, tenant);
  const signIns = await fillCounty(
    stage,
    { slug, name, divisionCode, preset, ...rest },
    { adminToken: token ?? "", matters },
  );
  const used = catalog.db.orm.update(tenants).set({ adminInvitation: null }).where(eq(tenants.slug, slug));
  await catalog.db.write([used]);
  return signIns;
}

/** Hashes each password once: hundreds of sample people share the one that nobody knows. */
function onceEach(passwords: Passwords): Passwords {
  const hashes = new Map<string, Promise<string>>();
  return {
    ...passwords,
    hash: (password) => {
      const hash = hashes.get(password) ?? passwords.hash(password);
      hashes.set(password, hash);
      return hash;
    },
  };
}

/** Lines that tell where to look and how to sign in, for the terminal. */
export function describeDemo(file: string, baseUrl: string): string[] {
  if (!existsSync(file)) return [];
  const { operator, tenants } = JSON.parse(readFileSync(file, "utf8")) as DemoFile;
  const line = (what: string, { username, password, unit, grid }: SignIn) =>
    ["", what, username, password, unit ?? grid ?? ""].join("  ").trimEnd();
  return [
    `平台运维：${baseUrl}/session/new`,
    line("运维", operator),
    ...Object.entries(tenants).flatMap(([slug, people]) => [
      `${slug}：${baseUrl}/t/${slug}（工作人员登录 ${baseUrl}/t/${slug}/session/new）`,
      line("县级管理员", people.admin),
      line("会议秘书　", people.secretary),
      line("单位联络员", people.liaison),
      line("网格员　　", people.gridWorker),
    ]),
    `以上用户名和密码也在 ${file}`,
  ];
}
