import { createHash } from "node:crypto";
import { appendFileSync, existsSync, renameSync, statSync } from "node:fs";
import { makeDemo } from "../demo.ts";
import { migrateEverything } from "../migrate.ts";
import { type Bundle, buildBundle } from "./bundle.ts";
import { startCron } from "./cron.ts";
import { openDoor } from "./door.ts";
import { contents, type DataFolder, openFolder } from "./folder.ts";
import { endLeftovers, noteChildren } from "./processes.ts";
import { oneLine, Refusal } from "./refusal.ts";
import { loadSecrets, type Secrets } from "./secrets.ts";
import type { Settings } from "./settings.ts";
import { type Sqld, type SqldOptions, sqldMark, startSqld } from "./sqld.ts";
import { CATALOG, type DatabaseVars, openSite, startDatabases } from "./stack.ts";
import type { WorkerVars } from "./vars.ts";
import type { LogLine } from "./workerd.ts";

export interface Installation {
  url: string;
  vars: WorkerVars;
}

export interface Surroundings {
  /** One line for the person at the terminal. */
  say: (line: string) => void;
  /** Steps that undo what was started, newest last; the caller runs them backwards. */
  undo: (step: () => Promise<void> | void) => void;
  /** Something essential is gone for good: the caller stops everything and exits with 1. */
  fail: (why: string) => void;
}

/** Starts everything in order: folder, port, database server, schema, sample data, worker, crons. */
export async function startInstallation(settings: Settings, around: Surroundings): Promise<Installation> {
  const folder = openFolder(settings.folder, settings.purpose);
  around.undo(folder.unlock);
  const left = await endLeftovers(folder.file("processes.json"), [sqldMark(folder.file("sqld"))]);
  if (left > 0) around.say(`上次没有正常停止，已结束残留的 ${left} 个进程。`);

  const door = await openDoor({ host: settings.host, port: settings.port, trustProxy: settings.trustProxy });
  around.undo(() => door.close());
  prepare(folder, settings, around.say);

  const secrets =
    settings.secrets ?? loadSecrets(folder.file("secrets.json"), !existsSync(folder.file("sqld")));
  checkKey(folder, secrets);
  const building = buildBundle();
  building.catch(() => {});

  const databases = await startSupervisedSqld(folder, secrets, around);
  const vars: WorkerVars = {
    ...databases.vars,
    MODE: settings.purpose,
    PUBLIC_URL: settings.publicUrl,
    METER: "off",
  };
  await migrated(vars, folder, around.say);
  if (settings.purpose === "demo") await ensureSample(folder, vars, around.say);

  const site = await openSite({
    vars,
    door,
    bundle: await built(building),
    folder: folder.file("files"),
    onLog: settings.purpose === "demo" ? quietly(folder, around.say) : aloud,
    onRestart: () => {
      around.say("网站服务意外退出，已重新启动。");
      databases.note(site.workerd.child());
    },
  });
  around.undo(() => site.workerd.stop());
  databases.note(site.workerd.child());

  const cron = startCron(site.workerd.crons, folder.file("cron.json"), async (expression, at) => {
    const outcome = await site.workerd.scheduled(expression, at).catch(oneLine);
    if (outcome !== "ok") around.say(`定时任务 ${expression} 没有完成：${outcome}`);
  });
  around.undo(() => cron.stop());
  folder.remember({ url: door.url });
  // Closing the door first lets requests under way finish while everything behind it still runs.
  around.undo(() => door.close());
  return { url: door.url, vars };
}

function prepare(folder: DataFolder, settings: Settings, say: (line: string) => void): void {
  if (settings.fresh) {
    const { tenants, bytes } = contents(folder);
    const named =
      tenants.length > 0
        ? ` ${tenants.length} 个县（${tenants.join("、")}）的全部数据和文件`
        : "全部数据和文件";
    say(`删除 ${folder.path} 中的${named}，共 ${(bytes / 1e6).toFixed(1)} MB。`);
    folder.empty();
  } else if (folder.mark.sample === "begun") {
    say("上次的演示数据没有建完，重新开始。");
    folder.empty();
  }
  // Only now, with lock and port in hand, does an empty folder become this purpose's.
  folder.remember({});
  for (const log of ["log/sqld.log", "log/worker.log"]) rotate(folder.file(log));
}

/** With another SECRETS_KEY no tenant's token can be opened: better said at once than at every request. */
function checkKey(folder: DataFolder, { SECRETS_KEY }: Secrets): void {
  const key = createHash("sha256").update(`lianzhi ${SECRETS_KEY}`).digest("hex").slice(0, 16);
  if (folder.mark.key && folder.mark.key !== key) {
    throw new Refusal(`SECRETS_KEY 与 ${folder.path} 中的数据不符：这些数据是用另一把密钥保存的。`);
  }
  folder.remember({ key });
}

interface SupervisedSqld {
  vars: DatabaseVars;
  /** Writes down which processes are running, for the next start. */
  note(workerd: Parameters<typeof noteChildren>[1][number] | undefined): void;
}

/** Brings sqld back when it dies, three times a minute at most; the worker answers 503 in between. */
async function startSupervisedSqld(
  folder: DataFolder,
  secrets: Secrets,
  around: Surroundings,
): Promise<SupervisedSqld> {
  const crashes: number[] = [];
  let workerd: Parameters<SupervisedSqld["note"]>[0];
  let sqld: Sqld;
  const note = () => noteChildren(folder.file("processes.json"), [sqld.child, ...(workerd ? [workerd] : [])]);
  const options: SqldOptions & { secrets: Secrets } = {
    folder: folder.file("sqld"),
    secrets,
    port: Number(process.env.SQLD_PORT) || folder.mark.sqldPort,
    adminPort: folder.mark.sqldAdminPort,
    log: folder.file("log/sqld.log"),
    onExit: (how) => void revive(how).catch((error) => around.fail(oneLine(error))),
  };
  const revive = async (how: string) => {
    crashes.push(Date.now());
    const recent = crashes.filter((at) => at > Date.now() - 60_000).length;
    if (recent > 3)
      return around.fail(`数据库服务一分钟内第 ${recent} 次意外退出（${how}）。日志：${options.log}`);
    around.say(`数据库服务意外退出（${how}），正在重启。`);
    const ports = { port: portOf(sqld.url), adminPort: portOf(sqld.adminUrl) };
    const { url } = sqld;
    sqld = await startSqld({ ...options, ...ports });
    if (sqld.url !== url) around.fail("数据库服务原来的端口被占用，无法恢复。");
    note();
  };
  const started = await startDatabases(options);
  sqld = started.sqld;
  around.undo(() => sqld.stop());
  folder.remember({ sqldPort: portOf(sqld.url), sqldAdminPort: portOf(sqld.adminUrl) });
  note();
  return {
    vars: started.vars,
    note: (child) => {
      workerd = child;
      note();
    },
  };
}

async function migrated(vars: WorkerVars, folder: DataFolder, say: (line: string) => void): Promise<void> {
  try {
    const { failed } = await migrateEverything(vars);
    for (const { slug, reason } of failed) say(`${slug} 的数据库没有升级成功，其他县不受影响：${reason}`);
  } catch (error) {
    throw new Refusal(
      `总目录数据库（${CATALOG}）不能使用，数据可能已损坏（${oneLine(error)}）。` +
        `请从备份恢复 ${folder.path}，或用 DATA_DIR 指定另一个目录。`,
    );
  }
}

async function ensureSample(
  folder: DataFolder,
  vars: WorkerVars,
  say: (line: string) => void,
): Promise<void> {
  if (folder.mark.sample === "complete") return;
  say("第一次启动，正在建立演示数据，约需半分钟……");
  folder.remember({ sample: "begun" });
  await makeDemo(vars, folder.file("demo.json"), say);
  folder.remember({ sample: "complete" });
}

async function built(building: Promise<Bundle>): Promise<Bundle> {
  try {
    return await building;
  } catch (error) {
    throw new Refusal(error instanceof Error ? error.message : String(error));
  }
}

/** A demo's terminal shows errors only; everything goes to the log. */
function quietly(folder: DataFolder, say: (line: string) => void) {
  const log = folder.file("log/worker.log");
  return ({ level, text }: LogLine) => {
    appendFileSync(log, `${new Date().toISOString()} ${level} ${text}\n`);
    if (level === "error") say(text.split("\n", 1)[0] ?? "");
  };
}

/** In production the log goes to stdout and stderr, for journald or a container to keep. */
function aloud({ level, text }: LogLine): void {
  if (level === "error") console.error(text);
  else console.log(text);
}

function rotate(log: string): void {
  if (existsSync(log) && statSync(log).size > 10e6) renameSync(log, `${log}.1`);
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}
