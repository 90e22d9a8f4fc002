import { total } from "../../worker/rules/schema/marks.ts";
import type { RuleSet, Scheme } from "../../worker/rules/schema/rule-set.ts";
import { frequencies, markAudiences, unscoredGroups } from "../../worker/rules/schema/words.ts";
import { durationWords } from "../../worker/time/duration.ts";
import { RuleGroup, type RulesProps } from "./basis.tsx";
import { Indicators } from "./indicators.tsx";
import { Outcome } from "./outcome.tsx";
import { Section, UnusedSection } from "./section.tsx";
import { dueDayOff, memberWords } from "./words.ts";

/** The assessments: who is assessed by whom on what, and what follows from the marks. */
export function AssessmentRules({ rules, mark }: RulesProps) {
  const { assessments, organisation } = rules;
  const named = { id: "assessments", mark } as const;
  if (!assessments) {
    const lists = [{ path: "assessments.schemes", what: "考核办法" }];
    return <UnusedSection {...named} says="本县没有规定考核" lists={lists} />;
  }
  return (
    <Section {...named} at="assessments" source={assessments.source}>
      <RuleGroup
        title="考核办法"
        list="assessments.schemes"
        noun="考核办法"
        mark={mark}
        entries={assessments.schemes}
        lines={(scheme) => schemeLines(scheme, organisation)}
        more={(scheme) => [
          <Indicators scheme={scheme} organisation={organisation} />,
          <Outcome scheme={scheme} />,
        ]}
      />
    </Section>
  );
}

function schemeLines(scheme: Scheme, organisation: RuleSet["organisation"]): string[] {
  const { subjects, every, groups, unscored, publication } = scheme;
  const { byDay, reviewWithin, audience, ranking } = publication;
  const weights = groups.map(({ name, weight }) => `${name} ${weight}%`).join("、");
  const sum = total(groups.map(({ weight }) => weight));
  return [
    `考核对象：${memberWords(subjects, organisation)}，${frequencies[every]}考核一次`,
    `评价主体的权重：${weights}，合计 ${sum}%`,
    `有评价主体没有评分的，${unscoredGroups[unscored]}`,
    `期满次月 ${byDay} 日前向${markAudiences[audience]}公布${ranking ? "等次和排名" : "等次，不公布排名"}，${dueDayOff}`,
    `对初评有异议的，自初评告知起 ${durationWords(reviewWithin)}内申请复核`,
  ];
}
