import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { root } from "../../bin/runtime/bundle.ts";
import { newSecrets } from "../../bin/runtime/secrets.ts";
import { flags } from "../support/flags.ts";
import { isFull } from "../support/sample.ts";

/** What runs behind it has a loopback of its own and no other network. */
const offline = ["-rn", "sh", "-ec", 'ip link set lo up && exec "$@"', "sh"];
const mayGoOffline = spawnSync("unshare", [...offline, "true"]).status === 0;

/** Starts what was unpacked, asks for a page, for the outside, and stops it. */
const visit = `
  const { spawn } = require("node:child_process");
  const command = [...${JSON.stringify(flags)}, "bin/start.ts", "--production"];
  const program = spawn(process.execPath, command, { stdio: ["ignore", "pipe", "inherit"] });
  program.stdout.on("data", async (said) => {
    if (!String(said).includes("已启动（")) return;
    const page = await fetch(process.env.PUBLIC_URL);
    const outside = await fetch("http://192.0.2.1").then(() => "reached", ({ cause }) => cause.code);
    console.log(JSON.stringify({ status: page.status, page: await page.text(), outside }));
    program.kill("SIGTERM");
  });
  program.on("exit", (code) => process.exit(code));`;

/** What is packed is what was committed. */
const isClone = existsSync(join(root, ".git"));

test.skipIf(!isFull || !mayGoOffline || !isClone)(
  "an archive starts where there is no network (only with --full, in a clone, where network namespaces are permitted)",
  () => {
    const folder = mkdtempSync(join(tmpdir(), "lianzhi-pack-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const archive = join(folder, "lianzhi.tar");
    execFileSync(process.execPath, [join(root, "bin/pack.ts"), archive], { stdio: "ignore" });
    execFileSync("tar", ["-xf", archive, "-C", folder]);
    const app = join(folder, "lianzhi");
    const node = join(app, "node_modules/.bin/node");
    const environment = {
      ...newSecrets(),
      ...{ DATA_DIR: join(folder, "data"), PORT: "8787", PUBLIC_URL: "http://127.0.0.1:8787" },
      PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
    };
    const options = { cwd: app, env: environment, encoding: "utf8" } as const;
    const { status, stdout, stderr } = spawnSync("unshare", [...offline, node, "-e", visit], options);
    expect([status, stderr]).toEqual([0, ""]);
    const answered = JSON.parse(/^\{"status.*$/m.exec(stdout)?.[0] ?? "{}");
    expect(answered).toMatchObject({
      status: 200,
      page: expect.stringContaining("联治"),
      outside: "ENETUNREACH",
    });
    expect(statSync(join(folder, "data")).mode & 0o777).toBe(0o700);
  },
);
