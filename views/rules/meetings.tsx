import type { RuleSet, Series } from "../../worker/rules/schema.ts";
import { RuleGroup, type RulesProps } from "./basis.tsx";
import { Section } from "./section.tsx";
import {
  audienceWords,
  cadenceWords,
  durationWords,
  memberWords,
  nameIn,
  quorumWords,
  resolutionDueWords,
} from "./words.ts";

/** The meeting series: who meets how often, and by when what they decide is due. */
export function MeetingRules({ rules, mark }: RulesProps) {
  const { organisation, meetings } = rules;
  return (
    <Section id="meetings" title="会议" at="meetings" mark={mark} source={meetings.source}>
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

const forms: Readonly<Record<Series["form"], string>> = {
  joint: "联席",
  study: "研究",
  deliberation: "议事",
  debrief: "述职",
  visit: "观摩",
};

const agendaWords: Readonly<Record<Series["agenda"][number], string>> = {
  previousResolutions: "上次决议的办理情况",
  escalatedMatters: "上报的事项",
  whistleFilings: "吹哨报到情况",
  unclaimedNeeds: "无人认领的需求",
  proposedItems: "成员提出的议题",
};

function seriesLines(series: Series, organisation: RuleSet["organisation"]): string[] {
  const { cadence, asNeeded, convener, members, quorum, proxiesCount, agenda, resolutionDue, minutes } =
    series;
  const level = nameIn(organisation.levels, series.level);
  return [
    `形式：${forms[series.form]}`,
    `在${level}召开，${cadenceWords(cadence, asNeeded)}`,
    `召集人：${memberWords([convener], organisation)}`,
    `成员：${memberWords(members, organisation)}`,
    `${quorumWords(quorum)}方可召开，代会${proxiesCount ? "" : "不"}计入到会`,
    agenda.length > 0 ? `议题：${agenda.map((source) => agendaWords[source]).join("、")}` : "不自动列入议题",
    `决议期限：${resolutionDueWords(resolutionDue)}`,
    `纪要：${durationWords(minutes.draftWithin)}内起草，由${memberWords(minutes.signOff, organisation)}全部签字后${audienceWords[minutes.audience]}`,
  ];
}
