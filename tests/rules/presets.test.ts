import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type PresetKey, presets } from "../../db/presets/index.ts";
import { presetFile } from "../../db/presets/written.ts";
import { asFile, documentIn } from "../../worker/rules/document/file.ts";
import { parseRuleSet } from "../../worker/rules/document/parse.ts";
import { type Field, fieldOf } from "../../worker/rules/schema/fields.ts";
import { RuleSet, type Source } from "../../worker/rules/schema/rule-set.ts";
import { rulesOf } from "./examples.ts";

const keys = Object.keys(presets) as PresetKey[];

/** Where a preset may quote from: the place itself, and the region whose law gives it a holiday. */
const sources: Readonly<Record<PresetKey, readonly string[]>> = {
  xinye: ["河南省南阳市新野县"],
  huaping: ["云南省丽江市华坪县"],
  yulong: ["云南省丽江市玉龙县"],
  ninglang: ["云南省丽江市宁蒗县"],
  jiyang: ["海南省三亚市吉阳区"],
  yulin: ["广西壮族自治区玉林市", "广西壮族自治区"],
};

describe.each(keys)("%s", (key) => {
  const preset = presets[key];
  const parts = partsOf(fieldOf(RuleSet), rulesOf(key), key);

  test("is a valid rule set, as an import would read it", () => {
    const result = parseRuleSet(documentIn(presetFile(key)));
    expect(result.ok ? [] : result.problems).toEqual([]);
    expect(preset.rules).toEqual(result.ok && result.rules);
  });

  test("is kept as the file that a county with these rules exports", () => {
    expect(presetFile(key)).toBe(asFile(preset.rules, "yaml", preset.name));
  });

  test("is introduced in two sentences, with its division code", () => {
    expect(preset.key).toBe(key);
    expect(preset.name).toMatch(/做法$/);
    expect(preset.divisionCode).toMatch(/^\d{6}$/);
    expect(preset.summary.match(/。/g)).toHaveLength(2);
  });

  // Without exception: what all counties share (unit kinds, clocks) says that it is a default of ours.
  test("says of every rule where it comes from", () => {
    const silent = parts.filter(({ source, sourced }) => sourced && !source?.length);
    expect(silent.map(({ at }) => at)).toEqual([]);
    expect(parts.filter(({ sourced }) => sourced).length).toBeGreaterThan(50);
  });

  test("quotes no other county", () => {
    const quoted = parts.flatMap(({ source = [] }) => source.flatMap((s) => ("county" in s ? s.county : [])));
    expect(quoted.filter((county) => !sources[key].includes(county))).toEqual([]);
    expect(new Set(quoted)).toEqual(new Set(sources[key]));
  });

  test("asks nobody for check-ins, tracks, photos or places in a ranking", () => {
    const asked = parts.filter(
      ({ value: { checkIn, track, ranking, evidence } }) =>
        checkIn || track || ranking || evidence === "photo",
    );
    expect(asked.map(({ at }) => at)).toEqual([]);
  });

  test("lets a clock stand or a due time move only a few times, and only with the level above", () => {
    const { pauses, extensions } = rulesOf(key).handling;
    expect(pauses).toMatchObject({ longest: { workdays: 20 }, times: 2, approver: "levelAbove" });
    expect(extensions).toMatchObject({ longest: { workdays: 7 }, times: 1, approver: "levelAbove" });
    expect(extensions?.overall).toBe(false);
    for (const source of [...(pauses?.source ?? []), ...(extensions?.source ?? [])]) {
      expect(source).toHaveProperty("ours", true);
    }
  });

  test("lets the product count at least as many marks as people give, but for what partners say of each other", () => {
    const schemes = rulesOf(key).assessments?.schemes ?? [];
    for (const { key: scheme, groups, indicators, every } of schemes) {
      if (every === "quarter") continue;
      const weights = new Map(groups.map((group) => [group.key, group.weight]));
      const marks = (by: string) =>
        indicators
          .filter((indicator) => (indicator.by === "metric") === (by === "metric"))
          .reduce((sum, { group, max }) => sum + max * (weights.get(group) ?? 0), 0);
      expect(marks("metric"), scheme).toBeGreaterThanOrEqual(marks("hand"));
    }
  });

  test("masks who makes a wish and shows residents what is done for them", () => {
    for (const { kind, maskAsker, audience } of rulesOf(key).lists?.lists ?? []) {
      if (kind === "wish") expect(maskAsker).toBe(true);
      if (["practical", "guide", "powers"].includes(kind)) expect(audience).toBe("public");
    }
  });
});

const optional = ["lists", "points", "assessments", "duty"] as const;

test("a place has the sections it publishes something about, and none that it doesn't", () => {
  const present = keys.map((key) => [key, optional.filter((section) => rulesOf(key)[section])]);
  expect(Object.fromEntries(present)).toEqual({
    xinye: ["lists", "points", "assessments", "duty"],
    huaping: ["lists"],
    yulong: ["lists", "duty"],
    ninglang: ["lists", "points", "duty"],
    jiyang: ["lists", "duty"],
    yulin: ["lists", "points", "assessments", "duty"],
  });
});

test("no rule function names a county", () => {
  const folder = `${import.meta.dirname}/../../worker/rules`;
  const code = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(`${folder}/${file}`, "utf8"))
    .join("\n");
  const names = keys.flatMap((key) => [key, presets[key].county.slice(0, 2)]);
  expect(names.filter((name) => code.includes(name))).toEqual([]);
});

interface Part {
  at: string;
  value: Readonly<Record<string, unknown>>;
  /** Whether the schema lets it say where it comes from. */
  sourced: boolean;
  source: readonly Source[] | undefined;
}

/** Every group in a document, at any depth, as the schema describes it. */
function partsOf(field: Field, value: unknown, at: string): Part[] {
  if (value === undefined) return [];
  if (field.as === "list") {
    return (value as { key?: string }[]).flatMap((entry, index) =>
      partsOf(field.of, entry, `${at}.${entry.key ?? index}`),
    );
  }
  if (field.as !== "group") return [];
  const group = value as Record<string, unknown>;
  const sourced = field.fields.some(([, inner]) => inner.as === "sources");
  const inside = field.fields.flatMap(([name, inner]) => partsOf(inner, group[name], `${at}.${name}`));
  return [{ at, value: group, sourced, source: group.source as Part["source"] }, ...inside];
}
