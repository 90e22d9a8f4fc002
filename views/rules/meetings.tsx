import { durationWords, quorumWords, resolutionDueWords } from "../../worker/rules/document/phrases.ts";
import type { RuleSet, Series } from "../../worker/rules/schema/rule-set.ts";
import { agendaSources, meetingForms } from "../../worker/rules/schema/words.ts";
import { type Line, RuleGroup, type RulesProps } from "./basis.tsx";
import { Section } from "./section.tsx";
import { audienceWords, cadenceWords, lastDayOff, memberWords, nameIn, signedWords } from "./words.ts";

/** The meeting series: who meets how often, and by when what they decide is due. */
export function MeetingRules({ rules, mark }: RulesProps) {
  const { organisation, meetings } = rules;
  return (
    <Section id="meetings" at="meetings" mark={mark} source={meetings.source}>
      <RuleGroup
        title="会议系列"
        list="meetings.series"
        noun="会议系列"
        mark={mark}
        entries={meetings.series}
        lines={(series) => seriesLines(series, organisation)}
      />
    </Section>
  );
}

function seriesLines(series: Series, organisation: RuleSet["organisation"]): Line[] {
  const { cadence, asNeeded, convener, members, quorum, proxiesCount, agenda, resolutionDue, minutes } =
    series;
  const level = nameIn(organisation.levels, series.level);
  return [
    `形式：${meetingForms[series.form]}`,
    `在${level}召开，${cadenceWords(cadence, asNeeded)}`,
    cadence && lastDayOff,
    `召集人：${memberWords([convener], organisation)}`,
    `成员：${memberWords(members, organisation)}`,
    `${quorumWords(quorum)}方可召开；委托他人参会的，${proxiesCount ? "" : "不"}计入到会人数`,
    agenda.length > 0
      ? `议题：${agenda.map((source) => agendaSources[source]).join("、")}`
      : "不自动列入议题",
    `决议期限：${resolutionDueWords(resolutionDue)}`,
    `纪要：${durationWords(minutes.draftWithin)}内起草，经${signedWords(minutes.signOff, organisation)}${audienceWords(minutes.audience)}`,
  ];
}
