import { setTimeout as pause } from "node:timers/promises";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare, type V4MiniflareOptions } from "miniflare";
import { unstable_getMiniflareWorkerOptions as miniflareOptions } from "wrangler";
import { type Bundle, configuration, root } from "./bundle.ts";
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
  onLog: (line: LogLine) => void;
  /** Called after the runtime died and came back, with its new process. */
  onRestart?: (child: Child | undefined) => void;
}

export interface Workerd {
  /** Loopback, private: the door stands in front of it. */
  readonly url: string;
  readonly crons: readonly string[];
  child(): Child | undefined;
  /** Runs the worker's `scheduled` handler; answers its outcome, "ok" or why not. */
  scheduled(cron: string, at: Date): Promise<string>;
  stop(): Promise<void>;
}

/** Runs the bundle on workerd with the bindings of wrangler.toml, all of them local. */
export async function startWorkerd(options: WorkerdOptions): Promise<Workerd> {
  const config = configuration();
  const { workerOptions } = miniflareOptions(config);
  const port = await freePort();
  const mark = `entry=127.0.0.1:${port}`;
  const settings = {
    host: "127.0.0.1",
    port,
    // Neither Cloudflare's description of this machine's place nor telemetry: no connection leaves it.
    cf: false,
    telemetry: { enabled: false },
    logRequests: false,
    log: new Lines(options.onLog),
    handleStructuredLogs: ({ level, message }) => options.onLog({ level: levelOf(level), text: message }),
    unsafeHandleRuntimeRestart: () => options.onRestart?.(findChild(mark)),
    resourcePersistencePath: options.folder,
    workers: [
      {
        ...withoutRules(workerOptions),
        name: config.name ?? "worker",
        rootPath: root,
        modulesRoot: `${root}/worker`,
        modules: options.bundle.modules,
        // Only these: a stray .env or .dev.vars must not reach the worker.
        bindings: { ...config.vars, ...options.vars },
      },
    ],
  } satisfies V4MiniflareOptions;
  const miniflare = new Miniflare(convertV4MiniflareOptions(settings));
  await miniflare.ready;
  const worker = await miniflare.getWorker();
  return {
    url: `http://127.0.0.1:${port}`,
    crons: config.triggers.crons ?? [],
    child: () => findChild(mark),
    scheduled: async (cron, at) => (await worker.scheduled({ cron, scheduledTime: at })).outcome,
    stop: () => Promise.race([miniflare.dispose(), pause(5000, undefined, { ref: false })]),
  };
}

function withoutRules<T extends { modulesRules?: unknown }>({
  modulesRules,
  ...rest
}: T): Omit<T, "modulesRules"> {
  return rest;
}

class Lines extends Log {
  readonly #onLog: (line: LogLine) => void;

  constructor(onLog: (line: LogLine) => void) {
    super(LogLevel.WARN);
    this.#onLog = onLog;
  }

  override log(message: string): void {
    this.#onLog({ level: "warn", text: message });
  }
}

function levelOf(level: string): LogLine["level"] {
  if (level === "error") return "error";
  return level === "warn" ? "warn" : "info";
}
