import { levelLines, monthlyWindowWords, routeLines } from "../../worker/rules/document/limits.ts";
import { nameIn } from "../../worker/rules/document/names.ts";
import { RuleGroup, type RulesProps } from "./basis.tsx";
import { Dispatch, Evaluation, Exclusions, Extensions, OverallLimit, Pauses, Reviews } from "./clocks.tsx";
import { Section, Singles } from "./section.tsx";
import { Whistles } from "./whistles.tsx";
import { causeWords } from "./words.ts";

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
        ...levelLines(level, rules),
        index === last ? "最高一级，不再上报" : `上报条件：${causeWords(level.escalateOn)}`,
      ]}
    />
  );
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
