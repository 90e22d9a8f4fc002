import { expect, test } from "vitest";
import { formatNumber, formatRate } from "../../worker/text/figures.ts";

test.each([
  [0, "0"],
  [999, "999"],
  [1000, "1,000"],
  [54408, "54,408"],
  [1234567, "1,234,567"],
  [-54408, "-54,408"],
])("thousands are grouped: %d reads %s", (value, shown) => {
  expect(formatNumber(value)).toBe(shown);
});

test("rates have one decimal, nothing to divide by is a dash", () => {
  expect(formatRate(17, 20)).toBe("85.0%");
  expect(formatRate(0, 0)).toBe("—");
});
