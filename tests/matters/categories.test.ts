import { describe, expect, test } from "vitest";
import { presets } from "../../db/presets/index.ts";
import {
  categoriesFor,
  categoriesOf,
  categoryName,
  isUnclear,
} from "../../worker/domain/matters/categories.ts";
import type { RuleSet } from "../../worker/rules/schema/rule-set.ts";

type Tiers = RuleSet["intake"]["categories"];
const tier = (key: string, name: string, children: Tiers[number]["children"] = []) => ({
  key,
  name,
  units: [],
  children,
});

describe("a category for what fits none", () => {
  test.each(Object.entries(presets))("is there by the rules of %s, last and once", (_key, { rules }) => {
    const all = categoriesOf(rules.intake.categories);
    expect(all.filter(isUnclear)).toHaveLength(1);
    expect(all.findIndex(isUnclear)).toBe(all.length - 1);
    expect(categoryName(rules.intake.categories, "other")).toBe("其他、说不清");
  });

  test.each([
    ["other", "别的"],
    ["misc", "其他"],
    ["misc", "其它事项"],
    ["misc", "说不清楚的"],
  ])("is the rules' own where they have it: %s %s", (key, name) => {
    const tiers = [tier("lighting", "路灯"), tier(key, name)];
    expect(categoriesOf(tiers).map((category) => category.key)).toEqual(["lighting", key]);
  });

  test("isn't one that only means the rest of its group", () => {
    const tiers = [tier("roads", "道路", [tier("otherRoads", "其他道路问题")])];
    expect(categoriesOf(tiers).map(({ key }) => key)).toEqual(["otherRoads", "other"]);
  });
});

describe("what people type finds", () => {
  const all = categoriesOf(presets.xinye.rules.intake.categories);
  const found = (typed: string) => categoriesFor(all, typed).map(({ key }) => key);

  test.each([
    ["路灯不亮", "lighting"],
    ["灯坏了", "lighting"],
    ["垃圾没人清", "garbage"],
    ["下水道排水堵了", "drainage"],
    ["电梯老是坏", "elevators"],
    ["邻里吵架", "neighbours"],
    ["消防通道", "fire"],
    ["说不清", "other"],
  ])("%s → %s, before all others", (typed, key) => {
    expect(found(typed)[0]).toBe(key);
  });

  test.each(["", "   ", "，。！", "qqq", "😀", "x".repeat(30)])("nothing by %j", (typed) => {
    expect(found(typed)).toEqual([]);
  });
});
