import type { Duration, Members, Quorum, Source } from "../schema/rule-set.ts";
import { dueWithoutSpan } from "../schema/words.ts";
import { defaultSource, ownSource } from "./form-names.ts";

/** Values of a rule set that take more than one word. Like `words.ts` it knows no schema, because pages use it too. */

/** A figure with its unit: `3 人`, `60%`. */
export function measured(figure: unknown, unit: string | undefined): string {
  return unit === undefined || unit === "%" ? `${figure}${unit ?? ""}` : `${figure} ${unit}`;
}

/** The units of a span of time, by their names in the schema. */
export const durationUnits = {
  workdays: "个工作日",
  workingHours: "个工作小时",
  days: "天",
  hours: "小时",
} as const;

/** `3 个工作日`, `8 个工作小时`, `75 天`, `24 小时` */
export function durationWords(duration: Duration): string {
  const [unit, amount] = Object.entries(duration)[0] as [keyof typeof durationUnits, number];
  return measured(amount, durationUnits[unit]);
}

/** By when a task of a series is due: `下次会议之前`, `15 个工作日内`. */
export function resolutionDueWords(due: Duration | keyof typeof dueWithoutSpan): string {
  return typeof due === "string" ? dueWithoutSpan[due] : `${durationWords(due)}内`;
}

/** `过半数成员到会`, `不少于 2/3 的成员到会` */
export function quorumWords(quorum: Quorum): string {
  if ("atLeast" in quorum) return `不少于 ${quorum.atLeast} 的成员到会`;
  return quorum.moreThan === "1/2" ? "过半数成员到会" : `超过 ${quorum.moreThan} 的成员到会`;
}

/** What the key of people points at. */
export const peopleIn = { post: "postKind", level: "level", unit: "unitKind" } as const;
type PeopleIn = (typeof peopleIn)[keyof typeof peopleIn];

/** Holders of a post, heads of a level's units, units of a kind, or somebody by name. */
export function peopleWords(people: Members, nameOf: (collection: PeopleIn, key: string) => string): string {
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
