/**
 * `npm run audit:verify [-- xinye …]`: recomputes the hash chains of the named counties, or of all and the catalog.
 * Exit code 1 when a chain is broken.
 */

import type { Database } from "../db/client.ts";
import { verifyAudit } from "../worker/domain/audit/seal.ts";
import { tenantDatabase } from "../worker/domain/tenants/access.ts";
import { readyTenants } from "../worker/domain/tenants/migrate.ts";
import { catalogOf, keysFrom } from "./keys.ts";
import { Refusal } from "./runtime/refusal.ts";
import { asCommand, runningVars } from "./runtime/running.ts";

const wanted = process.argv.slice(2).filter((word) => word !== "verify");

await asCommand(async () => {
  const vars = runningVars();
  const catalog = catalogOf(vars);
  const keys = await keysFrom(vars);
  if (wanted.length === 0) await verify("平台", catalog, null);
  const tenants = await readyTenants(catalog);
  const unknown = wanted.filter((slug) => !tenants.some((tenant) => tenant.slug === slug));
  if (unknown.length > 0) throw new Refusal(`没有这个县：${unknown.join("、")}`);
  for (const tenant of tenants) {
    if (wanted.length > 0 && !wanted.includes(tenant.slug)) continue;
    await verify(tenant.slug, await tenantDatabase(keys, tenant), tenant.auditHead);
  }
});

async function verify(name: string, db: Database, anchor: string | null): Promise<void> {
  const { rows, sealed, brokenAt, reason, head } = await verifyAudit(db, anchor);
  if (brokenAt !== null) {
    console.error(`${name}\t第 ${brokenAt} 行有问题：${reason}`);
    process.exitCode = 1;
    return;
  }
  const open = rows - sealed;
  console.log(`${name}\t${sealed} 行完好${open > 0 ? `，${open} 行待封存` : ""}\t${head ?? ""}`);
}
