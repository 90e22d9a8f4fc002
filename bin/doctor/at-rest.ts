import { existsSync } from "node:fs";
import { join } from "node:path";
import { catalogFile, countiesIn, databaseFolder, deserted, nth, serversOf } from "../runtime/servers.ts";
import { CATALOG } from "../runtime/stack.ts";
import { faultIn, tornIn } from "../runtime/torn-logs.ts";
import { bad, type Finding, good, type Patient } from "./finding.ts";

/** What the files alone tell while nothing runs: which databases are there, and whether every page of them is whole. */
export function atRest({ folder, mark }: Patient): Finding[] {
  const catalog = catalogFile(folder);
  if (!existsSync(catalog))
    return [mark.sqldPort ? bad("总目录", `${catalog} 不见了，请从备份恢复`) : good("总目录", "还没有数据")];
  const counties = countiesIn(folder);
  const isDeserted = (server: number) => deserted(folder, server, counties).length > 0;
  const absent = serversOf(folder, 1).slice(1).filter(isDeserted);
  const all = [{ slug: "总目录", database: CATALOG, server: 1 }, ...counties];
  const faults = [
    ...absent.map((server) => bad("数据库", `${nth(server)}的县一个也不在它的目录里，可能是磁盘没有挂载`)),
    ...all
      .filter(({ server }) => !absent.includes(server))
      .flatMap((kept) => faultsOf(kept.slug, databaseFolder(folder, kept))),
  ];
  return faults.length > 0 ? faults : [good("数据库", `总目录和 ${counties.length} 个县都在，逐页核对完好`)];
}

function faultsOf(slug: string, place: string): Finding[] {
  if (!existsSync(join(place, "data"))) return [bad("数据库", `${slug} 的数据库不见了，请从备份恢复`)];
  const fault = faultIn(join(place, "data"));
  if (fault !== null) return [bad("数据库", `${slug} 的数据已损坏（${fault}），请从备份恢复`)];
  return tornIn(join(place, "wallog"))
    ? [bad("数据库", `${slug} 的复制日志残缺，数据完好，下次启动会移开它`)]
    : [];
}
