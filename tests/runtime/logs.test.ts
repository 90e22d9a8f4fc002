import { spawn } from "node:child_process";
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { rotate } from "../../bin/runtime/logs.ts";

const small = { bytes: 15, files: 3 };
const textIn = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));

test("a log that has grown is kept beside, the newest first, and so many of them", () => {
  const [folder, log] = newLog();
  writeFileSync(log, "short");
  rotate(log, small);
  expect(textIn(folder)).toEqual({ "sqld.log": "short" });
  for (const round of [1, 2, 3, 4, 5]) {
    writeFileSync(log, `the text of round ${round}`, { mode: 0o600 });
    rotate(log, small);
  }
  expect(textIn(folder)).toEqual({
    "sqld.log": "",
    "sqld.log.1": "the text of round 5",
    "sqld.log.2": "the text of round 4",
    "sqld.log.3": "the text of round 3",
  });
  for (const age of [1, 2, 3]) expect(statSync(`${log}.${age}`).mode & 0o777).toBe(0o600);
});

test("whoever has the log open writes on in it", async () => {
  const [folder, log] = newLog();
  const file = openSync(log, "a");
  const writer = spawn("sh", ["-c", "echo before all of it was kept; read go; echo after"], {
    stdio: ["pipe", file, file],
  });
  closeSync(file);
  onTestFinished(() => void writer.kill());
  await expect.poll(() => readFileSync(log, "utf8")).toContain("kept");
  rotate(log, small);
  writer.stdin?.end("go\n");
  await new Promise((resolve) => writer.once("close", resolve));
  expect(textIn(folder)).toEqual({ "sqld.log": "after\n", "sqld.log.1": "before all of it was kept\n" });
});

test("a copy that can't be made leaves the log as it is, and older ones too", () => {
  const [folder, log] = newLog();
  const text = "the text that has grown too long";
  writeFileSync(log, text);
  writeFileSync(`${log}.1`, "older");
  // In the way of the copy, as a full disk would be.
  symlinkSync("/dev/full", `${log}.new`);
  rotate(log, small);
  expect(textIn(folder)).toEqual({ "sqld.log": text, "sqld.log.1": "older" });
});

test("no log is no fault", () => {
  const [folder, log] = newLog();
  rotate(log, small);
  expect(existsSync(log)).toBe(false);
  expect(readdirSync(folder)).toEqual([]);
});

function newLog(): [folder: string, log: string] {
  const folder = mkdtempSync(join(tmpdir(), "lianzhi-logs-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return [folder, join(folder, "sqld.log")];
}
