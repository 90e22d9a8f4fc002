import type { Handling, HandlingLevel, RuleSet, Whistle } from "../../worker/rules/schema.ts";
import { type Marking, Rule, RuleGroup, Section, Singles } from "./basis.tsx";
import { causeWords, durationWords, memberWords, monthlyWindowWords, nameIn } from "./words.ts";

type Props = { rules: RuleSet; mark: Marking | undefined };

/** How a matter is dealt with: levels from the bottom up, clocks, the evaluation, whistles. */
export function HandlingRules(props: { rules: RuleSet; mark?: Marking | undefined }) {
  const { rules, mark } = props;
  return (
    <Section id="handling" title="办理" at="handling" mark={mark} source={rules.handling.source}>
      <Levels rules={rules} mark={mark} />
      <Windows rules={rules} mark={mark} />
      <Singles>
        <OverallLimit rules={rules} mark={mark} />
        <Evaluation rules={rules} mark={mark} />
        <Pauses rules={rules} mark={mark} />
        <Extensions rules={rules} mark={mark} />
      </Singles>
      <Whistles rules={rules} mark={mark} />
    </Section>
  );
}

function Levels({ rules, mark }: Props) {
  const { handling, organisation } = rules;
  const last = handling.levels.length - 1;
  return (
    <RuleGroup
      title="办理层级（自下而上）"
      list="handling.levels"
      entry="办理层级"
      none="没有办理层级"
      mark={mark}
    >
      {handling.levels.map((level, place) => (
        <Rule
          name={`第 ${place + 1} 级：${level.name}`}
          at={`handling.levels.${level.key}`}
          mark={mark}
          lines={[
            `由${nameIn(organisation.levels, level.level)}一级办理`,
            ...levelLines(level, handling, place === last),
          ]}
          source={level.source}
        />
      ))}
    </RuleGroup>
  );
}

function levelLines({ limit, window, escalateOn }: HandlingLevel, { windows }: Handling, highest: boolean) {
  const days = windows.find(({ key }) => key === window);
  return [
    limit && `转到本级起 ${durationWords(limit)}内办理`,
    days && monthlyWindowWords(days),
    limit && days && "时限和窗口以先到的为准",
    highest ? "最高一级，不再上报" : `上报条件：${causeWords(escalateOn)}`,
  ];
}

function Windows({ rules, mark }: Props) {
  return (
    <RuleGroup
      title="办理窗口"
      list="handling.windows"
      entry="办理窗口"
      none="没有规定每月的办理窗口"
      mark={mark}
    >
      {rules.handling.windows.map((window) => (
        <Rule
          name={window.name}
          at={`handling.windows.${window.key}`}
          mark={mark}
          lines={[monthlyWindowWords(window), "截止日到下班为止"]}
          source={window.source}
        />
      ))}
    </RuleGroup>
  );
}

function OverallLimit({ rules, mark }: Props) {
  const { limit, source } = rules.handling.overall;
  return (
    <Rule
      name="总期限"
      at="handling.overall"
      mark={mark}
      alone
      lines={[`自上报起 ${durationWords(limit)}，转办、重办不重新起算`]}
      source={source}
    />
  );
}

const verdicts = { unsolved: "没有解决", dissatisfied: "不满意" };

function Evaluation({ rules, mark }: Props) {
  const { within, reopenOn, raise, maxReopenings, source } = rules.handling.evaluation;
  const raised = raise > 0 ? `提 ${raise} 级` : "";
  return (
    <Rule
      name="评价与重办"
      at="handling.evaluation"
      mark={mark}
      alone
      lines={[
        `办理后 ${durationWords(within)}内由居民评价，过期视为未评价`,
        reopenOn.length === 0
          ? "评价不引起重新办理"
          : `评价${reopenOn.map((verdict) => verdicts[verdict]).join("或")}的，${raised}重新办理，至多 ${maxReopenings} 次`,
      ]}
      source={source}
    />
  );
}

const approvers: Readonly<Record<NonNullable<Handling["pauses"]>["approver"], string>> = {
  handler: "由经办人自行决定，记录理由",
  levelAbove: "由上一级批准",
};

function Pauses({ rules, mark }: Props) {
  const { pauses } = rules.handling;
  const named = { name: "挂起", at: "handling.pauses", mark, alone: true };
  if (!pauses) return <Rule {...named} unused lines={["未启用，办理期限不能挂起"]} />;
  const { reasons, longest, times, approver, source } = pauses;
  return (
    <Rule
      {...named}
      lines={[
        `可以挂起的情形：${reasons.join("、")}`,
        `每次最长 ${durationWords(longest)}，至多 ${times} 次，${approvers[approver]}`,
        "挂起时期限停止计算，恢复后接着计算剩余的时间",
      ]}
      source={source}
    />
  );
}

function Extensions({ rules, mark }: Props) {
  const { extensions } = rules.handling;
  const named = { name: "延期", at: "handling.extensions", mark, alone: true };
  if (!extensions) return <Rule {...named} unused lines={["未启用，办理期限不能延长"]} />;
  const { longest, times, approver, overall, source } = extensions;
  return (
    <Rule
      {...named}
      lines={[
        `自原到期时间起每次最长延长 ${durationWords(longest)}，至多 ${times} 次，${approvers[approver]}`,
        overall ? "总期限一并顺延" : "总期限不变",
      ]}
      source={source}
    />
  );
}

function Whistles({ rules, mark }: Props) {
  return (
    <RuleGroup title="吹哨报到" list="handling.whistles" entry="吹哨" none="没有规定吹哨报到" mark={mark}>
      {rules.handling.whistles.map((whistle) => (
        <Rule
          name={whistle.name}
          at={`handling.whistles.${whistle.key}`}
          mark={mark}
          lines={whistleLines(whistle, rules.organisation)}
          source={whistle.source}
        />
      ))}
    </RuleGroup>
  );
}

function whistleLines(whistle: Whistle, organisation: RuleSet["organisation"]) {
  const { from, blownBy = [], occasions = [], responders, clocks, filing } = whistle;
  const { sign, contact, reportIn, done } = clocks;
  const level = nameIn(organisation.levels, from);
  const blower = blownBy.length > 0 ? memberWords(blownBy, organisation) : `${level}负责人`;
  return [
    `在${level}一级吹哨，由${blower}吹哨`,
    occasions.length > 0 ? `适用情形：${occasions.join("、")}` : "适用情形不限",
    `由${responders === "units" ? "部门和单位" : "党员"}报到，各步期限自吹哨起算`,
    `${durationWords(sign)}内签收，${durationWords(contact)}内联系，${durationWords(reportIn)}内报到，${durationWords(done)}内办结`,
    filing &&
      `次月 ${filing.byDay} 日前向${filing.to}报备${filing.nameAbsent ? "，没有报到的单位予以通报" : ""}`,
  ];
}
