import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

/** The kernel counts CPU time in hundredths of a second (`getconf CLK_TCK`). */
const TICK = 10;

/** And memory in pages (`getconf PAGESIZE`), on the processors that we run on. */
const PAGE = 4096;

/** User and system time of these processes and all below them, in milliseconds. Linux only. */
export const cpuOf = (pids: readonly number[]): number =>
  familyOf(pids).reduce((total, { ticks }) => total + ticks * TICK, 0);

/** What these processes and all below them keep in memory, in bytes. Linux only. */
export const memoryOf = (pids: readonly number[]): number =>
  familyOf(pids).reduce((total, { pages }) => total + pages * PAGE, 0);

function familyOf(pids: readonly number[]) {
  const all = processes();
  const family = new Set(pids);
  for (let before = -1; before !== family.size; ) {
    before = family.size;
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid);
  }
  return all.filter(({ pid }) => family.has(pid));
}

function processes() {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, "utf8");
        // After the program's name in parentheses: state, parent, and from the 14th field on user and system time.
        const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        const [parent, user, system, pages] = [1, 11, 12, 21].map((at) => Number(fields[at]));
        return [
          { pid: Number(name), parent: parent ?? 0, ticks: (user ?? 0) + (system ?? 0), pages: pages ?? 0 },
        ];
      } catch {
        return [];
      }
    });
}

export interface Started {
  readonly pid: number;
  stop(): Promise<void>;
}

/** Another way to serve the same pages. */
export interface Beside extends Started {
  readonly name: string;
  readonly url: string;
}

/** Whether a program could be run and ended well. */
export function ran(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<boolean> {
  const child = spawn(command, args, { env, stdio: "ignore" });
  return new Promise((resolve) => {
    child.once("error", () => resolve(false));
    child.once("close", (code) => resolve(code === 0));
  });
}

/** Starts a program; what it prints is passed on only if it ends before it was asked to. */
export function started(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Started {
  const child: ChildProcess = spawn(command, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  let leaving = false;
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (said += chunk));
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  void ended.then(() => leaving || console.error(`${command} ended:\n${said}`));
  return {
    pid: child.pid ?? 0,
    stop: async () => {
      leaving = true;
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** The same, started again whenever it ends, as a service manager does. */
export function again(...[command, args, env]: Parameters<typeof started>): Started {
  let leaving = false;
  let child: ChildProcess;
  const start = () => {
    child = spawn(command, args, { env, stdio: "ignore" });
    child.once("close", () => leaving || start());
  };
  start();
  return {
    get pid() {
      return child.pid ?? 0;
    },
    stop: async () => {
      leaving = true;
      const ended = new Promise((resolve) => child.once("close", resolve));
      if (child.kill("SIGTERM")) await ended;
    },
  };
}

/** The process whose command line holds these words. Linux only. */
export function pidOf(words: string): number | undefined {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const found = pids.find((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").includes(words);
    } catch {
      return false;
    }
  });
  return found === undefined ? undefined : Number(found);
}

/** Returns once something answers there; throws after `patience` seconds. */
export async function answers(url: string, patience = 120): Promise<void> {
  for (const end = Date.now() + patience * 1000; Date.now() < end; await pause(100)) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.status === 200) return;
  }
  throw new Error(`nothing answers at ${url}`);
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
