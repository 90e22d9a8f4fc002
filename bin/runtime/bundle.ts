import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, extname, join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import type { Unstable_Config, unstable_getMiniflareWorkerOptions } from "wrangler";

export const root = join(import.meta.dirname, "../..");
const configPath = join(root, "wrangler.toml");

export interface WorkerModule {
  type: "ESModule" | "CompiledWasm" | "Text";
  path: string;
  contents: Uint8Array<ArrayBuffer>;
}

/** What wrangler.toml says of the worker. */
export interface WorkerSettings {
  name: string;
  crons: readonly string[];
  vars: Unstable_Config["vars"];
  /** As the local runtime is told it. */
  options: ReturnType<typeof unstable_getMiniflareWorkerOptions>["workerOptions"];
}

/** The worker as wrangler would upload it. The first module is the entry. */
export interface Bundle {
  modules: WorkerModule[];
  settings: WorkerSettings;
  /** The folder of the files that are served as they are. */
  files: string;
  /** Bytes that count against the budget: every module, gzip. */
  gzip: number;
}

/**
 * The worker of this source: built once, and kept in .build/worker until the source changes. Where WORKER_BUNDLE names a
 * folder, what `buildInto` left there is taken instead.
 */
export async function buildBundle(): Promise<Bundle> {
  const { WORKER_BUNDLE: given } = process.env;
  if (given) return readBundle(given);
  const built = join(root, ".build/worker");
  const mark = sourceMark();
  if (markIn(built) !== mark) await rebuild(built, mark);
  return readBundle(built);
}

/** Whole or not at all: whoever starts meanwhile takes the old one or the new. */
async function rebuild(built: string, mark: string): Promise<void> {
  mkdirSync(dirname(built), { recursive: true });
  const folder = mkdtempSync(join(dirname(built), "bundle-"));
  try {
    await buildInto(folder);
    writeFileSync(join(folder, markFile), mark);
    rmSync(built, { recursive: true, force: true });
    renameSync(folder, built);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const markFile = "source.sha256";

function markIn(built: string): string | undefined {
  const file = join(built, markFile);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** One hash over all that a worker is built from. */
function sourceMark(): string {
  const hash = createHash("sha256");
  const files = ["worker", "db", "views"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const others = ["wrangler.toml", "package.json", "package-lock.json", "bin/build.ts"].map((name) =>
    join(root, name),
  );
  for (const file of [...files, ...others].sort()) {
    hash.update(`${relative(root, file)}\0`).update(createHash("sha256").update(readFileSync(file)).digest());
  }
  return hash.digest("hex");
}

/**
 * Builds the worker exactly as a deploy would (`wrangler deploy --dry-run`), without telemetry, update check or any
 * other connection, and writes down its settings beside it: to read them, wrangler takes two seconds to load.
 */
export async function buildInto(folder: string): Promise<void> {
  const [settings] = await Promise.all([
    workerSettings(),
    wrangler(["deploy", "--dry-run", "--config", configPath, "--outdir", folder]),
  ]);
  writeFileSync(join(folder, "settings.json"), JSON.stringify(settings));
  cpSync(join(root, ".build/static"), join(folder, "static"), { recursive: true });
}

async function workerSettings(): Promise<WorkerSettings> {
  const [config, { unstable_getMiniflareWorkerOptions: optionsOf }] = await Promise.all([
    configuration(),
    import("wrangler"),
  ]);
  const { name = "worker", triggers, vars } = config;
  // wrangler would add what a stray .env or .dev.vars says.
  const options = { ...optionsOf(config).workerOptions, bindings: {} };
  return { name, crons: triggers.crons ?? [], vars, options };
}

/**
 * wrangler.toml, read by wrangler itself; `environment` is `staging`, `production` or none. Loaded when first asked:
 * wrangler takes a second to load, and a refusal to start shouldn't.
 */
export async function configuration(environment?: string): Promise<Unstable_Config> {
  const { unstable_readConfig } = await import("wrangler");
  return unstable_readConfig({ config: configPath, env: environment });
}

const moduleTypes: Readonly<Record<string, WorkerModule["type"]>> = {
  ".js": "ESModule",
  ".wasm": "CompiledWasm",
  ".txt": "Text",
};

/** What `buildInto` left in the folder. */
export function readBundle(folder: string): Bundle {
  const modules = readdirSync(folder)
    .sort((a, b) => Number(b === "index.js") - Number(a === "index.js"))
    .flatMap((file): WorkerModule[] => {
      const type = moduleTypes[extname(file)];
      if (!type) return [];
      const contents = new Uint8Array(readFileSync(join(folder, file)));
      return [{ type, path: join(root, "worker", file), contents }];
    });
  const settings = JSON.parse(readFileSync(join(folder, "settings.json"), "utf8")) as WorkerSettings;
  return {
    modules,
    settings,
    files: join(folder, "static"),
    gzip: modules.reduce((total, { contents }) => total + gzipSync(contents).length, 0),
  };
}

async function wrangler(args: string[]): Promise<void> {
  const program = createRequire(import.meta.url).resolve("wrangler/package.json");
  const child = spawn(process.execPath, [join(dirname(program), "bin/wrangler.js"), ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      // The build command says `node`; it must be the one that runs this.
      PATH: `${join(root, "node_modules/.bin")}:${dirname(process.execPath)}:${process.env.PATH ?? ""}`,
      CI: "1",
      NO_COLOR: "1",
      WRANGLER_HIDE_BANNER: "true",
      WRANGLER_SEND_METRICS: "false",
      WRANGLER_SEND_ERROR_REPORTS: "false",
      WRANGLER_LOG_PATH: join(root, ".build/wrangler.log"),
    },
  });
  let said = "";
  child.stdout.on("data", (chunk) => (said += chunk));
  child.stderr.on("data", (chunk) => (said += chunk));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  if (code !== 0) throw new Error(`the worker can't be built:\n${said.trim()}`);
}
