import { verify } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import { tenants } from "../db/catalog/schema.ts";
import { invitations } from "../db/kernel/schema.ts";
import { invitationToken } from "../worker/domain/accounts/invitations.ts";
import { type Anchor, anchorIn, signed, unsignedAnchorIn } from "../worker/domain/audit/anchor.ts";
import { headOf } from "../worker/domain/audit/seal.ts";
import { verifyAudit } from "../worker/domain/audit/verify.ts";
import { type Secrets, secretsFrom, sha256 } from "../worker/domain/kernel/secrets.ts";
import { type Keys, tenantDatabase } from "../worker/domain/tenants/access.ts";
import type { TenantRow } from "../worker/domain/tenants/directory.ts";
import { readyTenants } from "../worker/domain/tenants/migrate.ts";
import { tokenDays } from "../worker/domain/tenants/provision.ts";
import { instant } from "../worker/time/instants.ts";
import { catalogOf, keysFrom } from "./keys.ts";
import { oneLine } from "./runtime/refusal.ts";
import { publicKey } from "./runtime/secrets.ts";
import type { DatabaseVars } from "./runtime/stack.ts";

/** Whether anchors without a signature, from before there was a key, get one: once, when an installation is upgraded. */
export interface Renewal {
  unsigned: boolean;
}

/**
 * Brings what the catalog keeps under the keys in force: counties' tokens and anchors. Whatever is under them already
 * stays, so that it can be interrupted and run again. Answers what people should be told.
 */
export async function renewKeys(vars: DatabaseVars, renewal: Renewal): Promise<string[]> {
  const catalog = catalogOf(vars);
  const keys = await keysFrom(vars);
  const inForce = await secretsFrom(vars.SECRETS_KEY);
  const told: string[] = [];
  for (const tenant of await readyTenants(catalog)) {
    const { slug } = tenant;
    const token = await renewedToken(keys, inForce, tenant, vars);
    const anchor = await renewedAnchor(keys, { ...tenant, ...token }, renewal).catch((error) => {
      told.push(`${slug} 的操作记录没有封存：${oneLine(error)}。${remedy}`);
      return {};
    });
    const renewed = await linkRenewed(keys, { ...tenant, ...token }).catch(oneLine);
    if (typeof renewed === "string")
      told.push(`${slug} 的首位管理员链接没有核对：${renewed}。下次启动时再核对。`);
    else if (renewed) told.push(`${slug} 的首位管理员链接已换新，转交过的已失效，请在这个县的页面重新转交。`);
    const set: Partial<TenantRow> = { ...token, ...anchor };
    if (Object.keys(set).length === 0) continue;
    await catalog.write([catalog.orm.update(tenants).set(set).where(eq(tenants.slug, slug))]);
  }
  return told;
}

const remedy = "查明原因后，请从备份恢复，或停止服务，用 npm run audit:accept 认可现状";

/** The token as it should be kept, where it is kept otherwise or opens nothing any more. */
async function renewedToken(
  { secrets, provisioner }: Keys,
  inForce: Secrets,
  { slug, databaseName, tokenCipher }: TenantRow,
  vars: DatabaseVars,
): Promise<Partial<TenantRow>> {
  const context = `token ${slug}`;
  const open = (keys: Secrets) => keys.open(tokenCipher ?? "", context).catch(() => null);
  const token = await open(secrets);
  // One that no key opens is a damage and no change of keys: the migration records it.
  if (token === null) return {};
  if (!opensStill(token, vars)) {
    const minted = await provisioner.mintToken(databaseName, tokenDays.life);
    const tokenCipher = await inForce.seal(minted.token, context);
    return { tokenCipher, tokenExpiresAt: instant(minted.expiresAt) };
  }
  return (await open(inForce)) === null ? { tokenCipher: await inForce.seal(token, context) } : {};
}

/** Turso's tokens are Turso's; ours must be signed with the key that the database server is given. */
function opensStill(token: string, vars: DatabaseVars): boolean {
  if (vars.PROVISIONER !== "sqld") return true;
  const [head = "", claims = "", signature = ""] = token.split(".");
  return verify(null, Buffer.from(`${head}.${claims}`), publicKey(vars), Buffer.from(signature, "base64url"));
}

/** The anchor under the key in force, where it is under another or, once, under none. */
async function renewedAnchor(
  keys: Keys,
  tenant: TenantRow,
  { unsigned }: Renewal,
): Promise<Partial<TenantRow>> {
  const { slug, auditHead } = tenant;
  const [current, ...previous] = await keys.secrets.sealers(slug);
  const text = auditHead ?? "";
  if (await anchorIn(text, [current])) return {};
  const older = await anchorIn(text, previous);
  const plain = unsigned && (auditHead === null || unsignedAnchorIn(text) !== null);
  if (!older && !plain)
    throw new Error("锚点不见了，或者不是用本系统的密钥签的，请运行 npm run audit:verify 查明");
  return { auditHead: await signed(current, older ?? (await proven(keys, tenant))) };
}

/** Where the log ends, once all of it was found whole, and to go on from its unsigned anchor. */
async function proven(keys: Keys, tenant: TenantRow): Promise<Anchor> {
  const db = await tenantDatabase(keys, tenant);
  const head = await headOf(db);
  const anchor = unsignedAnchorIn(tenant.auditHead ?? "") ?? head;
  const sealers = await keys.secrets.sealers(tenant.slug);
  const { brokenAt, reason } = await verifyAudit(db, sealers, [{ ...anchor, where: "目录库" }]);
  if (brokenAt !== null) throw new Error(`第 ${brokenAt} 行有问题：${reason}`);
  return head;
}

/** The first admin's link is shown to operators by its id alone, so it must be one of the key in force. */
async function linkRenewed(keys: Keys, tenant: TenantRow): Promise<boolean> {
  const { slug: realm, adminInvitation } = tenant;
  if (!adminInvitation) return false;
  const tokenHash = await sha256(await invitationToken({ ...keys, realm }, adminInvitation));
  const { orm, read, write } = await tenantDatabase(keys, tenant);
  const own = and(eq(invitations.id, adminInvitation), isNull(invitations.usedAt));
  const { found } = await read({ found: orm.select().from(invitations).where(own) });
  if (!found[0] || found[0].tokenHash === tokenHash) return false;
  await write([orm.update(invitations).set({ tokenHash }).where(own)]);
  return true;
}
