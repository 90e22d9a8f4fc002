import { join } from "node:path";
import type { Database } from "../../db/client.ts";
import { anchorIn } from "../../worker/domain/audit/anchor.ts";
import { anchorHolds } from "../../worker/domain/audit/seal.ts";
import type { Check } from "../../worker/domain/installation/checks.ts";
import { type Readings, readingsOf, wrongIn } from "../../worker/domain/installation/readiness.ts";
import { several } from "../../worker/domain/kernel/several.ts";
import { type Keys, tenantDatabase } from "../../worker/domain/tenants/access.ts";
import type { TenantRow } from "../../worker/domain/tenants/directory.ts";
import { readyTenants } from "../../worker/domain/tenants/migrate.ts";
import { mustHoldCounty } from "../../worker/domain/tenants/own-row.ts";
import { serverOf } from "../../worker/domain/tenants/places.ts";
import { formatFullMoment } from "../../worker/time/format.ts";
import { instant } from "../../worker/time/instants.ts";
import { catalogOf, keysFrom } from "../keys.ts";
import { isBlocked } from "../moves/fence.ts";
import { type Mark, MOVING } from "../runtime/folder.ts";
import { isLocked } from "../runtime/lock.ts";
import { oneLine } from "../runtime/refusal.ts";
import { runningVars } from "../runtime/running.ts";
import { nth, serverLog } from "../runtime/servers.ts";
import type { DatabaseVars } from "../runtime/stack.ts";
import { bad, type Finding, good, type Patient } from "./finding.ts";

/** What the running installation tells of itself, and whether each county's database answers and is its own. */
export async function inService({ environment, mark, folder }: Patient): Promise<Finding[]> {
  try {
    const vars = runningVars(environment);
    const catalog = catalogOf(vars);
    const now = instant(Date.now());
    const keys = await keysFrom(vars);
    const readings = await readingsOf(catalog, now, keys.provisioner);
    const answering = await pagesOf(mark);
    return [
      answering,
      ...told(readings, wrongIn(readings, null, now)),
      ...(await counties(catalog, keys)),
      ...(await stuck(catalog, vars, folder)),
    ];
  } catch (error) {
    return [bad("数据库", `没有回答：${oneLine(error)}`)];
  }
}

/** The door on this machine, whatever name people open it by. */
async function pagesOf({ url: door = "" }: Mark): Promise<Finding> {
  const url = `${door.replace(/\/\/(0\.0\.0\.0|\[::\])/, "//127.0.0.1")}/readyz`;
  const answer = await fetch(url, { signal: AbortSignal.timeout(10_000) }).catch(oneLine);
  if (typeof answer === "string") return bad("网站", `${url} 没有回答：${answer}`);
  return answer.ok ? good("网站", `${url} 正常回答`) : bad("网站", `${url} 回答 ${answer.status}`);
}

function told(readings: Readings, wrong: readonly Check[]): Finding[] {
  const { cronAt, queueAt, dead, deadJobs, troubled, silent } = readings;
  const ran = `最近一次安排 ${formatFullMoment(cronAt)}，执行 ${formatFullMoment(queueAt)}`;
  const finding = (check: Check, what: string, said: string, fault: string) =>
    wrong.includes(check) ? bad(what, fault) : good(what, said);
  return [
    finding("writes", "写入", "刚刚写入成功", "总目录写不进去，磁盘可能已满"),
    ...silent.map((server) =>
      bad(nth(server), `没有运行或写不进去，它的县不能使用。日志：${serverLog(server)}，修好后请重新启动`),
    ),
    finding("jobs", "后台任务", ran, `停了：${ran}`),
    finding(
      "deadJobs",
      "没有完成的任务",
      "没有",
      `${dead} 个：${deadJobs.map(({ slug }) => slug).join("、")}`,
    ),
    ...troubled.map(({ slug, state, migrationError }) =>
      bad("县", `${slug}（${state}）：${migrationError ?? "版本落后"}`),
    ),
  ];
}

async function counties(catalog: Database, keys: Keys): Promise<Finding[]> {
  const all = await readyTenants(catalog);
  const faults = (await several(all, 8, (tenant) => faultsOf(tenant, keys))).flat();
  return [
    ...faults,
    ...(faults.length === 0 ? [good("各县数据库", `${all.length} 个都能读，锚点都在`)] : []),
  ];
}

/** Counties that a move which broke off left so that nothing can be written. */
async function stuck(catalog: Database, vars: DatabaseVars, folder: string): Promise<Finding[]> {
  if (vars.PROVISIONER !== "sqld" || isLocked(join(folder, MOVING))) return [];
  const found = await several(await readyTenants(catalog), 8, async ({ slug, ...at }) => {
    const blocked = await isBlocked(vars, at).catch(() => false);
    const stay = `npm run tenants:move -- ${slug} ${serverOf(at.databaseUrl)}`;
    const fault = `${slug} 不能写入：上次转移没有做完。请再转移一次，或运行 ${stay}，让它留在原处`;
    return blocked ? [bad("县", fault)] : [];
  });
  return found.flat();
}

async function faultsOf(tenant: TenantRow, keys: Keys): Promise<Finding[]> {
  const { slug, auditHead } = tenant;
  try {
    const db = await tenantDatabase(keys, tenant);
    await mustHoldCounty(db, slug);
    const anchor = auditHead && (await anchorIn(auditHead, await keys.secrets.sealers(slug)));
    if (anchor && (await anchorHolds(db, anchor))) return [];
    return [
      bad("操作记录", `${slug} 的锚点不见了，或者被锚定的记录改动过，请运行 npm run audit:verify -- ${slug}`),
    ];
  } catch (error) {
    return [bad("各县数据库", `${slug}：${oneLine(error)}`)];
  }
}
