import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitsSizing, gridCode } from "../../../worker/rules/engine/grids.ts";

test.each([
  ["{division}{sequence:3}", "411329001002", 7, "411329001002007"],
  ["W{division}-{sequence:4}", "450902", 120, "W450902-0120"],
])("%s gives %s no. %i the code %s", (pattern, division, sequence, code) => {
  expect(gridCode(pattern, division, sequence)).toBe(code);
});

test.each([
  ["a full series", "411329001002", 1000],
  ["number zero", "411329001002", 0],
  ["half a number", "411329001002", 1.5],
  ["a division that is no code", "新野县", 1],
])("refuses %s", (_, division, sequence) => {
  expect(() => gridCode("{division}{sequence:3}", division, sequence)).toThrow(RangeError);
});

test("two grids of a division never share a code", () => {
  const number = fc.integer({ min: 1, max: 999 });
  fc.assert(
    fc.property(number, number, (one, other) => {
      const code = (sequence: number) => gridCode("{division}{sequence:3}", "411329001002", sequence);
      expect(code(one) === code(other)).toBe(one === other);
    }),
  );
});

describe("the size of a grid", () => {
  const ranges = [
    { name: "一般小区", households: { min: 300, max: 500 } },
    { name: "散居院落", households: { max: 200 }, residents: { min: 50 } },
    { name: "商住小区", residents: { about: 1000, min: 900 } },
  ];

  test.each<[number | null, number | null, boolean]>([
    [300, null, true],
    [500, 899, true],
    [299, 49, false],
    [200, 50, true],
    [201, 50, false],
    [501, 899, false],
    // 左右 is no bound, the other of that band is.
    [501, 5000, true],
    [null, 10, true],
    [null, null, true],
  ])("%j households and %j residents: %j", (households, residents, fits) => {
    expect(fitsSizing(ranges, { households, residents })).toBe(fits);
  });

  test("is nobody's concern where the rules give none", () => {
    expect(fitsSizing([], { households: 90_000, residents: 0 })).toBe(true);
  });
});
