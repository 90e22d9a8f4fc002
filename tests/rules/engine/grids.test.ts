import fc from "fast-check";
import { expect, test } from "vitest";
import { gridCode } from "../../../worker/rules/engine/grids.ts";

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
