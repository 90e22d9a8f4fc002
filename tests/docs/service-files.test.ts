import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const isMissing = (program: string) => spawnSync("which", [program]).status !== 0;

test("the unit and the image start what npm run serve starts", () => {
  const serve = JSON.parse(read("package.json")).scripts.serve.replace(/^exec /, "node_modules/.bin/");
  expect(read("etc/lianzhi.service")).toContain(`\nExecStart=/opt/lianzhi/current/${serve}\n`);
  const [, command = ""] = /\nCMD (.+)\s*$/.exec(read("Containerfile")) ?? [];
  expect(JSON.parse(command).join(" ")).toBe(serve);
});

test("the command for operators is a shell's", () => {
  expect(said("sh", ["-n", join(root, "etc/lianzhi")])).toEqual([0, ""]);
});

test.skipIf(isMissing("systemd-analyze"))(
  "systemd takes the units (skipped where it isn't installed)",
  () => {
    const folder = newFolder();
    const units = readdirSync(join(root, "etc")).filter((name) => /\.(service|timer)$/.test(name));
    for (const unit of units)
      writeFileSync(join(folder, unit), read(`etc/${unit}`).replaceAll("/opt/lianzhi/current", root));
    const paths = units.map((unit) => join(folder, unit));
    expect(said("systemd-analyze", ["verify", "--man=no", ...paths])).toEqual([0, ""]);
  },
);

const isRoot = process.getuid?.() === 0;

test.skipIf(!isRoot || isMissing("nginx") || isMissing("openssl"))(
  "nginx takes its configuration (skipped where it isn't installed, or only root may try)",
  () => {
    const folder = newFolder();
    const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
    const asked = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=zhili.example.gov.cn"];
    expect(said("openssl", [...asked, "-keyout", key, "-out", certificate])[0]).toBe(0);
    let socket = 0;
    const site = read("etc/nginx.conf")
      .replace("/etc/ssl/zhili.pem", certificate)
      .replace("/etc/ssl/zhili.key", key)
      // Its ports may be somebody else's here.
      .replaceAll(/listen [^ ;]+/g, () => `listen unix:${folder}/${socket++}.sock`);
    const file = join(folder, "nginx.conf");
    const around = `pid ${folder}/nginx.pid; error_log stderr; events {}`;
    writeFileSync(file, `${around}\nhttp { access_log off; ${site} }`);
    const [code, complaints] = said("nginx", ["-t", "-c", file]);
    expect([code, complaints]).toEqual([0, expect.not.stringMatching(/warn|emerg/)]);
  },
);

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "lianzhi-service-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** The exit code, and what was complained about. */
function said(program: string, args: string[]): [number | null, string] {
  const { status, stderr } = spawnSync(program, args, { encoding: "utf8" });
  return [status, stderr];
}
