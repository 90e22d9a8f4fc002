import { execFile, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject, onTestFinished } from "vitest";
import { root } from "../../bin/runtime/bundle.ts";
import type { Mark } from "../../bin/runtime/folder.ts";
import { freePort } from "../../bin/runtime/ports.ts";
import { type Child, isAlive, killAllOf } from "../../bin/runtime/processes.ts";
import { addressOf } from "../../bin/runtime/running.ts";
import { newSecrets, type Secrets } from "../../bin/runtime/secrets.ts";
import { databaseVars } from "../../bin/runtime/stack.ts";
import type { WorkerVars } from "../../bin/runtime/vars.ts";
import { flags } from "../support/flags.ts";

/** An installation's settings, as its environment has them. */
export interface Plan {
  port: number;
  folder: string;
  secrets: Secrets;
  environment: Record<string, string>;
}

/**
 * A production installation of one's own: free port, new folder, own secrets. When the test ends, what still runs of
 * it is killed and the folder goes.
 */
export async function newPlan(): Promise<Plan> {
  const parent = mkdtempSync(join(tmpdir(), "lianzhi-run-"));
  const port = await freePort();
  const folder = join(parent, "data");
  onTestFinished(async () => {
    await killAllOf(parent);
    rmSync(parent, { recursive: true, force: true });
  });
  const secrets = newSecrets();
  const environment = {
    ...secrets,
    PORT: String(port),
    DATA_DIR: folder,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
  };
  return { port, folder, secrets, environment };
}

/** The running program, from outside. */
export interface Program {
  pid: number;
  /** Everything it printed so far. */
  output(): string;
  /** Resolves when it says it has started; rejects with its output if it ends before. */
  started: Promise<void>;
  /** Exit code, or the signal's name. */
  ended: Promise<number | string>;
  signal(name: NodeJS.Signals): void;
}

/**
 * Runs `npm run serve` (or, with `args: []`, `npm start`) without npm around it, with the worker that was built for all
 * starts of the run. Killed when the test ends.
 */
export function run(environment: Record<string, string>, args: string[] = ["--production"]): Program {
  return watch(process.execPath, [...flags, join(root, "bin/start.ts"), ...args], {
    PATH: process.env.PATH ?? "",
    WORKER_BUNDLE: inject("built"),
    NODE_COMPILE_CACHE: join(tmpdir(), "lianzhi-compiled"),
    ...environment,
  });
}

export function watch(command: string, args: string[], environment: Record<string, string>): Program {
  const child = spawn(command, args, {
    cwd: root,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const pid = child.pid ?? 0;
  let printed = "";
  const ended = new Promise<number | string>((resolve) => {
    child.once("close", (code, signal) => resolve(code ?? signal ?? "?"));
  });
  const started = new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      printed += chunk;
      if (printed.includes("已启动（")) resolve();
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    void ended.then((how) => reject(new Error(`ended (${how}) before it started:\n${printed}`)));
  });
  started.catch(() => {});
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
    await ended;
  });
  return { pid, output: () => printed, started, ended, signal: (name) => void process.kill(pid, name) };
}

export function urlOf(plan: Plan): string {
  return `http://127.0.0.1:${plan.port}`;
}

/** What the program's worker was started with, as far as the domain's own commands need it. */
export function varsOf(plan: Plan): WorkerVars {
  const { further = [], ...first }: Mark = JSON.parse(readFileSync(join(plan.folder, "folder.json"), "utf8"));
  return {
    ...databaseVars(plan.secrets, [first, ...further].map(addressOf)),
    MODE: "production",
    PUBLIC_URL: urlOf(plan),
    METER: "off",
  };
}

/** Runs one of the operator's commands. */
export function command(program: string, args: string[], environment: Record<string, string>) {
  return new Promise<{ code: number; out: string; complaints: string }>((resolve) => {
    const options = { cwd: root, env: { PATH: process.env.PATH ?? "", ...environment } };
    execFile(
      process.execPath,
      [...flags, join(root, program), ...args],
      options,
      (error, out, complaints) => {
        resolve({ code: error ? Number(error.code) : 0, out, complaints });
      },
    );
  });
}

/** The database server and the worker's runtime that the program wrote down. */
export function children(folder: string): Child[] {
  return JSON.parse(readFileSync(join(folder, "processes.json"), "utf8"));
}

/** Ends by force whatever the program left, as the end of a test that killed it. */
export function sweep(left: Child[]): void {
  for (const child of left.filter(isAlive)) process.kill(child.pid, "SIGKILL");
}

/** Waits until `happened` is true, looking every 25 ms; fails after `patience` milliseconds. */
export async function until(happened: () => boolean | Promise<boolean>, patience = 120_000): Promise<void> {
  const began = performance.now();
  while (!(await happened())) {
    if (performance.now() - began > patience) throw new Error(`waited ${patience} ms in vain`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
