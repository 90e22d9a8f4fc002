import { type Duration, durationWords } from "../../time/duration.ts";
import { peopleIn } from "../schema/choices.ts";
import type { RuleDocument } from "../schema/document.ts";
import type { Members, Quorum, RuleSet, Source } from "../schema/rule-set.ts";
import { defaultSource, dueWithoutSpan, ownSource } from "../schema/words.ts";
import { type NameOf, nameIn, namesIn } from "./names.ts";

/** Values of a rule set that take more than one word. Like `words.ts` it knows no schema, because pages use it too. */

/** By when a task of a series is due: `下次会议之前`, `15 个工作日内`. */
export function resolutionDueWords(due: Duration | keyof typeof dueWithoutSpan): string {
  return typeof due === "string" ? dueWithoutSpan[due] : `${durationWords(due)}内`;
}

/** `过半数成员到会`, `不少于 2/3 的成员到会` */
export function quorumWords(quorum: Quorum): string {
  if ("atLeast" in quorum) return `不少于 ${quorum.atLeast} 的成员到会`;
  return quorum.moreThan === "1/2" ? "过半数成员到会" : `超过 ${quorum.moreThan} 的成员到会`;
}

/** By which service's hours a limit is counted: `（按“供水抢修”的服务时间）`; nothing for office hours. */
export function serviceWords(
  { serviceHours }: Pick<RuleSet, "serviceHours">,
  service: string | undefined,
): string {
  return service ? `（按“${nameIn(serviceHours?.services ?? [], service)}”的服务时间）` : "";
}

/** What a rule is for, of classes of matters: `“燃气”的“急办”事项`, `“燃气”事项`, `“急办”事项`. */
export function classWords(rules: RuleDocument, { category, urgency }: ForClass): string {
  const nameOf = namesIn(rules);
  const named = [category && nameOf("category", category), urgency && nameOf("urgency", urgency)];
  return `${named.flatMap((name) => (name ? [`“${name}”`] : [])).join("的")}事项`;
}

interface ForClass {
  category?: string | undefined;
  urgency?: string | undefined;
}

/** Holders of a post, heads of a level's units, units of a kind, or somebody by name. */
export function peopleWords(people: Members, nameOf: NameOf): string {
  if (people.of === "role") return people.name;
  const name = nameOf(peopleIn[people.of], people.key);
  return people.of === "level" ? `各${name}负责人` : name;
}

/** What a rule rests on: `某县公开做法：…`, `本县规定：…`, `本系统默认：…`. */
export function sourceWords(source: Source): string {
  if ("ours" in source) return `${defaultSource}：${source.why}`;
  return source.county === ownSource
    ? `${ownSource}规定：${source.practice}`
    : `${source.county}公开做法：${source.practice}`;
}
