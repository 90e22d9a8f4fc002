import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const isMissing = (program: string) => spawnSync("which", [program]).status !== 0;

test("the unit and the image start what npm run serve starts", () => {
  const serve = JSON.parse(read("package.json")).scripts.serve.replace(/^exec /, "node_modules/.bin/");
  expect(read("bin/server/lianzhi.service")).toContain(`\nExecStart=/opt/lianzhi/current/${serve}\n`);
  const [, command = ""] = /\nCMD (.+)\s*$/.exec(read("bin/server/Containerfile")) ?? [];
  expect(JSON.parse(command).join(" ")).toBe(serve);
});

test("the command for operators passes words on as they are, with settings that go before the file's", () => {
  const folder = newFolder();
  const [command, settings] = [join(folder, "lianzhi"), join(folder, "settings")];
  mkdirSync(join(folder, "node_modules/.bin"), { recursive: true });
  symlinkSync(process.execPath, join(folder, "node_modules/.bin/node"));
  writeFileSync(
    command,
    read("bin/server/lianzhi")
      .replaceAll("/opt/lianzhi/current", folder)
      .replaceAll("/etc/lianzhi.env", settings)
      // Which takes root, and the user.
      .replace(/setpriv .*--init-groups /, ""),
  );
  writeFileSync(
    settings,
    '# once\nDATA_DIR=/var/lib/x\nPUBLIC_URL=https://a.example/?b=c d\'$(id)\nBACKUP_TO="/var/b c"\n',
  );
  const show =
    "console.log(JSON.stringify([process.argv.slice(1), process.env.DATA_DIR, process.env.PUBLIC_URL, process.env.BACKUP_TO]))";
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ scripts: { show: `exec node -e '${show}' --` } }),
  );
  const run = (...words: string[]) =>
    spawnSync("sh", [command, ...words], {
      encoding: "utf8",
      env: { PATH: process.env.PATH, DATA_DIR: "/mine" },
    });
  const words = ["换回了 副本", "it's", "$(id)", "`id`", "", "a;b", "--as", '"'];
  const { stdout, stderr } = run("show", ...words);
  expect([stderr, JSON.parse(stdout)]).toEqual([
    "",
    [words, "/mine", "https://a.example/?b=c d'$(id)", "/var/b c"],
  ]);
  expect(run("show", "--", "xinye").stdout).toContain('[["xinye"]');
  expect(run("shwo")).toMatchObject({ status: 2, stderr: "没有这个命令：shwo\n" });
  expect(run()).toMatchObject({ status: 2, stderr: expect.stringContaining("用法") });
});

test.skipIf(isMissing("systemd-analyze"))(
  "systemd takes the units (skipped where it isn't installed)",
  () => {
    const folder = newFolder();
    const units = readdirSync(join(root, "bin/server")).filter((name) => /\.(service|timer)$/.test(name));
    for (const unit of units)
      writeFileSync(join(folder, unit), read(`bin/server/${unit}`).replaceAll("/opt/lianzhi/current", root));
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
    const site = read("bin/server/nginx.conf")
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
