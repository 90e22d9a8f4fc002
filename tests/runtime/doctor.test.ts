import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { nameFor } from "../../bin/backups/rotate.ts";
import { examine } from "../../bin/doctor/examine.ts";
import { keyMarks } from "../../bin/runtime/key-marks.ts";
import { newSecrets } from "../../bin/runtime/secrets.ts";

const secrets = newSecrets();
const environment = { ...secrets, PUBLIC_URL: "https://zhili.example.gov.cn" };
const hour = 60 * 60 * 1000;
const backedUp = (ago: number) => JSON.stringify({ name: nameFor(new Date(Date.now() - ago)), counties: 3 });

/** A folder that was made and holds nothing yet. */
function newFolder(mark: object = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "lianzhi-doctor-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const made = { purpose: "production", ...keyMarks(secrets), ...mark };
  writeFileSync(join(folder, "folder.json"), JSON.stringify(made), { mode: 0o600 });
  writeFileSync(join(folder, "backup.json"), backedUp(hour), { mode: 0o600 });
  return folder;
}

const faultsIn = async (folder: string, settings: NodeJS.ProcessEnv = environment) =>
  (await examine(folder, settings)).flatMap(({ what, fault }) =>
    fault === null ? [] : [`${what} ${fault}`],
  );

test("finds nothing wrong with a folder in order", async () => {
  expect(await faultsIn(newFolder())).toEqual([]);
});

const wrong: [string, (folder: string) => void, NodeJS.ProcessEnv, string][] = [
  ["keys of other data", () => {}, { ...environment, ...newSecrets() }, "SECRETS_KEY 与数据不符"],
  ["no settings", () => {}, {}, "SQLD_SIGNING_KEY"],
  ["a folder open to others", (folder) => chmodSync(folder, 0o755), environment, "权限 别人能读"],
  ["no backup", (folder) => rmSync(join(folder, "backup.json")), environment, "还没有成功备份过"],
  [
    "an old backup",
    (folder) => writeFileSync(join(folder, "backup.json"), backedUp(31 * hour)),
    environment,
    "已超过一天",
  ],
  ["a damaged mark", (folder) => writeFileSync(join(folder, "folder.json"), "{"), environment, "读不懂"],
];

test.each(wrong)("names %s", async (_, spoil, settings, said) => {
  const folder = newFolder();
  spoil(folder);
  expect(await faultsIn(folder, settings)).toEqual([expect.stringContaining(said)]);
});

test("names a catalog that is gone, and a folder that isn't there or isn't ours", async () => {
  expect(await faultsIn(newFolder({ sqldPort: 4000 }))).toEqual([expect.stringContaining("总目录")]);
  const empty = join(newFolder(), "empty");
  expect(await faultsIn(empty)).toEqual([expect.stringContaining("不存在")]);
  mkdirSync(empty);
  expect(await faultsIn(empty)).toEqual([expect.stringContaining("不是联治的数据目录")]);
});
