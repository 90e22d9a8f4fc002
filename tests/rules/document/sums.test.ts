import fc from "fast-check";
import { expect, test } from "vitest";
import type { Entry } from "../../../worker/rules/document/items.ts";
import { parseRuleSet } from "../../../worker/rules/document/parse.ts";
import { sumsOf } from "../../../worker/rules/document/sums.ts";
import { rulesOf } from "../examples.ts";

const rules = rulesOf("xinye");
const [scheme] = rules.assessments?.schemes ?? [];
if (!scheme) throw new Error("no scheme to look at");
const path = `assessments.schemes.${scheme.key}`;

test("all sums of a valid scheme are right, one for the weights and one for each who assesses", () => {
  const sums = sumsOf(path, scheme as unknown as Entry);
  expect(sums.map(({ list }) => list)).toEqual(["groups", ...scheme.groups.map(() => "indicators")]);
  expect(sums.every(({ right, text }) => right && /^.+ 100(%| 分)$/.test(text))).toBe(true);
});

test("a sum is wrong exactly when the check of the whole refuses it", () => {
  const hundredths = fc.integer({ min: 1, max: 10_000 }).map((amount) => amount / 100);
  const amounts = fc.oneof(hundredths, fc.constantFrom(100 / 3, 33.3333, 33.3334, 0.1, 0.2, 99.99995));
  const split = fc.array(amounts, { minLength: 1, maxLength: 4 }).map(fullMarks);
  fc.assert(
    fc.property(fc.oneof(split, fc.array(amounts, { minLength: 1, maxLength: 4 })), (weights) => {
      const groups = weights.map((weight, index) => ({ key: `g${index}`, name: `主体${index}`, weight }));
      const indicators = groups.map(({ key }, index) => ({
        key: `i${index}`,
        name: "指标",
        group: key,
        max: 100,
        by: "hand",
        criteria: "看实效",
      }));
      const value = { ...scheme, groups, indicators };
      const schemes = [value, ...(rules.assessments?.schemes.slice(1) ?? [])];
      const result = parseRuleSet({ ...rules, assessments: { ...rules.assessments, schemes } });
      const said = result.ok ? [] : result.problems.map(({ message }) => message);
      const [weight] = sumsOf(path, value as unknown as Entry);
      expect(weight?.right).toBe(!said.some((message) => message.startsWith("权重合计")));
    }),
  );
});

/** As many amounts, the last one filling up to a hundred where it can. */
function fullMarks(amounts: readonly number[]): number[] {
  const rest = amounts.slice(0, -1);
  const left = 100 - rest.reduce((sum, amount) => sum + amount, 0);
  return left > 0 ? [...rest, left] : [...amounts];
}

test("what isn't a number yet counts as nothing, and the text says what is missing", () => {
  const value = {
    groups: [
      { key: "a", name: "居民", weight: 60 },
      { key: "b", weight: "四十" },
    ],
    indicators: [
      { group: "a", max: 33.3 },
      { group: "a", max: 33.3 },
      { group: "a", max: 33.4 },
      { group: "c", max: 5 },
    ],
  };
  expect(sumsOf("assessments.schemes.+", value)).toEqual([
    { list: "groups", right: false, text: "权重合计 60%，须为 100%" },
    { list: "indicators", right: true, text: "“居民”满分合计 100 分" },
    { list: "indicators", right: false, text: "“”满分合计 0 分，须为 100 分" },
  ]);
  expect(sumsOf("assessments.schemes.+", {})).toHaveLength(1);
  expect(sumsOf("points.schemes.+", value)).toEqual([]);
});
