import { Metric } from "../schema/assessments.ts";
import type { Members, RuleSet } from "../schema.ts";
import { metrics } from "../words.ts";
import { citations, type Finding } from "./finding.ts";
import { overlap } from "./load.ts";

interface Figure {
  at: string;
  scheme: string;
  indicator: string;
  /** What is asked for, without what tells two ways of writing it apart. */
  asked: string;
  subjects: readonly Members[];
}

/** The same figure asked of the same people more than once. Source: 国办函〔2026〕12号. */
export function figuresAskedTwice(rules: RuleSet): Finding[] {
  const figures = figuresOf(rules);
  return [...new Set(figures.map(({ asked }) => asked))].flatMap((asked) => {
    const all = figures.filter((figure) => figure.asked === asked);
    const places = all.filter((one) => all.some((other) => other !== one && meet(one, other, rules)));
    if (places.length === 0) return [];
    const where = places.map(({ scheme, indicator }) => `${scheme}的“${indicator}”`).sort();
    const message = `“${asked}”要填报 ${places.length} 次：${where.join("、")}。请只填报一次，其他各处不再要。`;
    return [{ rule: "asked-twice", at: "assessments", name: asked, message, citation: citations.forms }];
  });
}

function meet(one: Figure, other: Figure, { organisation }: RuleSet): boolean {
  return overlap(one.subjects, other.subjects, organisation);
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
  return figuresOf(rules).flatMap(({ at, indicator, asked }) => {
    const metric = Metric.options.find((option) => countedByProduct[option].test(asked));
    if (!metric) return [];
    const message = `“${indicator}”的填报数字系统会从办理记录统计（${metrics[metric].name}），不必填报。请把计分方式改为“系统统计”。`;
    return [{ rule: "counted-anyway", at, name: indicator, message, citation: citations.forms }];
  });
}

function figuresOf({ assessments }: RuleSet): Figure[] {
  return (assessments?.schemes ?? []).flatMap(({ key, name, subjects, indicators }) =>
    indicators.flatMap(({ by, figure, name: indicator }) =>
      by === "reported" && figure !== undefined
        ? [{ at: `assessments.schemes.${key}`, scheme: name, indicator, asked: normalised(figure), subjects }]
        : [],
    ),
  );
}

/** Without spaces, marks, and the unit in brackets: `化解 矛盾纠纷数（件）` is `化解矛盾纠纷数`. */
function normalised(figure: string): string {
  const plain = figure.normalize("NFKC").replace(/\([^)]*\)/g, "");
  return plain.replace(/[\s\p{P}\p{S}]/gu, "").replace(/数量$/, "数") || figure;
}
