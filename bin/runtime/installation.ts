import { existsSync } from "node:fs";
import { lookOver } from "./before-launch.ts";
import { type Bundle, buildBundle } from "./bundle.ts";
import { startCron } from "./cron.ts";
import { type Door, openDoor } from "./door.ts";
import { contents, type DataFolder, openFolder } from "./folder.ts";
import { openJournal } from "./journal.ts";
import { keyFault, keyMarks } from "./key-marks.ts";
import { keepPrivate } from "./private.ts";
import { endLeftovers } from "./processes.ts";
import { oneLine, Refusal } from "./refusal.ts";
import { ensureSample, tellingPast } from "./sample.ts";
import { type HeldSecrets, loadSecrets } from "./secrets.ts";
import { allServers, linkedServers, serverFolder, serversOf } from "./servers.ts";
import type { Settings } from "./settings.ts";
import { sqldMark } from "./sqld.ts";
import { CATALOG, openSite, type Site } from "./stack.ts";
import { type Supervised, startSupervised } from "./supervised.ts";
import type { Surroundings } from "./surroundings.ts";
import type { WorkerVars } from "./vars.ts";
import { type LogLine, workerdMark } from "./workerd.ts";

export interface Installation {
  url: string;
  vars: WorkerVars;
}

/** Starts everything in order: folder, port, database server, schema, sample data, worker, crons. */
export async function startInstallation(settings: Settings, around: Surroundings): Promise<Installation> {
  const folder = openFolder(settings.folder, settings.purpose);
  around.undo(folder.unlock);
  const { onLog, atDoor } = openJournal(settings, folder, around);
  const door = await openDoor({ ...settings, ...atDoor });
  around.undo(() => door.close());
  await settleIn(folder, around.say);
  prepare(folder, settings, around.say);

  const secrets = keysOf(settings, folder);
  const building = beginBuilding();

  const servers = serversOf(folder.path, settings.servers);
  const { absent, missing } = lookOver(folder, servers, around.say);
  const databases = await startSupervised({ folder, secrets, settings, servers, absent, around });
  const vars = varsOf(settings, databases);
  await migrated(vars, folder, around.say, missing);
  folder.remember({ ...keyMarks(secrets, folder.mark), anchors: "signed" });
  if (settings.purpose === "demo") await ensureSample(folder, vars, settings, around.say);

  await startWorker({ folder, door, vars, bundle: await built(building), databases, around, onLog });
  folder.remember({ url: door.url });
  // Closing the door first lets requests under way finish while everything behind it still runs.
  around.undo(() => door.close());
  return { url: door.url, vars };
}

const varsOf = (
  { purpose, publicUrl, securityContact, robotPlaces, webhookPlaces }: Settings,
  { vars }: Supervised,
): WorkerVars => ({
  ...vars,
  PUBLIC_URL: publicUrl,
  SECURITY_CONTACT: securityContact,
  ROBOT_PLACES: robotPlaces,
  WEBHOOK_PLACES: webhookPlaces,
  MODE: purpose,
  METER: "off",
});

/** What an earlier start left running in this folder is ended, and the folder is closed to others. */
async function settleIn({ path, file }: DataFolder, say: (line: string) => void): Promise<void> {
  const servers = allServers.map((server) => sqldMark(file(serverFolder(server))));
  const left = await endLeftovers([...servers, workerdMark(file("workerd"))]);
  if (left > 0) say(`上次没有正常停止，已结束残留的 ${left} 个进程。`);
  const open = [path, ...linkedServers(path)].flatMap(keepPrivate);
  if (open.length > 0) say(`别人能读 ${open[0]} 等 ${open.length} 个文件，不能收紧权限：它们属于别的用户。`);
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
  folder.remember({ at: undefined });
}

/** From the environment, or those of the folder, which makes its own at first. */
function keysOf({ secrets: given }: Settings, folder: DataFolder): HeldSecrets {
  const secrets = given ?? loadSecrets(folder.file("secrets.json"), !existsSync(folder.file("sqld")));
  checkKey(folder, secrets);
  return secrets;
}

/** With another SECRETS_KEY no tenant's token can be opened: better said at once than at every request. */
function checkKey({ mark, path }: DataFolder, secrets: HeldSecrets): void {
  const fault = keyFault(mark, secrets);
  if (fault) throw new Refusal(`${path}：${fault}`);
}

async function migrated(
  vars: WorkerVars,
  folder: DataFolder,
  say: (line: string) => void,
  missing: readonly string[],
): Promise<void> {
  // Commands and their rules take a second to load, which a refusal to start needn't wait for.
  const { migrateEverything } = await import("../migrate.ts");
  try {
    const { failed, told } = await migrateEverything(vars, missing, { unsigned: !folder.mark.anchors });
    for (const line of told) say(line);
    for (const { slug, reason } of failed) say(`${slug} 的数据库没有升级成功，其他县不受影响：${reason}`);
  } catch (error) {
    throw new Refusal(
      `总目录数据库（${CATALOG}）不能使用，数据可能已损坏（${oneLine(error)}）。` +
        `请从备份恢复 ${folder.path}，或用 DATA_DIR 指定另一个目录。`,
    );
  }
}

interface WorkerParts {
  folder: DataFolder;
  door: Door;
  vars: WorkerVars;
  bundle: Bundle;
  databases: Supervised;
  around: Surroundings;
  onLog: (line: LogLine) => void;
}

/** The worker behind the door, and its crons. */
async function startWorker(parts: WorkerParts): Promise<void> {
  const { folder, door, vars, bundle, databases, around, onLog } = parts;
  const site = await openSite({
    vars,
    door,
    bundle,
    folder: folder.file("files"),
    program: folder.file("workerd"),
    onLog,
    onRestart: () => {
      around.say("网站服务意外退出，已重新启动。");
      databases.note(site.workerd.child());
    },
  });
  around.undo(() => site.workerd.stop());
  databases.note(site.workerd.child());

  tellingPast(folder, vars, around, () => startCrons(site, parts));
}

function startCrons(site: Site, { folder, around }: WorkerParts): void {
  const cron = startCron(site.workerd.crons, folder.file("cron.json"), async (expression, at) => {
    const outcome = await site.workerd.scheduled(expression, at).catch(oneLine);
    if (outcome !== "ok") around.say(`定时任务 ${expression} 没有完成：${outcome}`);
  });
  around.undo(() => cron.stop());
}

/** Awaited when it is needed; until then a failure is nobody's. */
function beginBuilding(): Promise<Bundle> {
  const building = buildBundle();
  building.catch(() => {});
  return building;
}

async function built(building: Promise<Bundle>): Promise<Bundle> {
  try {
    return await building;
  } catch (error) {
    throw new Refusal(error instanceof Error ? error.message : String(error));
  }
}
