import { afterAll, beforeAll, describe, expect, type MockInstance, test, vi } from "vitest";
import { type PresetKey, presets } from "../../db/presets/index.ts";
import { checked, type Found } from "./checks.ts";
import { play } from "./play.ts";
import { told } from "./retold.ts";
import { summary } from "./summary.ts";
import type { World } from "./world.ts";

const asked = Number(process.env.QUARTER_MATTERS ?? 0);
/** How many matters each preset deals with in its quarter, every how many days how many people act, and every how many weeks it is checked. */
const size =
  asked > 0
    ? { matters: asked, every: 3, atWork: 4, checkEvery: 1 }
    : { matters: 30, every: 7, atWork: 12, checkEvery: 3 };
/** A number to play other quarters by; the same number plays the same. */
const chosen = Number(process.env.QUARTER_SEED ?? 0);
const patience = 1_800_000;
const keys = Object.keys(presets) as PresetKey[];

let warned: MockInstance<typeof console.warn>;
beforeAll(() => {
  warned = vi.spyOn(console, "warn").mockImplementation(() => {});
});
afterAll(() => {
  warned.mockRestore();
});

describe("a quarter under the rules of", () => {
  // At once, since each waits for its own database most of the time.
  test.concurrent.each(keys)("%s", { timeout: patience }, async (preset) => {
    let last: Found | undefined;
    const check = async (world: World, isLast: boolean) => {
      last = await checked(world, isLast);
      expect(last.faults.slice(0, 20)).toEqual([]);
    };
    const seed = chosen * keys.length + keys.indexOf(preset) + 1;
    const world = await play({ preset, seed, ...size, check });
    if (last && asked > 0) console.log(preset, JSON.stringify(summary(world, last)));
    expect(last?.told).toHaveLength(world.reports.size);
    expect(world.reports.size).toBeGreaterThanOrEqual(size.matters);
  });

  test("refuses nothing to the system: what acts can be done", () => {
    expect(warned.mock.calls).toEqual([]);
  });
});

describe("a quarter that is played by a seed", () => {
  const game = { preset: "yulin", matters: 8, every: 7, atWork: 12, checkEvery: 13 } as const;
  const played = async (seed: number) => {
    let retold: string[] = [];
    const check = async (world: World) => {
      retold = await told(world);
    };
    await play({ ...game, seed, check });
    return retold;
  };

  test("is the same again by the same, and another one by another", async () => {
    const [once, again, other] = await Promise.all([played(7), played(7), played(8)]);
    expect(again).toEqual(once);
    expect(other).not.toEqual(once);
  });
});
