import { nameIn } from "../../worker/rules/document/names.ts";
import { namesAmong } from "../../worker/rules/document/promised.ts";
import type { Intake, RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { commitmentKinds, sourceChannels } from "../../worker/rules/schema/words.ts";
import { durationWords } from "../../worker/time/duration.ts";
import { Rule, RuleGroup, type RulesProps } from "./basis.tsx";
import { Section, Singles } from "./section.tsx";

/** What may be reported, how it is sorted, what is turned away, and what is promised. */
export function IntakeRules({ rules, mark }: RulesProps) {
  const { admissionList, anonymous, contactsFor, source } = rules.intake;
  return (
    <Section
      id="intake"
      at="intake"
      own="上报人和总的依据"
      mark={mark}
      lines={[
        `上报人：${anonymous ? "可以不留联系方式" : "须留联系电话"}`,
        contactsFor &&
          `上报人的姓名、电话和交来的照片，自办结、不予受理或者合并起保留 ${durationWords(contactsFor)}，期满删除`,
      ]}
      source={source}
    >
      <Singles>
        <Rule
          name="准入清单"
          at="intake.admissionList"
          mark={mark}
          lines={admissionWords(rules.intake)}
          source={admissionList.source}
        />
      </Singles>
      <Sources rules={rules} mark={mark} />
      <Categories rules={rules} mark={mark} />
      <Urgencies rules={rules} mark={mark} />
      <Commitments rules={rules} mark={mark} />
    </Section>
  );
}

function Sources({ rules, mark }: RulesProps) {
  return (
    <RuleGroup
      title="事项来源"
      list="intake.sources"
      noun="事项来源"
      mark={mark}
      entries={rules.intake.sources}
      lines={({ channels }) => [channels.map((channel) => sourceChannels[channel]).join("、")]}
    />
  );
}

function Categories({ rules, mark }: RulesProps) {
  return (
    <RuleGroup
      title="事项类别"
      list="intake.categories"
      noun="事项类别"
      mark={mark}
      entries={rules.intake.categories}
      lines={(category) => categoryLines(category, rules)}
    />
  );
}

function Urgencies({ rules, mark }: RulesProps) {
  return (
    <RuleGroup
      title="紧急程度"
      list="intake.urgencies"
      noun="紧急程度"
      none="没有区分紧急程度"
      mark={mark}
      entries={rules.intake.urgencies ?? []}
      lines={({ hint }) => [hint]}
    />
  );
}

function Commitments({ rules, mark }: RulesProps) {
  return (
    <RuleGroup
      title="服务规定"
      list="intake.commitments"
      noun="服务规定"
      none="没有首问负责、全程代办等服务规定"
      mark={mark}
      entries={rules.intake.commitments ?? []}
      lines={({ kind, text }) => [`类别：${commitmentKinds[kind]}`, text]}
    />
  );
}

function admissionWords({ admissionList, categories }: Intake): string[] {
  const { enabled, elsewhere } = admissionList;
  if (!enabled) return ["没有准入清单，所有类别都可以派给网格"];
  const names = namesAmong(categories, admissionList.categories);
  return [
    `可以派给网格的类别：${names.join("、")}`,
    `清单以外的事项不交给网格，由上一级办理${elsewhere ? `。去处：${elsewhere}` : ""}`,
  ];
}

type Category = { name: string; units: readonly string[]; urgency?: string | undefined };

/** The category's units and urgency, then each category below it: `车辆停放（公安机关）：停车位不足、电动车乱停乱放`. */
function categoryLines(
  { units, urgency, children }: Intake["categories"][number],
  { organisation: { unitKinds }, intake: { urgencies = [] } }: RuleSet,
) {
  const responsible = (keys: readonly string[]) => keys.map((key) => nameIn(unitKinds, key)).join("、");
  const named = ({ name, units, urgency }: Category) => {
    const said = [units.length > 0 && responsible(units), urgency && nameIn(urgencies, urgency)].filter(
      Boolean,
    );
    return said.length > 0 ? `${name}（${said.join("，")}）` : name;
  };
  const below = children.map((second) =>
    second.children.length > 0 ? `${named(second)}：${second.children.map(named).join("、")}` : named(second),
  );
  return [
    units.length > 0 && `建议由${responsible(units)}办理`,
    urgency && `紧急程度：${nameIn(urgencies, urgency)}`,
    ...below,
  ];
}
