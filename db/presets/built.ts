import text from "../../.build/presets.txt";
import type { RuleSet } from "../../worker/rules/schema/rule-set.ts";

let known: Readonly<Record<string, RuleSet>> | undefined;

/** The rules of a preset, as `bin/build.ts` read and checked them for the worker, which has no files. */
export function presetRules(key: string): RuleSet {
  known ??= JSON.parse(text) as Readonly<Record<string, RuleSet>>;
  return known[key] as RuleSet;
}
