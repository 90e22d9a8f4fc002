import type { RuleSet, Series } from "../../worker/rules/schema.ts";
import { Rule, Section } from "./basis.tsx";
import { cadenceWords, durationWords, memberWords, quorumWords, resolutionDueWords } from "./words.ts";

/** The meeting series: who meets how often, and by when what they decide is due. */
export function MeetingRules(props: { rules: RuleSet }) {
  const { organisation, meetings } = props.rules;
  return (
    <Section id="meetings" title="会议" source={meetings.source}>
      {meetings.series.map((series) => (
        <Rule name={series.name} lines={seriesLines(series, organisation)} source={series.source} />
      ))}
    </Section>
  );
}

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
  const level = organisation.levels.find(({ key }) => key === series.level)?.name ?? series.level;
  const audience = minutes.audience === "public" ? "，向公众公布" : "";
  return [
    `在${level}召开，${cadenceWords(cadence, asNeeded)}`,
    `召集人：${memberWords([convener], organisation)}`,
    `成员：${memberWords(members, organisation)}`,
    `${quorumWords(quorum)}方可召开，代会${proxiesCount ? "" : "不"}计入到会`,
    `议题：${agenda.map((source) => agendaWords[source]).join("、")}`,
    `决议期限：${resolutionDueWords(resolutionDue)}`,
    `纪要：${durationWords(minutes.draftWithin)}内起草，由${memberWords(minutes.signOff, organisation)}签发${audience}`,
  ];
}
