import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { KeyMarks } from "./key-marks.ts";
import { lockFolder } from "./lock.ts";
import { Refusal } from "./refusal.ts";
import type { SamplePast } from "./sample-past.ts";
import { allServers, catalogFile, serverFolder } from "./servers.ts";
import { writeWhole } from "./write-whole.ts";

/** What the data folder is for; sample data and a county's own never share one. */
export type Purpose = "demo" | "production";

/** `folder.json`. `sample`: whether the demo's data are complete. */
export interface Mark extends KeyMarks {
  purpose: Purpose;
  sample?: "begun" | "complete";
  /** What is told of the sample counties' past after the start; absent once all is. */
  past?: SamplePast | undefined;
  /** Where the running instance answers, for a second one to point at. */
  url?: string;
  /** Every anchor of an audit log is signed: one that isn't was put there by somebody else. */
  anchors?: "signed";
  /** Of the database server at the last start: preferred by the next. They also say that there is a catalog. */
  sqldPort?: number | undefined;
  sqldAdminPort?: number | undefined;
  /** The same of the second server and those after it; null for one that doesn't run. */
  further?: (Required<Pick<Mark, "sqldPort" | "sqldAdminPort">> | null)[] | undefined;
  /** The folder's own path while its database servers run on these ports: in a copy they are another's. */
  at?: string | undefined;
}

export interface DataFolder {
  readonly path: string;
  readonly mark: Mark;
  /** True when nothing had been stored here before. */
  readonly isNew: boolean;
  file(name: string): string;
  remember(change: Partial<Mark>): void;
  /** Deletes databases and files, keeps the lock. */
  empty(): void;
  unlock(): void;
}

/** Where the dump of a county lies that is being moved to another server; locked while it is. */
export const MOVING = "moving";

const OURS = [
  ...allServers.map(serverFolder),
  MOVING,
  "files",
  "log",
  "secrets.json",
  "demo.json",
  "folder.json",
  "processes.json",
  "workerd",
  "cron.json",
  "backup.json",
  "lock.db",
  "lock.db-journal",
];

/**
 * Takes the folder for this process alone. The lock is the operating system's, on a SQLite file: it falls when the
 * process ends, however it ends.
 */
export function openFolder(named: string, purpose: Purpose): DataFolder {
  makeWritable(named);
  // What runs here is told by this path, which no other folder has.
  const path = realpathSync(named);
  refuseForeign(path);
  const unlock = lockFolder(path, () => runningAlready(path));
  const read = readMark(path);
  if (read && read.purpose !== purpose) {
    unlock();
    throw new Refusal(otherPurpose[purpose](path));
  }
  const mark: Mark = read ?? { purpose };
  const remember = (change: Partial<Mark>) => {
    Object.assign(mark, change);
    writeWhole(join(path, "folder.json"), JSON.stringify(mark, null, 2));
  };
  const empty = () => {
    clear(path);
    for (const key of Object.keys(mark)) delete mark[key as keyof Mark];
    remember({ purpose });
  };
  const isNew = read === undefined;
  mkdirSync(join(path, "log"), { recursive: true });
  return { path, mark, isNew, file: (name) => join(path, name), remember, empty, unlock };
}

/** What is said of a folder that is for something else than what it is opened for. */
const otherPurpose: Record<Purpose, (path: string) => string> = {
  demo: (path) =>
    `${path} 存放着正式数据，不能用来演示。请用 npm run serve 启动，或换一个目录，例如 DATA_DIR=.data-demo。`,
  production: (path) =>
    `${path} 里是演示数据，不能用于正式运行。请换一个目录，例如 DATA_DIR=/var/lib/lianzhi。`,
};

function clear(path: string): void {
  for (const name of OURS.filter((name) => !name.startsWith("lock.db"))) {
    rmSync(join(path, name), { recursive: true, force: true });
  }
  mkdirSync(join(path, "log"), { recursive: true });
}

/** What stands to be lost: the counties' names (as far as the catalog can be read) and the bytes on disk. */
export function contents(folder: DataFolder): { tenants: string[]; bytes: number } {
  return { tenants: tenantsIn(catalogFile(folder.path)), bytes: bytesIn(folder.path) };
}

/** What this process may still write where the folder lies, or where a server's does, if that is less. */
export function freeBytes(path: string): number {
  const places = [path, ...allServers.map((server) => join(path, serverFolder(server)))];
  const free = places.filter((place) => existsSync(place)).map((place) => statfsSync(place));
  return Math.min(...free.map(({ bavail, bsize }) => bavail * bsize));
}

function makeWritable(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    if (!statSync(path).isDirectory()) throw Object.assign(new Error(), { code: "ENOTDIR" });
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    const probe = join(path, `.writable-${process.pid}`);
    writeFileSync(probe, "");
    rmSync(probe);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why =
      code === "ENOTDIR" || code === "EEXIST"
        ? "它不是目录"
        : code === "ENOSPC"
          ? "磁盘已满"
          : "没有写入权限";
    throw new Refusal(
      `数据目录 ${path} 不能使用：${why}（${code}）。请换一个目录，例如 DATA_DIR=$HOME/lianzhi。`,
    );
  }
}

/** A folder with other things in it is not ours to fill, and even less to delete. */
function refuseForeign(path: string): void {
  const foreign = readdirSync(path).filter((name) => !OURS.includes(name) && !name.startsWith("."));
  if (foreign.length > 0 && !existsSync(join(path, "folder.json"))) {
    throw new Refusal(`${path} 不是空目录，也不是联治的数据目录（里面有 ${foreign[0]}）。请换一个目录。`);
  }
}

function runningAlready(path: string): string {
  const url = readMark(path)?.url;
  return `数据目录 ${path} 正被另一个实例使用${url ? `（${url}）` : ""}。请先停止它，或用 DATA_DIR 指定另一个目录。`;
}

export function readMark(path: string): Mark | undefined {
  const file = join(path, "folder.json");
  if (!existsSync(file)) return undefined;
  try {
    const mark: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (mark && typeof mark === "object" && "purpose" in mark) return mark as Mark;
  } catch {
    // Said below.
  }
  throw new Refusal(`数据目录已损坏：${file} 读不懂。请从备份恢复，或用 DATA_DIR 指定另一个目录。`);
}

function tenantsIn(catalog: string): string[] {
  try {
    const database = new DatabaseSync(catalog, { readOnly: true });
    const rows = database.prepare("SELECT name FROM tenants ORDER BY name").all();
    database.close();
    return rows.map((row) => String(row.name));
  } catch {
    return [];
  }
}

function bytesIn(path: string): number {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((total, entry) => total + statSync(join(entry.parentPath, entry.name)).size, 0);
}
