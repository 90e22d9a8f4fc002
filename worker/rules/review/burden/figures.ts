import { Metric } from "../../schema/assessments.ts";
import type { RuleSet } from "../../schema/rule-set.ts";
import { metrics } from "../../schema/words.ts";
import { citations, type Finding } from "./finding.ts";
import { meet, type Subjects, subjectsOf } from "./subjects.ts";

interface Figure {
  scheme: Scheme;
  indicator: string;
  /** What is asked for, without what tells two ways of writing it apart. */
  asked: string;
}

interface Scheme {
  at: string;
  name: string;
  subjects: Subjects;
}

/** The same figure asked of the same people more than once. Source: 国办函〔2026〕12号. */
export function figuresAskedTwice(rules: RuleSet): Finding[] {
  const byFigure = Map.groupBy(figuresOf(rules), ({ asked }) => asked);
  return [...byFigure].flatMap(([asked, all]) => {
    const elsewhere = all.filter((one) => isAskedElsewhere(one, all));
    if (elsewhere.length === 0) return [];
    const where = elsewhere.map(({ scheme, indicator }) => `${scheme.name}的“${indicator}”`).sort();
    const message = `“${asked}”要填报 ${elsewhere.length} 次：${where.join("、")}。请只填报一次，其他各处不再要。`;
    const [at = ""] = elsewhere.map(({ scheme }) => scheme.at).sort();
    return [{ rule: "asked-twice", at, name: asked, message, citation: citations.forms }];
  });
}

/** By another indicator of its own scheme, or by another scheme that falls on the same people. */
function isAskedElsewhere({ scheme }: Figure, all: readonly Figure[]): boolean {
  const schemes = all.map((figure) => figure.scheme);
  if (schemes.indexOf(scheme) !== schemes.lastIndexOf(scheme)) return true;
  return [...new Set(schemes)].some((other) => other !== scheme && meet(scheme.subjects, other.subjects));
}

/** Words by which a figure is known as one that the product counts from the work itself. */
const countedByProduct: Readonly<Record<Metric, RegExp>> = {
  responseRate: /(?:^|事项|诉求|热线|按时|及时)响应率/,
  resolvedRate: /(?:^|事项|诉求|问题)解决率/,
  satisfiedRate: /(?:^|事项|诉求|居民|群众)满意[率度]/,
  onTimeRate: /(?:^|事项|诉求|问题|按时|按期|及时)办结率/,
  reopenedRate: /重办率/,
  meetingsHeldRate: /会议?.{0,6}召开(?:率|次数)/,
  attendanceRate: /[到参]会率/,
  resolutionsOnTimeRate: /(?:决议|议定事项).{0,6}(?:完成|落实|办结)率/,
  whistlesOnTimeRate: /哨.{0,6}报到率/,
  claimsFulfilled: /认领.{0,6}(?:办成|完成|办结).{0,2}[数件]/,
  wishesFulfilled: /微心愿.{0,8}[数件]/,
  visitedRate: /(?:走访|入户).{0,4}率/,
};

/** A figure that people fill in although the product counts it. Source: 国办函〔2026〕12号. */
export function figuresCountedAnyway(rules: RuleSet): Finding[] {
  return figuresOf(rules).flatMap(({ scheme, indicator, asked }) => {
    const metric = Metric.options.find((option) => countedByProduct[option].test(asked));
    if (!metric) return [];
    const message = `“${indicator}”的填报数字系统会从办理记录统计（${metrics[metric].name}），不必填报。请把计分方式改为“系统统计”。`;
    return [{ rule: "counted-anyway", at: scheme.at, name: indicator, message, citation: citations.forms }];
  });
}

function figuresOf({ assessments, organisation }: RuleSet): Figure[] {
  return (assessments?.schemes ?? []).flatMap(({ key, name, subjects, indicators }) => {
    const scheme = { at: `assessments.schemes.${key}`, name, subjects: subjectsOf(subjects, organisation) };
    return indicators.flatMap(({ by, figure, name: indicator }) =>
      by === "reported" && figure !== undefined ? [{ scheme, indicator, asked: normalised(figure) }] : [],
    );
  });
}

/** Without spaces, marks, and the unit in brackets: `化解 矛盾纠纷数（件）` is `化解矛盾纠纷数`. */
function normalised(figure: string): string {
  const plain = figure.normalize("NFKC").replace(/\([^)]*\)/g, "");
  return plain.replace(/[\s\p{P}\p{S}]/gu, "").replace(/数量$/, "数") || figure;
}
