import { describe, expect, test } from "vitest";
import { type PresetKey, presets } from "../../db/presets/index.ts";
import { burdenOf } from "../../worker/rules/burden.ts";
import { itemAt } from "../../worker/rules/items.ts";
import { assessed, hand, held, plain, points, reported, rosters, rounds, scheme } from "./burden/examples.ts";
import { rulesOf } from "./examples.ts";

describe.each(Object.keys(presets) as PresetKey[])("the preset %s", (key) => {
  test("asks nothing that the documents on burden bar", () => {
    expect(burdenOf(rulesOf(key))).toEqual([]);
  });
});

test("every finding leads to an item that can be edited", () => {
  const twice = scheme(
    { key: "figures" },
    reported("新建充电桩"),
    reported("新建充电桩"),
    reported("重办率"),
  );
  const burdens = [
    rosters({ checkIn: true }),
    rounds({ track: true, evidence: "photo" }),
    points({ ranking: true }),
    hand("点赞量"),
    held("month", "month", "month"),
    assessed(twice),
  ];
  const found = burdens.flatMap((burden) => {
    const rules = { ...plain, ...burden };
    return burdenOf(rules).map(({ rule, at }) => [rule, itemAt(rules, at)?.path === at] as const);
  });
  expect(new Set(found.map(([rule]) => rule)).size).toBe(8);
  expect(found.filter(([, leads]) => !leads)).toEqual([]);
});
