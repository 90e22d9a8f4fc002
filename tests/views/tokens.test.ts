import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";

const css = readFileSync(`${import.meta.dirname}/../../views/static/app.css`, "utf8");
const [light, dark] = [...css.matchAll(/:root \{([^}]*)\}/g)].map((block) => tokens(block[1] ?? ""));

/** The colours of a block of custom properties. */
function tokens(block: string): Record<string, string> {
  return Object.fromEntries([...block.matchAll(/--([a-z-]+): (#[0-9a-f]{3,6});/g)].map((m) => [m[1], m[2]]));
}

/** Relative luminance, WCAG 2.2. */
function luminance(colour: string): number {
  const hex = colour.length === 4 ? colour.replace(/[0-9a-f]/g, "$&$&") : colour;
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

const onPaper = ["ink", "ink-soft", "seal", "on-time", "due-soon", "overdue", "done", "waiting"];
const text = [
  ...onPaper.flatMap((token) => [
    [token, "paper"],
    [token, "surface"],
  ]),
  // The place where somebody is, what has just been added, the row below the pointer.
  ...["ink", "ink-soft", "seal", "overdue", "due-soon"].flatMap((token) => [
    [token, "tint"],
    [token, "wash"],
  ]),
  ["on-seal", "seal-fill"],
  ["on-overdue", "overdue"],
];
const parts = ["control", "focus", "seal-fill", "overdue"].flatMap((token) => [
  [token, "paper"],
  [token, "surface"],
]);

describe.each([
  ["light", light],
  ["dark", dark],
])("in the %s scheme", (_scheme, colours = {}) => {
  const between = (one = "", other = "") => contrast(colours[one] ?? "#000", colours[other] ?? "#000");

  test.each(text)("%s can be read on %s", (ink, ground) => {
    expect(between(ink, ground)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(parts)("%s can be seen on %s", (part, ground) => {
    expect(between(part, ground)).toBeGreaterThanOrEqual(3);
  });
});

test("both schemes define the same colours", () => {
  expect(Object.keys(dark ?? {}).sort()).toEqual(Object.keys(light ?? {}).sort());
  expect(Object.keys(light ?? {})).toHaveLength(18);
});

test("the style sheet stays small, loads nothing, and knows no colour outside the tokens on screen", () => {
  expect(gzipSync(css).length).toBeLessThan(9 * 1024);
  expect(css).not.toMatch(/@import|url\(|https?:/);
  const afterTokens = css.slice(css.indexOf("html {"), css.indexOf("@media print"));
  expect(afterTokens).not.toMatch(/#[0-9a-f]{3,6}\b(?=[;\s])|rgb|hsl/i);
});
