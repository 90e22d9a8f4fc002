import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";

const worker = join(import.meta.dirname, "../../worker");
const wings = ["rules", "time", "text"].map((wing) => join(worker, wing));
const code = wings
  .flatMap((wing) => readdirSync(wing, { recursive: true, encoding: "utf8" }).map((name) => join(wing, name)))
  .filter((name) => name.endsWith(".ts"))
  .map((name) => [name, readFileSync(name, "utf8")] as const);
const mentions = (pattern: RegExp) =>
  code.flatMap(([name, text]) => [...text.matchAll(pattern)].map(([found]) => `${name}: ${found}`));

/** `bin/verify-layers.ts` holds what it may import of ours; this holds libraries as well, databases among them. */
test("rules, times and texts import nothing but each other; only schema and document know a library", () => {
  const imports = code.flatMap(([name, text]) =>
    [...text.matchAll(/^(?:import|export)\s(?:[^;"']*?\sfrom\s)?["']([^"']+)["'];/gm)].map(
      ([, path = ""]) => ({ room: roomOf(name), path: path.startsWith(".") ? join(name, "..", path) : path }),
    ),
  );
  expect(imports.length).toBeGreaterThan(code.length);
  const outside = imports.filter(({ path }) => !wings.some((wing) => path.startsWith(`${wing}/`)));
  const known = outside.map(({ room, path }) => `${room}: ${path}`);
  expect([...new Set(known)].sort()).toEqual([
    "rules/document: yaml",
    "rules/document: zod",
    "rules/schema: zod",
  ]);
  expect(mentions(/\b(?:import|require)\(.*/g)).toEqual([]);
});

/** `rules/engine`, `time` */
function roomOf(file: string): string {
  const parts = relative(worker, file).split("/");
  return parts[0] === "rules" ? parts.slice(0, 2).join("/") : (parts[0] ?? "");
}

test("the rule engine asks no network, clock, chance or process", () => {
  const outside =
    /\bfetch\(|\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bcrypto\.|\bprocess\.|\bperformance\./g;
  expect(mentions(outside)).toEqual([]);
});

test("the rule engine asks for no time zone and no language of the machine it runs on", () => {
  const local =
    /\bIntl\.(?!Collator\("zh-CN)|\btoLocale\w*|\blocaleCompare\b|\.get(?:Hours|Date|Day|Month|FullYear|Minutes)\(/g;
  expect(mentions(local)).toEqual([]);
});
