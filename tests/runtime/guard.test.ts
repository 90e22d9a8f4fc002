import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { root } from "../../bin/runtime/bundle.ts";
import { isAlive } from "../../bin/runtime/processes.ts";
import { until } from "./program.ts";

/** A run: starts its guard, two servers in groups of their own, and then does nothing for ever. */
const run = `
  const { spawn } = require("node:child_process");
  const { writeFileSync } = require("node:fs");
  const [guard, folder] = process.argv.slice(1);
  spawn(process.execPath, [guard, folder], { detached: true, stdio: ["pipe", "ignore", "inherit"] });
  const forever = "setInterval(() => {}, 1000)";
  const server = (args, env) =>
    spawn(process.execPath, ["-e", forever, ...args], { detached: true, stdio: "ignore", env }).pid;
  const named = server([folder], {});
  const working = process.platform === "linux" ? server([], { TMPDIR: folder }) : named;
  writeFileSync(folder + "/pids.json.new", JSON.stringify([named, working]));
  require("node:fs").renameSync(folder + "/pids.json.new", folder + "/pids.json");
`;

test.each(["SIGINT", "SIGTERM", "SIGKILL"] as const)(
  "a run that ends by %s leaves no server behind",
  async (signal) => {
    const folder = mkdtempSync(join(tmpdir(), "lianzhi-guarded-"));
    const pids = join(folder, "pids.json");
    const child = spawn(process.execPath, ["-e", run, join(root, "bin/test-guard.ts"), folder], {
      stdio: "inherit",
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    await until(() => existsSync(pids));
    const servers = (JSON.parse(readFileSync(pids, "utf8")) as number[]).map((pid) => ({
      pid,
      mark: "setInterval",
    }));
    writeFileSync(join(folder, "data"), "rows");
    expect(servers.every(isAlive)).toBe(true);

    child.kill(signal);
    await until(() => !servers.some(isAlive) && !existsSync(folder));
  },
);
