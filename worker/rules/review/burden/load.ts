import { personCode } from "../../document/form-names.ts";
import { type Every, monthsIn, type RuleSet } from "../../schema/rule-set.ts";
import { citations, type Finding } from "./finding.ts";
import { meet, subjectName, subjectsOf } from "./subjects.ts";

/** Meetings in a month at one level beyond which we ask to look again. Ours; no document gives a number. */
const MEETINGS_PER_MONTH = 2;

/** What has to be filled in or marked by hand for one subject in a month. Ours; no document gives a number. */
const ITEMS_PER_MONTH = 10;

const periodsPerYear = (every: Every): number => 12 / monthsIn[every];

/** Too many regular meetings at one level. Source: 整治形式主义为基层减负若干规定, for the aim; the figure is ours. */
export function frequentMeetings({ organisation, meetings }: RuleSet): Finding[] {
  return organisation.levels.flatMap(({ key: held, name }) => {
    const loads = meetings.series.flatMap(({ key, level, name, cadence }) =>
      cadence && level === held
        ? [{ at: `meetings.series.${key}`, name, perYear: periodsPerYear(cadence.every) }]
        : [],
    );
    if (total(loads) <= MEETINGS_PER_MONTH * 12) return [];
    const message = `${name}一级平均每月要开 ${monthly(loads)} 次例会（${listed(loads)}），超过 ${MEETINGS_PER_MONTH} 次（本系统的参考数）。请合并会议、降低频次，或改为按需召开。`;
    return [{ rule: "meetings", at: heaviest(loads), name, message, citation: citations.meetings }];
  });
}

/**
 * Too much to fill in or mark for one subject. What the product counts itself costs nobody anything and isn't
 * counted here. Source: 整治形式主义为基层减负若干规定, for the aim; the figure is ours.
 */
export function scoredItems({ organisation, assessments }: RuleSet): Finding[] {
  const schemes = (assessments?.schemes ?? []).map(({ key, name, subjects, every, indicators }) => ({
    at: `assessments.schemes.${key}`,
    name,
    subjects: subjectsOf(subjects, organisation),
    perYear: periodsPerYear(every) * indicators.filter(({ by }) => by !== "metric").length,
  }));
  const everybody = (assessments?.schemes ?? []).flatMap(({ subjects }) => subjects);
  return [...new Map(everybody.map((one) => [personCode(one), one])).values()].flatMap((subject) => {
    const one = subjectsOf([subject], organisation);
    const loads = schemes.filter(({ subjects }) => meet(one, subjects));
    if (total(loads) <= ITEMS_PER_MONTH * 12) return [];
    const name = subjectName(subject, organisation);
    const message = `对${name}平均每月要填报、评分 ${monthly(loads)} 项（${listed(loads)}），超过 ${ITEMS_PER_MONTH} 项（本系统的参考数）。请精简指标、延长周期，或改为系统统计。`;
    return [{ rule: "scored-items", at: heaviest(loads), name, message, citation: citations.inspections }];
  });
}

interface Load {
  /** The item in whose form it can be made less. */
  at: string;
  name: string;
  perYear: number;
}

/** Where most can be taken off; of equals the first by its path, whatever order they stand in. */
function heaviest(loads: readonly Load[]): string {
  const most = Math.max(...loads.map(({ perYear }) => perYear));
  const [first = ""] = loads.flatMap(({ at, perYear }) => (perYear === most ? [at] : [])).sort();
  return first;
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
