import { nameIn } from "../../worker/rules/document/names.ts";
import type { Roster, Round, RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { evidenceKinds, rosterDays, roundKinds } from "../../worker/rules/schema/words.ts";
import { type Line, RuleGroup, type RulesProps } from "./basis.tsx";
import { Section, UnusedSection } from "./section.tsx";
import { frequencyWords, lastDayOff, memberWords } from "./words.ts";

/** Who is on duty when, and who goes round. */
export function DutyRules({ rules, mark }: RulesProps) {
  const { duty, organisation } = rules;
  const named = { id: "duty", mark } as const;
  if (!duty) {
    const lists = [
      { path: "duty.rosters", what: "值班" },
      { path: "duty.rounds", what: "巡查走访" },
    ];
    return <UnusedSection {...named} says="本县没有规定值班与巡访" lists={lists} />;
  }
  return (
    <Section {...named} at="duty" source={duty.source}>
      <RuleGroup
        title="值班"
        list="duty.rosters"
        noun="值班"
        mark={mark}
        entries={duty.rosters}
        lines={(roster) => rosterLines(roster, organisation)}
      />
      <RuleGroup
        title="巡查走访"
        list="duty.rounds"
        noun="巡查走访"
        mark={mark}
        entries={duty.rounds}
        lines={(round) => roundLines(round, organisation)}
      />
    </Section>
  );
}

function rosterLines(roster: Roster, organisation: RuleSet["organisation"]): string[] {
  const { level, by, days, atLeast, atMost, checkIn } = roster;
  const people = atLeast === atMost ? `${atLeast} 人` : `${atLeast} 至 ${atMost} 人`;
  return [
    `在${nameIn(organisation.levels, level)}一级值班，各排各的`,
    `由${memberWords(by, organisation)}值班，${rosterDays[days]} ${people}`,
    `值班时间：${hoursWords(roster)}`,
    checkIn ? "须签到打卡" : "不要求签到打卡",
  ];
}

/** `08:00 至 20:00`, `上班至 20:00`; ending no later than it begins it ends on the day after. */
function hoursWords({ from, to }: Roster): string {
  if (!from && !to) return "上班至下班";
  const overnight = from && to && to <= from ? "次日 " : "";
  const end = overnight || !to ? "" : " ";
  return `${from ? `${from} ` : "上班"}至${end}${overnight}${to ?? "下班"}`;
}

function roundLines(round: Round, organisation: RuleSet["organisation"]): Line[] {
  const { kind, level, by, cadence, evidence, checkIn, track } = round;
  return [
    `由${memberWords(by, organisation)}${roundKinds[kind]}`,
    `在${nameIn(organisation.levels, level)}一级${roundKinds[kind]}，${cadence ? frequencyWords(cadence) : "不定次数"}`,
    cadence && lastDayOff,
    `凭据：${evidenceKinds[evidence]}`,
    `${checkIn ? "须签到打卡" : "不要求签到打卡"}，${track ? "须记录行走轨迹" : "不记录行走轨迹"}`,
  ];
}
