import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { buildInto } from "../../bin/runtime/bundle.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Folder of the built worker that whole installations are started with. */
    built: string;
  }
}

/** Builds the worker once for all installations that a run starts. */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "lianzhi-built-"));
  await buildInto(folder);
  project.provide("built", folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
