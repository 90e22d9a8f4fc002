import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { presets } from "../../../db/presets/index.ts";

/** Minutes behind UTC, in January and in July. */
const zones = [
  { name: "UTC", winter: 0, summer: 0 },
  { name: "Asia/Shanghai", winter: -480, summer: -480 },
  { name: "America/Los_Angeles", winter: 480, summer: 420 },
  { name: "Pacific/Apia", winter: -780, summer: -780 },
  { name: "Europe/London", winter: 0, summer: -60 },
];

interface Answers {
  zone: (typeof zones)[number];
  careless: string;
  asked: Record<string, string>;
}

describe("a process in any zone", () => {
  let results: Answers[] = [];
  beforeAll(async () => {
    results = await Promise.all(zones.map(({ name }) => evaluateIn(name)));
  });

  test("really is in that zone", () => {
    expect(results.map(({ zone }) => zone)).toEqual(zones);
  });

  test("would count other days if it read them off its own clock", () => {
    expect(new Set(results.map(({ careless }) => careless)).size).toBe(zones.length);
  });

  test("gets the same answer to every question the engine is asked, for every preset", () => {
    const [first, ...others] = results.map(({ asked }) => asked);
    for (const other of others) expect(other).toEqual(first);
    for (const key of Object.keys(presets)) {
      const questions = Object.keys(first ?? {}).filter((question) => question.startsWith(`${key}: `));
      expect(questions.length).toBeGreaterThanOrEqual(9);
    }
  });
});

async function evaluateIn(zone: string): Promise<Answers> {
  const script = `${import.meta.dirname}/zones/evaluate.ts`;
  const { stdout } = await promisify(execFile)(process.execPath, [script], {
    env: { ...process.env, TZ: zone },
  });
  return JSON.parse(stdout) as Answers;
}
