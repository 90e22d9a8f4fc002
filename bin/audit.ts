/**
 * `npm run audit:verify [-- xinye …]`: recomputes the chains of the named counties, or of all and the catalog, and compares
 * them with their anchors in the catalog and in the files. Exit code 1 when anything is wrong or couldn't be compared.
 */

import { tenantDatabase } from "../worker/domain/tenants/access.ts";
import { readyTenants } from "../worker/domain/tenants/migrate.ts";
import { examine, type Log } from "./audits/examine.ts";
import { anchorsOutside } from "./audits/outside.ts";
import { catalogOf, keysFrom } from "./keys.ts";
import { oneLine, Refusal } from "./runtime/refusal.ts";
import { asCommand, runningVars } from "./runtime/running.ts";

const wanted = process.argv.slice(2).filter((word) => word !== "verify");

const advice = [
  "怎么办：先不要改动数据，停下来，把数据目录原样复制一份留作证据；再用最近的备份另行恢复一份，对照出问题的行。",
  "恢复过旧备份、或换回过旧的数据库文件的，记录比锚点旧是必然的：查明后用 npm run audit:accept -- 县 理由 认可现状，这会记入平台的操作记录。",
].join("\n");

await asCommand(async () => {
  const vars = runningVars();
  const catalog = catalogOf(vars);
  const keys = await keysFrom(vars);
  const tenants = await readyTenants(catalog);
  const unknown = wanted.filter((slug) => !tenants.some((tenant) => tenant.slug === slug));
  if (unknown.length > 0) throw new Refusal(`没有这个县：${unknown.join("、")}`);
  const outside = (realm: string) => () => anchorsOutside(realm, vars);
  let isBroken = false;
  const say = async (name: string, log: () => Promise<Log>) => {
    const found = await tell(name, log, keys.secrets);
    if (found !== "whole") process.exitCode = 1;
    isBroken ||= found === "broken";
  };
  if (wanted.length === 0)
    await say("平台", async () => ({ realm: "platform", db: catalog, outside: outside("platform") }));
  for (const tenant of tenants) {
    const { slug, auditHead } = tenant;
    if (wanted.length > 0 && !wanted.includes(slug)) continue;
    const opened = async () => ({ db: await tenantDatabase(keys, tenant), outside: outside(slug) });
    await say(slug, async () => ({ realm: slug, inCatalog: auditHead, ...(await opened()) }));
  }
  if (isBroken) console.error(advice);
});

/** Says how the log was found; a database that doesn't answer keeps the others from nothing. */
async function tell(
  name: string,
  log: () => Promise<Log>,
  secrets: Parameters<typeof examine>[1],
): Promise<"whole" | "not compared" | "broken"> {
  try {
    const { faults, gaps, rows, sealed, head } = await examine(await log(), secrets);
    for (const said of [...faults, ...gaps]) console.error(`${name}\t${said}`);
    if (faults.length > 0) return "broken";
    const open = rows - sealed;
    console.log(`${name}\t${sealed} 行完好${open > 0 ? `，${open} 行待封存` : ""}\t${head}`);
    return gaps.length > 0 ? "not compared" : "whole";
  } catch (error) {
    console.error(`${name}\t没有核对：${oneLine(error)}`);
    return "not compared";
  }
}
