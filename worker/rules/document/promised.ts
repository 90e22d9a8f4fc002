import type { EscalationCause, HandlingLevel, RuleSet } from "../schema/rule-set.ts";
import { commitmentKinds } from "../schema/words.ts";
import { holidayLines, openingLines, workdaysSaid } from "./hours.ts";
import {
  evaluationLines,
  extensionLines,
  levelLines,
  overallLines,
  pauseLines,
  reviewLines,
  routeLines,
} from "./limits.ts";
import { nameIn } from "./names.ts";

/** A part of how matters are dealt with, in sentences. */
export interface SaidPart {
  readonly title: string;
  readonly lines: readonly string[];
}

/**
 * What rules promise to whoever reports something: commitments, then by when and how it is dealt with, made of the rules that act
 * and of nothing else, so that nobody is promised what the product doesn't do.
 */
export const promisedBy = (rules: RuleSet) => ({
  commitments: commitmentsOf(rules),
  limits: limitParts(rules),
  admission: admissionOf(rules),
  opening: [
    ...openingLines(rules),
    workdaysSaid,
    ...(rules.localHolidays ? holidayLines(rules.localHolidays) : []),
  ],
});

export type Promised = ReturnType<typeof promisedBy>;

/** Commitments without what they rest on, in the order of their kinds. */
export const commitmentsOf = ({ intake: { commitments = [] } }: Pick<RuleSet, "intake">) =>
  Object.keys(commitmentKinds).flatMap((of) =>
    commitments
      .filter(({ kind }) => kind === of)
      .map(({ key, name, kind, text }) => ({ key, name, kind, kindName: commitmentKinds[kind], text })),
  );

function limitParts(rules: RuleSet): SaidPart[] {
  const { levels, routes = [] } = rules.handling;
  // How others than residents report isn't theirs to know.
  const own = routes.filter(({ sources }) => !sources || sources.includes("resident"));
  const parts = [
    ...levels.map((level, index) => levelPart(rules, level, index === levels.length - 1)),
    ...own.map((route) => ({ title: route.name, lines: routeLines(route, rules) })),
    { title: "全部办完", lines: overallLines(rules) },
    { title: "可以延期的", lines: extensionLines(rules) },
    { title: "可以暂停计时的（挂起）", lines: pauseLines(rules) },
    { title: "评价", lines: evaluationLines(rules) },
    { title: "复查、复核", lines: reviewLines(rules) },
  ];
  return parts.filter(({ lines }) => lines.length > 0);
}

function levelPart(rules: RuleSet, level: HandlingLevel, isLast: boolean): SaidPart {
  const by = nameIn(rules.organisation.levels, level.level);
  return {
    title: by === level.name ? level.name : `${level.name}（由${by}一级办理）`,
    lines: [...levelLines(level, rules), ...(isLast ? [] : onwardLines(level))],
  };
}

/** What becomes of a matter that its level isn't done with; a request sends it up only where somebody makes one. */
function onwardLines({ escalateOn, window }: HandlingLevel): string[] {
  const when: Readonly<Record<EscalationCause, string | undefined>> = {
    request: "本级办不了的，可以上报上一级",
    unaccepted: "过了受理时限没有受理的，自动转到上一级",
    overdue: "过了时限没有办完的，自动转到上一级",
    windowEnd: window && "过了截止日没有办完的，自动转到上一级",
  };
  return escalateOn.flatMap((cause) => when[cause] ?? []);
}

/** What a grid deals with and where to go with the rest; null where there is no such list. */
function admissionOf({ intake: { admissionList, categories } }: RuleSet) {
  const { enabled, categories: listed, elsewhere = null } = admissionList;
  return enabled ? { categories: namesAmong(categories, listed), elsewhere } : null;
}

type Named = { key: string; name: string; children?: readonly Named[] };

/** Names of categories; one that is named with all below it stands for them. */
export const namesAmong = (categories: readonly Named[], keys: readonly string[]): string[] =>
  categories.flatMap(({ key, name, children = [] }) =>
    keys.includes(key) ? [name] : namesAmong(children, keys),
  );
