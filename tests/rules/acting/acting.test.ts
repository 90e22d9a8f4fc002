import { beforeAll, describe, expect, test } from "vitest";
import { sections } from "../../../worker/rules/document/items.ts";
import type { Place } from "../../../worker/rules/schema/acts.ts";
import { RuleSet } from "../../../worker/rules/schema/rule-set.ts";
import { example } from "./example.ts";
import { type Change, leavesOf, otherwise } from "./leaves.ts";
import { probes } from "./probes.tsx";

const places = Object.keys(probes) as Place[];
const leaves = leavesOf(sections, example);

/** What a place says of some rules; what it can't work with is an answer too. */
async function ask(place: Place, rules: RuleSet): Promise<string> {
  try {
    return JSON.stringify(await probes[place](rules));
  } catch (error) {
    return String(error);
  }
}

const before = new Map<Place, string>();
beforeAll(async () => {
  for (const place of places) before.set(place, await ask(place, example));
});

const differs = async (place: Place, changes: readonly Change[]): Promise<boolean> =>
  (await ask(place, otherwise(example, changes))) !== before.get(place);

test("the example is a rule set, and every place has an answer to it", () => {
  expect(RuleSet.parse(example)).toEqual(example);
  for (const [place, said] of before) expect([place, /^\w*Error/.test(said)]).toEqual([place, false]);
});

describe("a rule that says what it acts on: each of these differs by it", () => {
  const acting = leaves.filter(({ acts }) => acts.length > 0);

  test.each(acting)("$path: $acts", async ({ acts, changes }) => {
    for (const place of acts) {
      let told = false;
      for (const change of changes) told ||= await differs(place, [change]);
      expect([place, told]).toEqual([place, true]);
    }
  });
});

describe("a rule that says that nothing follows it yet", () => {
  const idle = leaves.filter(({ acts }) => acts.length === 0);

  test("stands in the example", () => {
    expect(idle.filter(({ changes }) => changes.length === 0).map(({ path }) => path)).toEqual([]);
  });

  // All at once, because there are many; only what then differs is looked at one by one.
  test.each(["other", "gone", "entry"] as const)("changes nothing outside /rules (%s)", async (way) => {
    const all = idle.flatMap(({ changes }) => changes.filter((change) => change.way === way));
    const found = [];
    for (const place of places) if (await differs(place, all)) found.push(...(await whichDiffer(place)));
    expect(found).toEqual([]);

    async function whichDiffer(place: Place): Promise<string[]> {
      const culprits = [];
      for (const { path, changes } of idle) {
        for (const change of changes) if (await differs(place, [change])) culprits.push(path);
      }
      return [`${place}: ${[...new Set(culprits)].join(", ")}`];
    }
  });
});
