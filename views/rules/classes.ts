import { namesIn } from "../../worker/rules/document/names.ts";
import { classWords } from "../../worker/rules/document/phrases.ts";
import type { ClassLimit, Route, RuleSet } from "../../worker/rules/schema/rule-set.ts";
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
export function routeLines(route: Route, rules: RuleSet): string[] {
  const { categories, sources, level } = route;
  const nameOf = namesIn(rules);
  const of = categories && `类别：${categories.map((key) => nameOf("category", key)).join("、")}`;
  const from = sources && `来源：${sources.map((key) => nameOf("source", key)).join("、")}`;
  return [
    [of, from].filter(Boolean).join("；"),
    `从“${nameOf("handlingLevel", level)}”开始办理，当地没有这一级的由再上一级办理`,
    ...unitLines(route, rules),
  ];
}

/** To which units a route gives matters at once. */
function unitLines({ lead, assisting = [], assistingLevels = [] }: Route, rules: RuleSet): string[] {
  if (!lead) return [];
  const nameOf = namesIn(rules);
  const others = [
    ...assisting.map((kind) => nameOf("unitKind", kind)),
    ...assistingLevels.map((level) => `当地的${nameOf("level", level)}`),
  ];
  const helped = others.length > 0 ? `，${others.join("、")}协办` : "";
  return [
    `上报时直接派单：${nameOf("unitKind", lead)}主办${helped}；当地没有登记或登记了几个这类单位的，由办理的一级另行派单`,
  ];
}
