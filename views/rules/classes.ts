import { classWords } from "../../worker/rules/document/phrases.ts";
import type { ClassLimit, RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { durationWords } from "../../worker/time/duration.ts";

/** Limits by class, `“急办”事项：2 小时内`, and which of several counts. */
export function classLines(limits: readonly ClassLimit[] | undefined, rules: RuleSet): string[] {
  if (!limits || limits.length === 0) return [];
  return [
    ...limits.map((row) => `${classWords(rules, row)}：${durationWords(row.limit)}内`),
    mostSpecificCounts,
  ];
}

const mostSpecificCounts =
  "同一事项符合几条的，按最具体的一条：类别和紧急程度都写明的优先，其次写明类别的（下级类别优先），再次写明紧急程度的";
