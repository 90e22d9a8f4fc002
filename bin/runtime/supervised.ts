import { mkdirSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { PULSE } from "../../worker/domain/installation/further-servers.ts";
import type { DataFolder } from "./folder.ts";
import { lockFolder } from "./lock.ts";
import { type Asked, largeIn, openingLarge, untilOpen } from "./opening.ts";
import { type Child, noteChildren } from "./processes.ts";
import { oneLine } from "./refusal.ts";
import { type HeldSecrets, mintToken } from "./secrets.ts";
import { called, serverFolder, serverLog } from "./servers.ts";
import type { Settings } from "./settings.ts";
import { type Sqld, startSqld } from "./sqld.ts";
import { CATALOG, type DatabaseVars, type ServerOptions, startServer } from "./stack.ts";
import { leadingTo, portsOf } from "./start-these.ts";
import type { Surroundings } from "./surroundings.ts";
import { letsWrite, watch, writtenLately } from "./watchdog.ts";

export interface Supervised {
  vars: DatabaseVars;
  /** Writes down which processes are running, for whoever looks after the machine. */
  note(workerd: Child | undefined): void;
}

type ServerSettings = Pick<Settings, "sqldPort" | "openAtOnce">;

interface Supervising {
  folder: DataFolder;
  secrets: HeldSecrets;
  settings: ServerSettings;
  /** Their numbers, from 1 on. */
  servers: readonly number[];
  /** Those among them that aren't started this time. */
  absent: readonly number[];
  around: Surroundings;
}

/**
 * Starts the servers, one after the other so that none takes the port of the next, and brings each back when it dies. One
 * that can't be started is said and left out, unless it is the catalog's.
 */
export async function startSupervised(all: Supervising): Promise<Supervised> {
  const { folder, secrets, servers, absent, around } = all;
  const running = new Map<number, () => Sqld>();
  let workerd: Child | undefined;
  const note = () => {
    const children = [...running.values()].map((current) => current().child);
    noteChildren(folder.file("processes.json"), [...children, ...(workerd ? [workerd] : [])]);
  };
  for (const server of servers.filter((each) => !absent.includes(each))) {
    const current = await supervise(server, all, note).catch((error) => leftOut(server, error, around));
    if (current) running.set(server, current);
  }
  const sqlds = servers.map((server) => running.get(server)?.() ?? null);
  const { vars, ports } = leadingTo(secrets, sqlds);
  folder.remember({ ...ports, at: folder.path });
  note();
  return {
    vars,
    note: (child) => {
      workerd = child;
      note();
    },
  };
}

function leftOut(server: number, error: unknown, { say }: Surroundings): undefined {
  if (server === 1) throw error;
  say(`${called(server)}没有启动，它的县暂时不能使用，其他县不受影响：${oneLine(error)}`);
}

/** Answers how to ask for the process that runs now. */
async function supervise(
  server: number,
  { folder, secrets, settings, around }: Supervising,
  note: () => void,
): Promise<() => Sqld> {
  const place = folder.file(serverFolder(server));
  if (server > 1) around.undo(aloneIn(place));
  const options: ServerOptions = { ...optionsFor(folder, server, settings), secrets };
  // One that dies while it is being started hasn't started.
  let revive = (_how: string): void => {};
  const onExit = (how: string) => revive(how);
  let sqld = await startServer({ ...options, onExit }, server === 1 ? CATALOG : PULSE);
  const asked = (namespace: string) => ({ url: sqld.url, token: mintToken(secrets, namespace), namespace });
  const opening = openingIn({ server, place, asked }, around);
  const { sqldPort: port, sqldAdminPort: adminPort } = portsOf(sqld);
  revive = reviving({ server, log: options.log, around }, async () => {
    const again = await startSqld({ ...options, port, adminPort, onExit });
    if (portsOf(again).sqldPort !== port) {
      await again.stop();
      throw new Error(`${called(server)}原来的端口 ${port} 被占用，无法恢复。`);
    }
    sqld = again;
    note();
    void opening.begin();
  });
  void opening.begin();
  around.undo(() => sqld.stop());
  const names = () => writtenLately(place).filter((name) => !opening.isOpening(name));
  around.undo(watchOver({ server, names, asked }, () => sqld, around).stop);
  return () => sqld;
}

/** Visitors give up before a large database is open after a crash: it is opened ahead of them. */
const openingIn = (
  { server, place, asked }: { server: number; place: string; asked: (name: string) => Asked },
  { say }: Surroundings,
) =>
  openingLarge({
    names: () => largeIn(place),
    open: (name) => untilOpen(asked(name)),
    failed: (error) => say(`${called(server)}没有打开一个较大的数据库：${oneLine(error)}`),
  });

/** A further server's folder may be a link that a copy of the data folder has, too: two servers would ruin what is in it. */
function aloneIn(place: string): () => void {
  mkdirSync(place, { recursive: true });
  return lockFolder(place, () => `${place} 正被另一个实例使用。`);
}

/** How long a further server that died too often, or couldn't be started again, is left alone; in milliseconds. */
const respite = 60_000;

interface Dying {
  server: number;
  log: string;
  around: Surroundings;
}

/**
 * What to do when a server has died: bring it back, three times a minute at most. When the catalog's doesn't come back all
 * is over, and whoever looks after the program starts it anew; another one is tried again while the rest goes on.
 */
function reviving({ server, log, around }: Dying, start: () => Promise<void>): (how: string) => void {
  const crashed = crashesOfAMinute();
  const revive = async (how: string) => {
    const recent = crashed();
    if (recent > 3)
      throw new Error(`${called(server)}一分钟内第 ${recent} 次意外退出（${how}）。日志：${log}`);
    around.say(`${called(server)}意外退出（${how}），正在重启。`);
    await start();
  };
  const failed = async (error: unknown) => {
    if (server === 1) return around.fail(oneLine(error));
    around.say(`${oneLine(error)} 它的县暂时不能使用，其他县不受影响；一分钟后再试。`);
    await pause(respite, undefined, { ref: false });
    await start().catch(failed);
  };
  return (how) => void revive(how).catch(failed);
}

/**
 * A database that lets nobody write does so again once its server was restarted (measured). Where it doesn't, somebody else
 * holds it, and restarting again would only close all others too.
 */
function watchOver(
  { server, names, asked }: { server: number; names: () => string[]; asked: (name: string) => Asked },
  current: () => Sqld,
  { say }: Surroundings,
) {
  const restartedFor = new Set<string>();
  return watch({
    names,
    letsWrite: (name) => letsWrite(asked(name)),
    stands: (name) => {
      const tried = `数据库 ${name} 一分半钟不能写入`;
      if (restartedFor.has(name))
        return say(`${tried}，重启${called(server)}也没有用：请查看是否有别的程序占用它。`);
      restartedFor.add(name);
      say(`${tried}，重启${called(server)}。`);
      process.kill(current().child.pid, "SIGKILL");
    },
    failed: (error) => say(`没有查明${called(server)}的各数据库能否写入：${oneLine(error)}`),
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

/** The same place and, if they are free, the same ports as last time. SQLD_PORT is the first server's, the next one's follows. */
function optionsFor(
  { file, mark }: DataFolder,
  server: number,
  { sqldPort: fixed, openAtOnce }: ServerSettings,
) {
  const { sqldPort, sqldAdminPort } = (server === 1 ? mark : mark.further?.[server - 2]) ?? {};
  return {
    folder: file(serverFolder(server)),
    port: fixed === undefined ? sqldPort : Math.min(fixed + server - 1, 65_535),
    adminPort: sqldAdminPort,
    openAtOnce,
    log: file(serverLog(server)),
  };
}
