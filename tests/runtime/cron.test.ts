import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { configuration } from "../../bin/runtime/bundle.ts";
import { lastDue, matches, startCron } from "../../bin/runtime/cron.ts";

const at = (text: string) => new Date(`${text}:00.000Z`);

describe("a cron expression names minutes in UTC", () => {
  test.each([
    ["*/10 * * * *", "2026-11-21T09:20", true],
    ["*/10 * * * *", "2026-11-21T09:21", false],
    ["30 17 * * *", "2026-11-21T17:30", true],
    ["30 17 * * *", "2026-11-21T16:30", false],
    ["0 0 1,15 * *", "2026-11-15T00:00", true],
    ["0 0 * * 1-5", "2026-11-21T00:00", false],
    ["0 0 * * 6", "2026-11-21T00:00", true],
    ["5/20 * * * *", "2026-11-21T00:45", true],
  ])("%s at %s: %s", (cron, minute, expected) => {
    expect(matches(cron, at(minute))).toBe(expected);
  });

  test("anything else is refused", () => {
    expect(() => matches("@daily", new Date())).toThrow("not a cron expression");
    expect(() => matches("MON * * * *", new Date())).toThrow("not a cron expression");
  });

  test("those of wrangler.toml are understood", async () => {
    const { triggers } = await configuration();
    expect(triggers.crons).toHaveLength(1);
    for (const cron of triggers.crons ?? []) expect(() => matches(cron, new Date())).not.toThrow();
  });
});

test("the last due minute is found, a day back at most", () => {
  const until = at("2026-11-21T09:25");
  expect(lastDue("30 17 * * *", at("2026-11-20T00:00"), until)).toEqual(at("2026-11-20T17:30"));
  expect(lastDue("30 17 * * *", at("2026-11-20T17:30"), until)).toBeUndefined();
  expect(lastDue("0 0 1 * *", at("2026-01-01T00:00"), until)).toBeUndefined();
});

test("what was due while the machine was off fires once at the start, and is remembered", async () => {
  const file = newFile();
  const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
  writeFileSync(file, JSON.stringify({ "*/10 * * * *": hourAgo }));
  const fired: string[] = [];
  const start = () =>
    startCron(["*/10 * * * *"], file, async (cron) => {
      fired.push(cron);
    });
  await start().stop();
  await start().stop();
  expect(fired).toEqual(["*/10 * * * *"]);
  expect(JSON.parse(readFileSync(file, "utf8"))["*/10 * * * *"] > hourAgo).toBe(true);
});

test("on the very first start nothing counts as missed, not even with a torn file", async () => {
  const file = newFile();
  writeFileSync(file, "{");
  const fired: string[] = [];
  await startCron(["30 17 * * *"], file, async (cron) => {
    fired.push(cron);
  }).stop();
  expect(fired).toEqual([]);
});

function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "lianzhi-cron-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "cron.json");
}
