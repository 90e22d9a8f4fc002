import { appendFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { DataFolder } from "./folder.ts";
import { Refusal } from "./refusal.ts";
import { CATALOG } from "./stack.ts";
import { setAsideTornLogs, type TornLog } from "./torn-logs.ts";

/**
 * Looks the databases over before their server starts, which would make an empty one of whatever is missing. Answers the
 * counties whose databases are gone. @throws Refusal when the catalog is.
 */
export function lookOver(folder: DataFolder, say: (line: string) => void): string[] {
  const { path, mark } = folder;
  const server = folder.file("sqld");
  const catalog = join(server, "dbs", CATALOG, "data");
  if (mark.sqldPort && !existsSync(catalog)) {
    throw new Refusal(`总目录数据库不见了（${catalog}）。请从备份恢复 ${path}，没有新建任何内容。`);
  }
  for (const torn of setAsideTornLogs(server, new Date())) tell(torn, folder, say);
  return countiesIn(catalog)
    .filter(({ database }) => !existsSync(join(server, "dbs", database, "data")))
    .map(({ slug }) => slug);
}

function tell(torn: TornLog, folder: DataFolder, say: (line: string) => void): void {
  const { database, kept, fault } = torn;
  appendFileSync(folder.file("log/sqld.log"), `${new Date().toISOString()} ${JSON.stringify({ torn })}\n`);
  const lost = `${database} 的数据可能已损坏（${fault}），没有改动。请从备份恢复 ${folder.path}。`;
  if (!kept && database === CATALOG) throw new Refusal(`总目录数据库不能使用：${lost}`);
  say(kept ? `${database} 的复制日志在断电时残缺，已移到 ${kept}；数据逐页核对，完好无损。` : lost);
}

/** The ready counties and what their databases are called; none where the catalog can't be read, which is told later. */
export function countiesIn(catalog: string): { slug: string; database: string }[] {
  try {
    const database = new DatabaseSync(catalog, { readOnly: true });
    const ready = "SELECT slug, database_name FROM tenants WHERE state = 'ready' ORDER BY slug";
    const rows = database.prepare(ready).all();
    database.close();
    return rows.map((row) => ({ slug: String(row.slug), database: String(row.database_name) }));
  } catch {
    return [];
  }
}
