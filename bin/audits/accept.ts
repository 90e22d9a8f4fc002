import { eq } from "drizzle-orm";
import { tenants } from "../../db/catalog/schema.ts";
import { anchorIn, signed } from "../../worker/domain/audit/anchor.ts";
import { headOf } from "../../worker/domain/audit/seal.ts";
import { trace } from "../../worker/domain/audit/trace.ts";
import { verifyAudit } from "../../worker/domain/audit/verify.ts";
import type { Context } from "../../worker/domain/kernel/context.ts";
import { tenantDatabase } from "../../worker/domain/tenants/access.ts";
import { dueAtOnce } from "../../worker/domain/tenants/due.ts";
import { readyTenants } from "../../worker/domain/tenants/migrate.ts";
import { refOf } from "../../worker/domain/tenants/tenant.ts";
import { keysFrom, onCatalog } from "../keys.ts";
import { Refusal } from "../runtime/refusal.ts";
import type { DatabaseVars } from "../runtime/stack.ts";

/**
 * Anchors a log where it ends now, whatever it was anchored at; what was given up goes on record with the reason. A log
 * that isn't whole in itself can't be accepted. The county's job, which copies the anchor into the files, is due at once.
 * Answers the newest sealed row. @throws Refusal
 */
export async function acceptLog(vars: DatabaseVars, realm: string, why: string): Promise<string> {
  const ctx = await onCatalog(vars);
  const keys = await keysFrom(vars);
  const tenant = (await readyTenants(ctx.db)).find(({ slug }) => slug === realm);
  if (!tenant && realm !== "platform") throw new Refusal(`没有这个县：${realm}`);
  const db = tenant ? await tenantDatabase(keys, tenant) : ctx.db;
  const head = await provenHead({ ...ctx, db, realm }, tenant?.auditHead ?? "");
  const now = `${head.seq}:${head.hash}`;
  const { orm } = ctx.db;
  const [sealer] = await ctx.secrets.sealers(realm);
  const auditHead = await signed(sealer, head);
  await ctx.db.write([
    ...(tenant
      ? [
          orm
            .update(tenants)
            .set({ auditHead, ...dueAtOnce })
            .where(eq(tenants.slug, realm)),
        ]
      : []),
    trace(ctx, "tenant.manage", refOf(realm), { accepted: now, instead: tenant?.auditHead ?? null, why }),
  ]);
  return now;
}

async function provenHead({ db, realm, secrets }: Context, held: string) {
  const sealers = await secrets.sealers(realm);
  const { brokenAt, reason } = await verifyAudit(db, sealers, []);
  if (brokenAt !== null)
    throw new Refusal(`${realm} 的操作记录第 ${brokenAt} 行有问题：${reason}。这不能认可，请从备份恢复。`);
  const [head, anchor] = [await headOf(db), await anchorIn(held, sealers)];
  if (anchor && head.from > anchor.from && head.seq >= anchor.from)
    throw new Refusal(
      `${realm} 的操作记录从第 ${anchor.from} 行起没有用密钥封存。这不能认可，请从备份恢复。`,
    );
  return head;
}
