import { beforeAll, describe, expect, test } from "vitest";
import { sections } from "../../../worker/rules/document/items.ts";
import type { Target } from "../../../worker/rules/schema/acts.ts";
import { RuleSet } from "../../../worker/rules/schema/rule-set.ts";
import { example } from "./example.ts";
import { type Change, leavesOf, otherwise } from "./leaves.ts";
import { probes } from "./probes.tsx";

const targets = Object.keys(probes) as Target[];
const leaves = leavesOf(sections, example);

/** What a target says of some rules; what it can't work with is an answer too. */
async function ask(target: Target, rules: RuleSet): Promise<string> {
  try {
    return JSON.stringify(await probes[target](rules));
  } catch (error) {
    return String(error);
  }
}

const before = new Map<Target, string>();
beforeAll(async () => {
  for (const target of targets) before.set(target, await ask(target, example));
});

const differs = async (target: Target, changes: readonly Change[]): Promise<boolean> =>
  (await ask(target, otherwise(example, changes))) !== before.get(target);

test("the example is a rule set, and every target has an answer to it", () => {
  expect(RuleSet.parse(example)).toEqual(example);
  for (const [target, said] of before) expect([target, /^\w*Error/.test(said)]).toEqual([target, false]);
});

describe("a rule that says what it acts on: each of these differs by it", () => {
  const acting = leaves.filter(({ acts }) => acts.length > 0);

  test.each(acting)("$path: $acts", async ({ acts, changes }) => {
    for (const target of acts) {
      let told = false;
      for (const change of changes) told ||= await differs(target, [change]);
      expect([target, told]).toEqual([target, true]);
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
    for (const target of targets) if (await differs(target, all)) found.push(...(await whichDiffer(target)));
    expect(found).toEqual([]);

    async function whichDiffer(target: Target): Promise<string[]> {
      const culprits = [];
      for (const { path, changes } of idle) {
        for (const change of changes) if (await differs(target, [change])) culprits.push(path);
      }
      return [`${target}: ${[...new Set(culprits)].join(", ")}`];
    }
  });
});
