import { describe, expect, test } from "vitest";
import { type PresetKey, presets } from "../../db/presets/index.ts";
import { burdenOf } from "../../worker/rules/burden.ts";
import { rulesOf } from "./examples.ts";

describe.each(Object.keys(presets) as PresetKey[])("the preset %s", (key) => {
  test("asks nothing that the documents on burden bar", () => {
    expect(burdenOf(rulesOf(key))).toEqual([]);
  });
});
