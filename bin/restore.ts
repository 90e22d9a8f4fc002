/**
 * `npm run restore -- <name or latest>` fills a new data folder (DATA_DIR) with a whole backup, to be started then.
 * `npm run restore -- <name or latest> --county xinye [--as xinye-2]` puts one county of it into the running installation.
 * SQLD_SERVERS says over how many database servers the counties of a whole backup are spread.
 * `--lost-key` where the SECRETS_KEY of the backup's time is lost: its logs can't be proven and are sealed anew.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { chosen, readManifest } from "./backups/manifest.ts";
import { restoreCounty } from "./backups/restore-county.ts";
import { restoreWhole } from "./backups/restore-whole.ts";
import { backupKeyFrom } from "./backups/seal.ts";
import { storeFrom } from "./backups/store.ts";
import { openFolder } from "./runtime/folder.ts";
import { Refusal } from "./runtime/refusal.ts";
import { asCommand, runningVars } from "./runtime/running.ts";
import { secretsFrom } from "./runtime/secrets.ts";
import { wantedServers } from "./runtime/servers.ts";

const usage = "用法：npm run restore -- <备份名或 latest> [--county 县 [--as 新的网址标识]] [--lost-key]";
const folder = resolve(process.env.DATA_DIR || ".data");

await asCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { county: { type: "string" }, as: { type: "string" }, "lost-key": { type: "boolean" } },
  });
  const [wanted] = positionals;
  if (!wanted || positionals.length > 1 || (values.as && !values.county)) throw new Refusal(usage);
  const [store, key] = [storeFrom(process.env), backupKeyFrom(process.env)];
  const manifest = await readManifest(store, await chosen(store, wanted), key);
  const backup = { store, key, manifest, lostKey: values["lost-key"] ?? false };
  if (values.county) return oneCounty(backup, values.county, values.as ?? values.county);
  return whole(backup);
});

type Backup = Parameters<typeof restoreWhole>[0];

async function oneCounty({ manifest, ...from }: Backup, slug: string, as: string): Promise<void> {
  const entry = manifest.counties.find((county) => county.slug === slug);
  if (!entry) throw new Refusal(`这份备份里没有 ${slug}。`);
  const head = await restoreCounty({ ...from, vars: runningVars(), folder }, entry, as);
  console.log(`${entry.name}（备份于 ${manifest.at}）已恢复为 /t/${as}，操作记录${stateOf(from)}：${head}`);
  console.log("登录和邀请链接都已失效。请在各县页面为它重新生成管理员链接。");
}

function stateOf({ lostKey }: Pick<Backup, "lostKey">): string {
  return lostKey ? "已恢复，不能证明没有改动过" : "完好";
}

async function whole(backup: Backup): Promise<void> {
  const { manifest } = backup;
  if (manifest.purpose !== "production")
    throw new Refusal("这是演示数据的备份，只能用 --county 恢复其中一个县。");
  const [secrets, servers] = [secretsFrom(process.env), wantedServers(process.env)];
  const target = openFolder(folder, "production");
  try {
    if (!target.isNew)
      throw new Refusal(`${folder} 里已有数据。请用 DATA_DIR 指定一个新目录，核对后再换过去。`);
    target.remember({});
    const heads = await restoreWhole(backup, target, secrets, servers);
    for (const { slug, head } of heads) console.log(`${slug}\t操作记录${stateOf(backup)}\t${head}`);
    console.log(`已恢复 ${manifest.at} 的备份到 ${folder}：${heads.length} 个县。现在可以启动。`);
  } finally {
    target.unlock();
  }
}
