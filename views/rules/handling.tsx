import { nameIn } from "../../worker/rules/document/names.ts";
import { serviceWords } from "../../worker/rules/document/phrases.ts";
import type { HandlingLevel, RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { levelStarts } from "../../worker/rules/schema/words.ts";
import { durationWords } from "../../worker/time/duration.ts";
import { RuleGroup, type RulesProps } from "./basis.tsx";
import { classLines, routeLines } from "./classes.ts";
import { Dispatch, Evaluation, Exclusions, Extensions, OverallLimit, Pauses, Reviews } from "./clocks.tsx";
import { Section, Singles } from "./section.tsx";
import { Whistles } from "./whistles.tsx";
import { causeWords, monthlyWindowWords } from "./words.ts";

/** How a matter is dealt with: levels from the bottom up, clocks, the evaluation, whistles. */
export function HandlingRules(props: RulesProps) {
  const { rules, mark } = props;
  return (
    <Section id="handling" at="handling" mark={mark} source={rules.handling.source}>
      <Levels rules={rules} mark={mark} />
      <Routes rules={rules} mark={mark} />
      <Windows rules={rules} mark={mark} />
      <Singles>
        <OverallLimit rules={rules} mark={mark} />
        <Evaluation rules={rules} mark={mark} />
        <Pauses rules={rules} mark={mark} />
        <Extensions rules={rules} mark={mark} />
        <Dispatch rules={rules} mark={mark} />
        <Exclusions rules={rules} mark={mark} />
        <Reviews rules={rules} mark={mark} />
      </Singles>
      <Whistles rules={rules} mark={mark} />
    </Section>
  );
}

function Levels({ rules, mark }: RulesProps) {
  const { handling, organisation } = rules;
  const last = handling.levels.length - 1;
  return (
    <RuleGroup
      title="办理层级（自下而上）"
      list="handling.levels"
      noun="办理层级"
      mark={mark}
      entries={handling.levels}
      name={({ name }, index) => `第 ${index + 1} 级：${name}`}
      lines={(level, index) => [
        `由${nameIn(organisation.levels, level.level)}一级办理`,
        ...levelLines(level, rules, index === last),
      ]}
    />
  );
}

function levelLines(
  { acceptWithin, limit, limits = [], startsOn = "arrival", window, service, escalateOn }: HandlingLevel,
  rules: RuleSet,
  highest: boolean,
) {
  const days = rules.handling.windows.find(({ key }) => key === window);
  return [
    acceptWithin && `转到本级起 ${durationWords(acceptWithin)}内受理`,
    limit && `${levelStarts[startsOn]}起 ${durationWords(limit)}内办理${serviceWords(rules, service)}`,
    ...classLines(limits, rules),
    days && monthlyWindowWords(days),
    (limit || limits.length > 0) && days && "时限和窗口以先到的为准",
    highest ? "最高一级，不再上报" : `上报条件：${causeWords(escalateOn)}`,
  ];
}

function Routes({ rules, mark }: RulesProps) {
  return (
    <RuleGroup
      title="直达层级"
      list="handling.routes"
      noun="直达层级"
      none="没有规定，都从最低一级开始办理"
      mark={mark}
      entries={rules.handling.routes ?? []}
      lines={(route) => routeLines(route, rules)}
    />
  );
}

function Windows({ rules, mark }: RulesProps) {
  return (
    <RuleGroup
      title="办理窗口"
      list="handling.windows"
      noun="办理窗口"
      none="没有规定每月的办理窗口"
      mark={mark}
      entries={rules.handling.windows}
      lines={(window) => [monthlyWindowWords(window), "截止日到下班为止"]}
    />
  );
}
