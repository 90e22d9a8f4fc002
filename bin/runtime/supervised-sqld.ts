import type { DataFolder } from "./folder.ts";
import { noteChildren } from "./processes.ts";
import { oneLine } from "./refusal.ts";
import { type HeldSecrets, mintToken } from "./secrets.ts";
import type { Settings } from "./settings.ts";
import { type Sqld, startSqld } from "./sqld.ts";
import { type DatabaseVars, startDatabases } from "./stack.ts";
import type { Surroundings } from "./surroundings.ts";
import { letsWrite, watch, writtenLately } from "./watchdog.ts";

type ServerSettings = Pick<Settings, "sqldPort" | "openAtOnce">;

export interface SupervisedSqld {
  vars: DatabaseVars;
  /** Writes down which processes are running, for whoever looks after the machine. */
  note(workerd: Parameters<typeof noteChildren>[1][number] | undefined): void;
}

/**
 * Brings sqld back when it dies, three times a minute at most, and makes it die when it lets nobody write; the worker
 * answers 503 in between.
 */
export async function startSupervisedSqld(
  folder: DataFolder,
  secrets: HeldSecrets,
  settings: ServerSettings,
  around: Surroundings,
): Promise<SupervisedSqld> {
  const crashed = crashesOfAMinute();
  let workerd: Parameters<SupervisedSqld["note"]>[0];
  let sqld: Sqld;
  const note = () => noteChildren(folder.file("processes.json"), [sqld.child, ...(workerd ? [workerd] : [])]);
  const revive = async (how: string) => {
    const recent = crashed();
    if (recent > 3)
      return around.fail(`数据库服务一分钟内第 ${recent} 次意外退出（${how}）。日志：${options.log}`);
    around.say(`数据库服务意外退出（${how}），正在重启。`);
    const { url } = sqld;
    sqld = await startSqld({ ...options, ...portsOf(sqld) });
    if (sqld.url !== url) around.fail("数据库服务原来的端口被占用，无法恢复。");
    note();
  };
  const onExit = (how: string) => void revive(how).catch((error) => around.fail(oneLine(error)));
  const options = { ...optionsFor(folder, settings), secrets, onExit };
  const started = await startDatabases(options);
  sqld = started.sqld;
  around.undo(() => sqld.stop());
  folder.remember({ ...remembered(sqld), at: folder.path });
  note();
  around.undo(watchOver(options, () => sqld, around).stop);
  const noteWorkerd: SupervisedSqld["note"] = (child) => {
    workerd = child;
    note();
  };
  return { vars: started.vars, note: noteWorkerd };
}

/**
 * A database that lets nobody write does so again once its server was restarted (measured). Where it doesn't, somebody else
 * holds it, and restarting again would only close all others too.
 */
function watchOver(
  { folder, secrets }: { folder: string; secrets: HeldSecrets },
  current: () => Sqld,
  { say }: Surroundings,
) {
  const restartedFor = new Set<string>();
  return watch({
    names: () => writtenLately(folder),
    letsWrite: (namespace) =>
      letsWrite({ url: current().url, token: mintToken(secrets, namespace), namespace }),
    stands: (name) => {
      const tried = `数据库 ${name} 一分半钟不能写入`;
      if (restartedFor.has(name))
        return say(`${tried}，重启数据库服务也没有用：请查看是否有别的程序占用它。`);
      restartedFor.add(name);
      say(`${tried}，重启数据库服务。`);
      process.kill(current().child.pid, "SIGKILL");
    },
    failed: (error) => say(`没有查明各数据库能否写入：${oneLine(error)}`),
  });
}

/** Each call is a crash; answers how many there were within the last minute. */
function crashesOfAMinute(): () => number {
  const crashes: number[] = [];
  return () => {
    crashes.push(Date.now());
    return crashes.filter((at) => at > Date.now() - 60_000).length;
  };
}

/** The same place and, if they are free, the same ports as last time. */
const optionsFor = ({ file, mark }: DataFolder, { sqldPort, openAtOnce }: ServerSettings) => ({
  folder: file("sqld"),
  port: sqldPort ?? mark.sqldPort,
  adminPort: mark.sqldAdminPort,
  openAtOnce,
  log: file("log/sqld.log"),
});

function remembered(sqld: Sqld) {
  const { port: sqldPort, adminPort: sqldAdminPort } = portsOf(sqld);
  return { sqldPort, sqldAdminPort };
}

const portsOf = ({ url, adminUrl }: Sqld) => ({
  port: Number(new URL(url).port),
  adminPort: Number(new URL(adminUrl).port),
});
