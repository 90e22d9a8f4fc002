import { durationWords } from "../../time/duration.ts";
import type { ClassLimit, HandlingLevel, Route, RuleSet, Window } from "../schema/rule-set.ts";
import { approvers, daysOff, levelStarts, overallStarts, verdicts } from "../schema/words.ts";
import { namesIn } from "./names.ts";
import { classWords, serviceWords } from "./phrases.ts";

/**
 * How matters are dealt with, each rule in sentences: staff read them beside the rule, residents on the page of what they are
 * promised. Like `words.ts` it knows no schema. What the rules leave out is said by no line.
 */

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

/** `每月 10 日前（摸底排查），截止日休息的顺延到下一个工作日` */
export function monthlyWindowWords({ name, fromDay, byDay, dayOff }: Window): string {
  const days = fromDay === 1 ? `${byDay} 日前` : `${fromDay} 日至 ${byDay} 日`;
  return `每月 ${days}（${name}），截止日休息的${daysOff[dayOff]}`;
}

/** Within what a level accepts a matter and is done with it. */
export function levelLines(level: HandlingLevel, rules: RuleSet): string[] {
  const { acceptWithin, limit, limits = [], startsOn = "arrival", window, service } = level;
  const days = rules.handling.windows.find(({ key }) => key === window);
  return said(
    acceptWithin && `转到本级起 ${durationWords(acceptWithin)}内受理`,
    limit && `${levelStarts[startsOn]}起 ${durationWords(limit)}内办理${serviceWords(rules, service)}`,
    ...classLines(limits, rules),
    days && monthlyWindowWords(days),
    (limit || limits.length > 0) && days && "时限和窗口以先到的为准",
  );
}

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

/** By when all of a matter is due. */
export function overallLines(rules: RuleSet): string[] {
  const { limit, limits, startsOn = "report" } = rules.handling.overall;
  return [
    `自${overallStarts[startsOn]}起 ${durationWords(limit)}，转办、重办不重新起算`,
    ...classLines(limits, rules),
  ];
}

/** What residents may say of how a matter was dealt with, and what follows. */
export function evaluationLines({ handling }: RuleSet): string[] {
  const { within, reopenOn, raise, maxReopenings } = handling.evaluation;
  const raised = raise > 0 ? `提 ${raise} 级` : "";
  return [
    `办理后 ${durationWords(within)}内由居民评价，过期视为未评价`,
    reopenOn.length === 0
      ? "评价不引起重新办理"
      : `评价${reopenOn.map((verdict) => verdicts[verdict]).join("或")}的，${raised}重新办理，至多 ${maxReopenings} 次`,
  ];
}

/** When a clock may stand still. */
export function pauseLines({ handling: { pauses } }: RuleSet): string[] {
  if (!pauses) return [];
  const { reasons, openEnded = [], longest, times, approver } = pauses;
  return said(
    `可以挂起的情形：${reasons.join("、")}`,
    `每次最长 ${durationWords(longest)}，至多 ${times} 次，由${approvers[approver]}`,
    openEnded.length > 0 && `期满不自动恢复，由经办单位核对：${openEnded.join("、")}`,
    "挂起时期限停止计算，恢复后接着计算剩余的时间",
  );
}

/** How far a due time may be put off. */
export function extensionLines({ handling: { extensions } }: RuleSet): string[] {
  if (!extensions) return [];
  const { longest, times, approver, overall } = extensions;
  return [
    `自原到期时间起每次最长延长 ${durationWords(longest)}，至多 ${times} 次，由${approvers[approver]}`,
    overall ? "总期限一并顺延" : "总期限不变",
  ];
}

/** How often what ended is looked at again on request. */
export function reviewLines({ handling: { reviews } }: RuleSet): string[] {
  if (!reviews) return [];
  const { instances } = reviews;
  const since = (index: number): string =>
    index === 0 ? "居民未认可而办结或不予受理起" : `${instances[index - 1]?.name}答复起`;
  return [
    ...instances.map(
      ({ name, request, answer }, index) =>
        `${name}：${since(index)} ${durationWords(request)}内申请，由上一级在 ${durationWords(answer)}内答复`,
    ),
    `${instances.at(-1)?.name}的答复为最终答复；责成重新办理的，由原办理单位再办`,
  ];
}

const said = (...lines: readonly (string | false | undefined)[]): string[] =>
  lines.filter((line): line is string => Boolean(line));
