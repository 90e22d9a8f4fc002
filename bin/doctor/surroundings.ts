import { readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { shortOfSpace } from "../../worker/domain/installation/readiness.ts";
import { momentOf } from "../backups/rotate.ts";
import { freeBytes } from "../runtime/folder.ts";
import { keyFault } from "../runtime/key-marks.ts";
import { oneLine } from "../runtime/refusal.ts";
import { secretsFrom } from "../runtime/secrets.ts";
import { linkedServers } from "../runtime/servers.ts";
import { readSettings } from "../runtime/settings.ts";
import { sqldBinary } from "../runtime/sqld.ts";
import { bad, type Finding, good, type Patient } from "./finding.ts";

/** What the parts need: sqld 2.29, workerd 2.27, Node 2.28 (measured with `objdump -T`). */
const oldestGlibc = 2.29;

export function machine(): Finding[] {
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  const { platform, arch, version } = process;
  const said = `${platform} ${arch}，Node ${version}，glibc ${header.glibcVersionRuntime ?? "无"}`;
  const wanting = [
    !["x64", "arm64"].includes(arch) && `处理器 ${arch} 没有对应的程序，只支持 x64 与 arm64`,
    Number(version.slice(1).split(".")[0]) < 24 && `Node ${version} 太旧，请用 npm run 启动，它自带 Node 24`,
    platform === "linux" &&
      !(Number(header.glibcVersionRuntime) >= oldestGlibc) &&
      `glibc ${header.glibcVersionRuntime ?? "不是 glibc"}，至少要 ${oldestGlibc}`,
  ].filter((each) => each !== false);
  return [wanting.length > 0 ? bad("系统", wanting.join("；")) : good("系统", said)];
}

export function programs(): Finding[] {
  const workerd = createRequire(createRequire(import.meta.url).resolve("miniflare"))("workerd").default;
  return [good("程序", `数据库服务 ${sqldBinary()}，网站服务 ${String(workerd)}`)];
}

/** A demo has its keys in the folder and no other settings. */
export function keys({ mark, environment }: Patient): Finding[] {
  if (mark.purpose === "demo") return [good("设置", "演示数据")];
  try {
    readSettings(["--production"], environment);
    const fault = keyFault(mark, secretsFrom(environment));
    if (fault) return [bad("设置", fault)];
    return [good("设置", `${environment.PUBLIC_URL}`)];
  } catch (error) {
    return [bad("设置", `${oneLine(error)}（是否载入了环境文件？）`)];
  }
}

export function rights({ folder }: Patient): Finding[] {
  const inside = [folder, ...linkedServers(folder)].flatMap((each) =>
    readdirSync(each, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isSymbolicLink())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const modes = [folder, ...inside].map((path) => ({ path, ...statSync(path, { throwIfNoEntry: false }) }));
  const open = modes.filter(({ mode = 0 }) => (mode & 0o077) !== 0);
  const foreign = modes.filter(({ uid }) => uid !== undefined && uid !== statSync(folder).uid);
  if (foreign[0])
    return [bad("权限", `${foreign[0].path} 等 ${foreign.length} 个文件属于别的用户，请改回来`)];
  if (open[0]) return [bad("权限", `别人能读 ${open[0].path} 等 ${open.length} 个文件，重新启动会收紧`)];
  return [good("权限", "只有运行它的用户能读写")];
}

export function diskSpace({ folder }: Patient): Finding[] {
  const free = freeBytes(folder);
  const said = `剩余 ${(free / 1e9).toFixed(1)} GB`;
  return [free < shortOfSpace ? bad("磁盘", `${said}，快满了`) : good("磁盘", said)];
}

/** Once a day, and some hours for a late or long one. */
const longestWithout = 30 * 60 * 60 * 1000;

export function backupAge({ folder, mark }: Patient): Finding[] {
  if (mark.purpose === "demo") return [];
  try {
    const { name, counties } = JSON.parse(readFileSync(join(folder, "backup.json"), "utf8"));
    const age = Date.now() - momentOf(name).getTime();
    const said = `最近一份 ${name}，${counties} 个县`;
    return [age > longestWithout ? bad("备份", `${said}，已超过一天`) : good("备份", said)];
  } catch {
    return [bad("备份", "还没有成功备份过，请每天运行 npm run backup")];
  }
}
