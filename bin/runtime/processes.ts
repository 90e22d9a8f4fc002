import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { writeWhole } from "./write-whole.ts";

/** A child we started. `mark` is a part of its command line that no other program has, so a reused pid is told apart. */
export interface Child {
  pid: number;
  mark: string;
}

/** Notes the children in `file`, for whoever looks after the machine. */
export function noteChildren(file: string, children: readonly Child[]): void {
  writeWhole(file, JSON.stringify(children));
}

/**
 * Ends what an earlier, killed start left running: whatever names this very folder in its command line, and nothing
 * else. A note of pids proves nothing, since a copied folder carries it too. Returns how many there were.
 */
export async function endLeftovers(marks: readonly string[]): Promise<number> {
  const running = processes();
  const leftovers = marks.flatMap((mark) =>
    running
      .filter(({ pid, command }) => pid !== process.pid && carries(command, mark))
      .map(({ pid }) => ({ pid, mark })),
  );
  for (const child of leftovers) signal(child.pid, "SIGTERM");
  for (let waited = 0; waited < 5000 && leftovers.some(isAlive); waited += 50) await pause(50);
  for (const child of leftovers.filter(isAlive)) signal(child.pid, "SIGKILL");
  while (leftovers.some(isAlive)) await pause(20);
  return leftovers.length;
}

/** As words of the command line: `/data/workerd` is no part of `/mnt/data/workerd`. */
const carries = (command: string, mark: string): boolean => ` ${command} `.includes(` ${mark}`);

/** The pid of our own child whose command line contains `mark`. */
export function findChild(mark: string): Child | undefined {
  const found = processes().find(({ parent, command }) => parent === process.pid && carries(command, mark));
  return found && { pid: found.pid, mark };
}

export function isAlive({ pid, mark }: Child): boolean {
  return processes(pid).some((found) => found.pid === pid && carries(found.command, mark));
}

interface Running {
  pid: number;
  parent: number;
  command: string;
}

/**
 * Kills every process that names the folder in its command line or, where Linux tells it, in its environment; again
 * until there is none.
 */
export async function killAllOf(folder: string): Promise<void> {
  const named = () =>
    processes().filter(
      ({ pid, command }) =>
        pid !== process.pid && (command.includes(folder) || environmentOf(pid).includes(folder)),
    );
  for (let left = named(); left.length > 0; left = named()) {
    for (const { pid } of left) signal(pid, "SIGKILL");
    await pause(50);
  }
}

function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8");
  } catch {
    return "";
  }
}

/** Linux tells through /proc (a slim container has no `ps`), macOS through `ps`. */
function processes(only?: number): Running[] {
  if (existsSync("/proc/self/stat")) return fromProc(only);
  const listed = execFileSync("ps", ["-axww", "-o", "pid=,ppid=,command="], { encoding: "utf8" });
  return [...listed.matchAll(/^\s*(\d+)\s+(\d+)\s+(.*)$/gm)].map(([, pid, parent, command]) => ({
    pid: Number(pid),
    parent: Number(parent),
    command: command ?? "",
  }));
}

function fromProc(only?: number): Running[] {
  const pids =
    only === undefined ? readdirSync("/proc").filter((name) => /^\d+$/.test(name)) : [String(only)];
  return pids.flatMap((pid) => {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      // After the program's name in parentheses come its state and its parent; a zombie has ended.
      const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return state === "Z" ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
    } catch {
      return [];
    }
  });
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself between the look and the signal.
  }
}
