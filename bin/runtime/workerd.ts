import { rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { setTimeout as pause } from "node:timers/promises";
import type * as Miniflare from "miniflare";
import type { V4MiniflareOptions } from "miniflare";
import { type Bundle, root } from "./bundle.ts";
import { passwordService } from "./password-service.ts";
import { freePort } from "./ports.ts";
import { type Child, findChild } from "./processes.ts";
import type { WorkerVars } from "./vars.ts";

export interface LogLine {
  level: "error" | "warn" | "info";
  text: string;
}

export interface WorkerdOptions {
  bundle: Bundle;
  vars: WorkerVars;
  /** Where R2, the cache and the rate limits live; absolute. */
  folder: string;
  /** Where to put a link to the runtime's program and start it by: its command line then names the installation. */
  program?: string | undefined;
  onLog: (line: LogLine) => void;
  /** Where passwords are hashed; beside the worker unless it says otherwise. */
  passwords?: "beside" | "within";
  /** Called after the runtime died and came back, with its new process. */
  onRestart?: (child: Child | undefined) => void;
}

export interface Workerd {
  /** Loopback, private: the door stands in front of it. */
  readonly url: string;
  readonly crons: readonly string[];
  child(): Child | undefined;
  /** The bucket of files, as the worker has it. */
  files(): ReturnType<Miniflare.Miniflare["getR2Bucket"]>;
  /** Runs the worker's `scheduled` handler; answers its outcome, "ok" or why not. */
  scheduled(cron: string, at: Date): Promise<string>;
  stop(): Promise<void>;
}

/** Runs the bundle on workerd with the bindings of wrangler.toml, all of them local. */
export async function startWorkerd(options: WorkerdOptions): Promise<Workerd> {
  const { convertV4MiniflareOptions, Log, LogLevel, Miniflare, Response } = await import("miniflare");
  const entry = await freePort();
  const port = await freePort();
  const mark = options.program ? workerdMark(options.program) : `serve --binary`;
  if (options.program) linkRuntime(options.program);
  const settings = {
    ...loopback(entry),
    ...telling(options, { Log, LogLevel }),
    unsafeHandleRuntimeRestart: () => options.onRestart?.(findChild(mark)),
    resourcePersistencePath: options.folder,
    workers: [{ ...workerOf(options, { Response }), unsafeDirectSockets: [{ host: "127.0.0.1", port }] }],
  } satisfies V4MiniflareOptions;
  const miniflare = keepingSignals(() => new Miniflare(convertV4MiniflareOptions(settings)));
  await miniflare.ready;
  const worker = await miniflare.getWorker();
  return {
    url: `http://127.0.0.1:${port}`,
    crons: options.bundle.settings.crons,
    child: () => findChild(mark),
    files: () => miniflare.getR2Bucket("FILES"),
    scheduled: async (cron, at) => (await worker.scheduled({ cron, scheduledTime: at })).outcome,
    stop: () => Promise.race([miniflare.dispose(), pause(5000, undefined, { ref: false })]),
  };
}

/** The part of workerd's command line that names its installation. */
export const workerdMark = (program: string): string => `${program} serve`;

/** miniflare starts the program that this variable names, again after each crash. */
function linkRuntime(program: string): void {
  const runtime = createRequire(createRequire(import.meta.url).resolve("miniflare"))("workerd").default;
  rmSync(program, { force: true });
  symlinkSync(runtime, program);
  process.env.MINIFLARE_WORKERD_PATH = program;
}

/** Neither Cloudflare's description of this machine's place nor telemetry: no connection leaves it. */
const loopback = (port: number) =>
  ({ host: "127.0.0.1", port, cf: false, telemetry: { enabled: false } }) as const;

function telling({ onLog }: WorkerdOptions, { Log, LogLevel }: Pick<typeof Miniflare, "Log" | "LogLevel">) {
  const log = new (class extends Log {
    override log(text: string): void {
      onLog({ level: "warn", text });
    }
  })(LogLevel.WARN);
  const handleStructuredLogs = ({ level, message }: { level: string; message: string }) =>
    onLog({ level: levelOf(level), text: message });
  return { logRequests: false, log, handleStructuredLogs };
}

function workerOf(
  { bundle: { modules, settings }, vars, passwords }: WorkerdOptions,
  answers: Parameters<typeof passwordService>[0],
) {
  // The modules are built already.
  const { modulesRules: _, assets: __, ...options } = settings.options;
  return {
    ...options,
    name: settings.name,
    rootPath: root,
    modulesRoot: `${root}/worker`,
    modules,
    // Only these: a stray .env or .dev.vars must not reach the worker.
    bindings: { ...settings.vars, ...vars },
    ...(passwords !== "within" && { serviceBindings: { PASSWORDS: passwordService(answers) } }),
  };
}

/** miniflare would end the whole process on a signal; whoever started it stops things in order instead. */
function keepingSignals<T>(make: () => T): T {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const ours = new Map(signals.map((signal) => [signal, process.listeners(signal)]));
  const made = make();
  for (const [signal, listeners] of ours) {
    for (const listener of process.listeners(signal)) {
      if (!listeners.includes(listener)) process.off(signal, listener);
    }
  }
  return made;
}

function levelOf(level: string): LogLine["level"] {
  if (level === "error") return "error";
  return level === "warn" ? "warn" : "info";
}
