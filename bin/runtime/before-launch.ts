import { appendFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import type { DataFolder } from "./folder.ts";
import { oneLine, Refusal } from "./refusal.ts";
import {
  catalogFile,
  countiesIn,
  databaseFolder,
  deserted,
  nth,
  serverFolder,
  serverLog,
} from "./servers.ts";
import { CATALOG } from "./stack.ts";
import { setAsideTornLogs, type TornLog } from "./torn-logs.ts";

/** What was found before the servers start. */
export interface Found {
  /** Servers that better aren't started: what should be in their folders isn't there. */
  absent: number[];
  /** Counties, by slug, whose databases are gone though the others of their server are there. */
  missing: string[];
}

/**
 * Looks the databases over before their servers start, which would make an empty one of whatever is missing.
 * @throws Refusal when the catalog is
 */
export function lookOver(folder: DataFolder, servers: readonly number[], say: (line: string) => void): Found {
  const { path, mark } = folder;
  const catalog = catalogFile(path);
  if (mark.sqldPort && !existsSync(catalog)) {
    throw new Refusal(`总目录数据库不见了（${catalog}）。请从备份恢复 ${path}，没有新建任何内容。`);
  }
  setAside(folder, 1, say);
  const counties = countiesIn(path);
  const absent = servers.slice(1).filter((server) => {
    const left = deserted(path, server, counties);
    if (left.length === 0) return !isSetAside(folder, server, say);
    say(
      `${nth(server)}的目录 ${join(path, serverFolder(server))} 里没有它的县（${left.length} 个），可能是磁盘没有挂载。这次不启动它，这些县暂时不能使用；挂载后请重新启动。`,
    );
    return true;
  });
  const missing = counties
    .filter((county) => !absent.includes(county.server))
    .filter((county) => !existsSync(join(databaseFolder(path, county), "data")));
  return { absent, missing: missing.map(({ slug }) => slug) };
}

/** A further server's folder that can't be read is that server's trouble. */
function isSetAside(folder: DataFolder, server: number, say: (line: string) => void): boolean {
  try {
    setAside(folder, server, say);
    return true;
  } catch (error) {
    say(`${nth(server)}的目录不能读取，这次不启动它：${oneLine(error)}`);
    return false;
  }
}

function setAside(folder: DataFolder, server: number, say: (line: string) => void): void {
  for (const torn of setAsideTornLogs(folder.file(serverFolder(server)), new Date()))
    tell(torn, { folder, server, say });
}

interface Telling {
  folder: DataFolder;
  server: number;
  say: (line: string) => void;
}

function tell(torn: TornLog, { folder, server, say }: Telling): void {
  const { database, kept, fault } = torn;
  appendFileSync(folder.file(serverLog(server)), `${new Date().toISOString()} ${JSON.stringify({ torn })}\n`);
  const lost = `${database} 的数据可能已损坏（${fault}），没有改动。请从备份恢复 ${folder.path}。`;
  if (!kept && database === CATALOG) throw new Refusal(`总目录数据库不能使用：${lost}`);
  say(kept ? `${database} 的复制日志在断电时残缺，已移到 ${kept}；数据逐页核对，完好无损。` : lost);
}
