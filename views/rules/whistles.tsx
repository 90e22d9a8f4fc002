import { nameIn } from "../../worker/rules/document/names.ts";
import type { RuleSet, Whistle, WhistleStage } from "../../worker/rules/schema/rule-set.ts";
import { responders, whistleStages } from "../../worker/rules/schema/words.ts";
import { durationWords } from "../../worker/time/duration.ts";
import { RuleGroup, type RulesProps } from "./basis.tsx";
import { dueDayOff, memberWords } from "./words.ts";

/** Who summons whom, and how fast they come. */
export function Whistles({ rules, mark }: RulesProps) {
  return (
    <RuleGroup
      title="吹哨报到"
      list="handling.whistles"
      noun="吹哨"
      none="没有规定吹哨报到"
      mark={mark}
      entries={rules.handling.whistles}
      lines={(whistle) => whistleLines(whistle, rules.organisation)}
    />
  );
}

function whistleLines(whistle: Whistle, organisation: RuleSet["organisation"]) {
  const { from, blownBy = [], occasions = [], clocks, mostPerMonth, filing } = whistle;
  const stages = (Object.keys(whistleStages) as WhistleStage[]).flatMap((stage) => {
    const limit = clocks[stage];
    return limit ? [`${durationWords(limit)}内${whistleStages[stage]}`] : [];
  });
  const level = nameIn(organisation.levels, from);
  const blower = blownBy.length > 0 ? memberWords(blownBy, organisation) : `${level}负责人`;
  return [
    `在${level}一级吹哨，由${blower}吹哨`,
    occasions.length > 0 ? `适用情形：${occasions.join("、")}` : "适用情形不限",
    `由${responders[whistle.responders]}报到，各步期限自吹哨起算`,
    stages.join("，"),
    mostPerMonth !== undefined && `每个单位每月至多吹哨 ${mostPerMonth} 次`,
    filing &&
      `次月 ${filing.byDay} 日前向${filing.to}报备，${dueDayOff}${filing.nameAbsent ? "，没有报到的单位予以通报" : ""}`,
  ];
}
