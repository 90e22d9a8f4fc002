import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { migrateEverything } from "../../bin/migrate.ts";
import { buildInto, readBundle, root } from "../../bin/runtime/bundle.ts";
import { newSecrets } from "../../bin/runtime/secrets.ts";
import { openSite, startDatabases } from "../../bin/runtime/stack.ts";
import type { WorkerVars } from "../../bin/runtime/vars.ts";
import { NO_WEBHOOKS, robotPlaces } from "./contexts.ts";
import { buildTemplate, type Template } from "./template.ts";

/** The one sqld and the one workerd of a test run. */
export interface Stack {
  /** Where the worker answers, without a trailing slash. */
  url: string;
  /** What the worker runs with: addresses and keys of the databases, MODE=test, METER=on. */
  vars: WorkerVars;
  /** Folder of the built worker, for starting further ones. */
  bundle: string;
  /** The county that every test county is a copy of. */
  template: Template;
  /** What the worker logged. */
  log: string;
}

declare module "vitest" {
  interface ProvidedContext {
    stack: Stack;
  }
}

/** Boots the real stack in a temporary folder; what it returns takes it down again. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "lianzhi-tests-"));
  const bundle = join(folder, "bundle");
  const log = join(root, ".build/tests-worker.log");
  mkdirSync(join(root, ".build"), { recursive: true });
  writeFileSync(log, "");

  const [databases] = await Promise.all([
    startDatabases({ folder: join(folder, "sqld"), log: join(folder, "sqld.log"), secrets: newSecrets() }),
    buildInto(bundle),
  ]);
  const SECURITY_CONTACT = "mailto:security@example.org";
  const vars: WorkerVars = {
    ...databases.vars,
    MODE: "test",
    METER: "on",
    PUBLIC_URL: "",
    SECURITY_CONTACT,
    ROBOT_PLACES: robotPlaces,
    WEBHOOK_PLACES: NO_WEBHOOKS,
  };
  await migrateEverything(vars);
  const template = await buildTemplate(vars);
  const site = await openSite({
    vars,
    folder: join(folder, "files"),
    bundle: readBundle(bundle),
    onLog: ({ level, text }) => appendFileSync(log, `${level} ${text}\n`),
  });
  project.provide("stack", { url: site.url, vars: { ...vars, PUBLIC_URL: site.url }, bundle, template, log });

  return async () => {
    await site.stop();
    await databases.sqld.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
