import type { Every, Members, RuleSet } from "../schema.ts";
import { citations, type Finding } from "./finding.ts";

/** Meetings in a month at one level beyond which we ask to look again. Ours; no document gives a number. */
const MEETINGS_PER_MONTH = 2;

/** What has to be filled in or marked by hand for one subject in a month. Ours; no document gives a number. */
const ITEMS_PER_MONTH = 10;

const turnsPerYear: Readonly<Record<Every, number>> = { month: 12, quarter: 4, halfYear: 2, year: 1 };

/** Too many regular meetings at one level. Source: 整治形式主义为基层减负若干规定, for the aim; the figure is ours. */
export function frequentMeetings({ organisation, meetings }: RuleSet): Finding[] {
  return organisation.levels.flatMap(({ key, name }) => {
    const held = meetings.series.flatMap(({ level, name, cadence }) =>
      cadence && level === key ? [{ name, perYear: turnsPerYear[cadence.every] }] : [],
    );
    if (total(held) <= MEETINGS_PER_MONTH * 12) return [];
    const message = `${name}一级平均每月要开 ${monthly(held)} 次例会（${listed(held)}），超过 ${MEETINGS_PER_MONTH} 次（本系统的参考数）。请合并会议、降低频次，或改为按需召开。`;
    return [{ rule: "meetings", at: "meetings", name, message, citation: citations.meetings }];
  });
}

/**
 * Too much to fill in or mark for one subject. What the product counts itself costs nobody anything and isn't
 * counted here. Source: 整治形式主义为基层减负若干规定, for the aim; the figure is ours.
 */
export function scoredItems({ organisation, assessments }: RuleSet): Finding[] {
  const schemes = (assessments?.schemes ?? []).map(({ name, subjects, every, indicators }) => ({
    name,
    subjects,
    perYear: turnsPerYear[every] * indicators.filter(({ by }) => by !== "metric").length,
  }));
  return schemes
    .flatMap(({ subjects }) => subjects)
    .flatMap((subject) => {
      const asked = schemes.filter(({ subjects }) => overlap([subject], subjects, organisation));
      if (total(asked) <= ITEMS_PER_MONTH * 12) return [];
      const name = subjectName(subject, organisation);
      const message = `对${name}平均每月要填报、评分 ${monthly(asked)} 项（${listed(asked)}），超过 ${ITEMS_PER_MONTH} 项（本系统的参考数）。请精简指标、延长周期，或改为系统统计。`;
      return [{ rule: "scored-items", at: "assessments", name, message, citation: citations.inspections }];
    });
}

/** Whether two schemes fall on the same people: a subject of both, or a level and a post held at it. */
export function overlap(
  some: readonly Members[],
  others: readonly Members[],
  organisation: RuleSet["organisation"],
): boolean {
  const meet = (one: Members, other: Members) =>
    same(one, other) || heldAt(one, other, organisation) || heldAt(other, one, organisation);
  return some.some((one) => others.some((other) => meet(one, other)));
}

function same(one: Members, other: Members): boolean {
  return one.of === other.of && nameOrKey(one) === nameOrKey(other);
}

function heldAt(post: Members, level: Members, { postKinds }: RuleSet["organisation"]): boolean {
  if (post.of !== "post" || level.of !== "level") return false;
  return postKinds.some(({ key, levels }) => key === post.key && levels.includes(level.key));
}

function nameOrKey(members: Members): string {
  return members.of === "role" ? members.name : members.key;
}

function subjectName(subject: Members, { levels, postKinds, unitKinds }: RuleSet["organisation"]): string {
  if (subject.of === "role") return subject.name;
  const known = { level: levels, post: postKinds, unit: unitKinds }[subject.of];
  return known.find(({ key }) => key === subject.key)?.name ?? subject.key;
}

interface Load {
  name: string;
  perYear: number;
}

/** Whole numbers of the year, so that no order of adding makes a difference. */
function total(loads: readonly Load[]): number {
  return loads.reduce((sum, { perYear }) => sum + perYear, 0);
}

function monthly(loads: readonly Load[]): number {
  return Math.round((total(loads) / 12) * 10) / 10;
}

function listed(loads: readonly Load[]): string {
  return loads
    .map(({ name }) => name)
    .sort()
    .join("、");
}
