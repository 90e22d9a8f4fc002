import { namesIn } from "../../worker/rules/document/names.ts";
import { classWords } from "../../worker/rules/document/phrases.ts";
import type { ClassLimit, Route, RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { matterSources } from "../../worker/rules/schema/words.ts";
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

/** For which matters a route is and where they start. */
export function routeLines({ categories, sources, level }: Route, rules: RuleSet): string[] {
  const nameOf = namesIn(rules);
  const of = categories && `类别：${categories.map((key) => nameOf("category", key)).join("、")}`;
  const from = sources && `来源：${sources.map((source) => matterSources[source]).join("、")}`;
  return [
    [of, from].filter(Boolean).join("；"),
    `从“${nameOf("handlingLevel", level)}”开始办理，当地没有这一级的由再上一级办理`,
  ];
}
