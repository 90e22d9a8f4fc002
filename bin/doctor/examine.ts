import { existsSync } from "node:fs";
import { type Mark, readMark } from "../runtime/folder.ts";
import { isLocked } from "../runtime/lock.ts";
import { oneLine } from "../runtime/refusal.ts";
import { atRest } from "./at-rest.ts";
import { bad, type Finding, good } from "./finding.ts";
import { inService } from "./in-service.ts";
import { backupAge, diskSpace, keys, machine, programs, rights } from "./surroundings.ts";

/** Looks at everything that can be looked at; what can't is a finding, too, and hides nothing else. */
export async function examine(folder: string, environment: NodeJS.ProcessEnv): Promise<Finding[]> {
  const found = [...attempt("系统", machine), ...attempt("程序", programs)];
  if (!existsSync(folder)) return [...found, bad("数据目录", `${folder} 不存在，请用 DATA_DIR 指定。`)];
  const mark = markOf(folder);
  if ("fault" in mark) return [...found, mark];
  const patient = { folder, mark, environment };
  const around = [keys, rights, diskSpace, backupAge].flatMap((look) =>
    attempt(look.name, () => look(patient)),
  );
  const running = isLocked(folder);
  const databases = running ? await inService(patient) : atRest(patient);
  return [
    ...found,
    ...around,
    good("运行", running ? `正在运行（${mark.url ?? ""}）` : "没有在运行"),
    ...databases,
  ];
}

function attempt(what: string, look: () => Finding[]): Finding[] {
  try {
    return look();
  } catch (error) {
    return [bad(what, `查不了：${oneLine(error)}`)];
  }
}

function markOf(folder: string): Mark | Finding {
  try {
    return readMark(folder) ?? bad("数据目录", `${folder} 不是联治的数据目录，请用 DATA_DIR 指定。`);
  } catch (error) {
    return bad("数据目录", oneLine(error));
  }
}
