import { readFileSync } from "node:fs";
import { join } from "node:path";
import { documentIn } from "../../worker/rules/document/file.ts";
import { parseRuleSet } from "../../worker/rules/document/parse.ts";
import type { RuleSet } from "../../worker/rules/schema/rule-set.ts";

const known = new Map<string, RuleSet>();

/** The rules of a preset as its file says them, read and checked like an import. @throws Error that names each fault. */
export function presetRules(key: string): RuleSet {
  const before = known.get(key);
  if (before) return before;
  const checked = parseRuleSet(documentIn(presetFile(key)));
  if (!checked.ok) {
    const faults = checked.problems.map(({ where, message }) => `${where.join(" › ")}：${message}`);
    throw new Error([`the preset ${key} can't be used:`, ...faults].join("\n"));
  }
  known.set(key, checked.rules);
  return checked.rules;
}

/** A preset's file, word for word. */
export function presetFile(key: string): string {
  return readFileSync(join(import.meta.dirname, `${key}.yaml`), "utf8");
}
