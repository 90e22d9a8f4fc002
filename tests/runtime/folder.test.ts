import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { contents, openFolder } from "../../bin/runtime/folder.ts";
import { keyFault, keyMarks } from "../../bin/runtime/key-marks.ts";
import { loadSecrets, newSecrets } from "../../bin/runtime/secrets.ts";

test("the folder and its secrets are for the owner alone", () => {
  const folder = openFolder(newPath(), "demo");
  loadSecrets(folder.file("secrets.json"), true);
  expect(statSync(folder.path).mode & 0o777).toBe(0o700);
  expect(statSync(folder.file("secrets.json")).mode & 0o777).toBe(0o600);
  folder.unlock();
});

test("secrets are made once and kept", () => {
  const folder = openFolder(newPath(), "demo");
  const file = folder.file("secrets.json");
  expect(loadSecrets(file, true)).toEqual(loadSecrets(file, false));
  folder.unlock();
});

test("data without their keys are not overwritten with new keys", () => {
  const folder = openFolder(newPath(), "demo");
  expect(() => loadSecrets(folder.file("secrets.json"), false)).toThrow("密钥文件");
  folder.unlock();
});

test("damaged secrets are said to be so", () => {
  const folder = openFolder(newPath(), "demo");
  writeFileSync(folder.file("secrets.json"), '{"SECRETS_KEY":"');
  expect(() => loadSecrets(folder.file("secrets.json"), true)).toThrow("已损坏");
  folder.unlock();
});

test("a folder is opened once at a time, and again after it was let go", () => {
  const path = newPath();
  const folder = openFolder(path, "demo");
  folder.remember({ url: "http://127.0.0.1:1" });
  expect(() => openFolder(path, "demo")).toThrow("正被另一个实例使用（http://127.0.0.1:1）");
  folder.unlock();
  const again = openFolder(path, "demo");
  expect(again.isNew).toBe(false);
  again.unlock();
});

test("a folder is known by its own path, whatever link leads to it", () => {
  const path = newPath();
  openFolder(path, "demo").unlock();
  symlinkSync(path, `${path}-link`);
  const folder = openFolder(`${path}-link`, "demo");
  expect(folder.path).toBe(realpathSync(path));
  folder.unlock();
});

test("a county's folder is never taken for a demo", () => {
  const path = newPath();
  const folder = openFolder(path, "production");
  folder.remember({});
  folder.unlock();
  expect(() => openFolder(path, "demo")).toThrow("正式数据");
  openFolder(path, "production").unlock();
});

test("a folder that was only locked, because the port was taken, is still anybody's", () => {
  const path = newPath();
  openFolder(path, "demo").unlock();
  openFolder(path, "production").unlock();
});

test("emptying deletes what is ours and nothing else", () => {
  const folder = openFolder(newPath(), "demo");
  mkdirSync(folder.file("sqld/dbs"), { recursive: true });
  writeFileSync(folder.file("sqld/dbs/x"), "0123456789");
  writeFileSync(folder.file("note.txt"), "mine");
  expect(contents(folder).bytes).toBeGreaterThan(10);
  folder.empty();
  expect(existsSync(folder.file("sqld"))).toBe(false);
  expect(readdirSync(folder.path)).toContain("note.txt");
  folder.unlock();
});

test("a folder that can't be written to is one clear line", () => {
  expect(() => openFolder("/sys/lianzhi", "demo")).toThrow("没有写入权限");
});

function newPath(): string {
  const parent = mkdtempSync(join(tmpdir(), "lianzhi-folder-"));
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  return join(parent, "data");
}

test("a key that was in force before is refused, wherever that is known from", () => {
  const [first = "", second = "", third = ""] = [newSecrets(), newSecrets(), newSecrets()].map(
    ({ SECRETS_KEY }) => SECRETS_KEY,
  );
  const keys = (SECRETS_KEY: string, ...previous: string[]) => ({
    SECRETS_KEY,
    SECRETS_KEY_PREVIOUS: previous.join(","),
  });
  const began = keyMarks(keys(first));
  expect(keyFault(began, keys(first))).toBeNull();
  expect(keyFault(began, keys(second))).toContain("与数据不符");
  expect(keyFault(began, keys(second, first))).toBeNull();
  const changed = keyMarks(keys(third, second), keyMarks(keys(second, first), began));
  expect(keyFault(changed, keys(third, second, first))).toBeNull();
  for (const former of [first, second])
    expect(keyFault(changed, keys(former, third))).toContain("这把密钥停用过");
  // A folder that was restored knows no more than the keys it is given.
  expect(keyFault(keyMarks(keys(second, first)), keys(first, second))).toContain("这把密钥停用过");
});
