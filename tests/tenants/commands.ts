import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { root } from "../../bin/runtime/bundle.ts";
import { openFolder } from "../../bin/runtime/folder.ts";
import type { WorkerVars } from "../../bin/runtime/vars.ts";
import { flags } from "../support/flags.ts";
import type { World } from "../support/stack.ts";

export interface Outcome {
  code: number;
  out: string;
  complaints: string;
}

/**
 * Runs one of the operator's commands, such as `bin/tenants.ts status`, against an installation; against a whole world it
 * sees the files, too.
 */
export function runCommand(of: WorkerVars | World, command: string, ...args: string[]): Promise<Outcome> {
  const { vars, files } = "vars" in of ? of : { vars: of };
  const folder = mkdtempSync(join(tmpdir(), "lianzhi-command-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [sqldPort, sqldAdminPort] = [vars.SQLD_URL, vars.SQLD_ADMIN_URL].map((url) =>
    Number(new URL(url).port),
  );
  const opened = openFolder(folder, "production");
  if (files) symlinkSync(files, opened.file("files"));
  opened.remember({ url: vars.PUBLIC_URL, sqldPort, sqldAdminPort, at: opened.path });
  onTestFinished(opened.unlock);
  const { SQLD_SIGNING_KEY, SQLD_ADMIN_KEY, SECRETS_KEY, SECRETS_KEY_PREVIOUS } = vars;
  const keys = { SQLD_SIGNING_KEY, SQLD_ADMIN_KEY, SECRETS_KEY, SECRETS_KEY_PREVIOUS };
  const env = { PATH: process.env.PATH, DATA_DIR: folder, ...keys };
  return new Promise((resolve) => {
    const options = { cwd: root, env };
    // As the npm commands start it.
    const started = [...flags, join(root, command), ...args];
    execFile(process.execPath, started, options, (error, out, complaints) => {
      resolve({ code: error ? Number(error.code) : 0, out, complaints });
    });
  });
}
