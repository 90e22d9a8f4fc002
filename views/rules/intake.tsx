import type { Intake } from "../../worker/rules/schema.ts";
import { sourceWords } from "../matters/state.tsx";
import { Rule, Section } from "./basis.tsx";

/** What may be reported, how it is sorted, and what is turned away. */
export function IntakeRules(props: { intake: Intake }) {
  const { sources, categories, admissionList, anonymous, source } = props.intake;
  return (
    <Section id="intake" title="受理" source={source}>
      <Rule name="事项来源" lines={[sources.map((from) => sourceWords[from]).join("、")]} />
      <Rule name="上报人" lines={[anonymous ? "可以不留联系方式" : "须留联系电话"]} />
      <Rule name="准入清单" lines={admissionWords(props.intake)} source={admissionList.source} />
      <Rule name="事项类别" lines={categories.map(categoryWords)} />
    </Section>
  );
}

function admissionWords({ admissionList, categories }: Intake): string[] {
  const { enabled, elsewhere } = admissionList;
  if (!enabled) return ["未启用，所有类别都可以派给网格"];
  const names = namesOf(categories, admissionList.categories);
  return [
    `已启用。可以派给网格的类别：${names.join("、")}`,
    `清单以外的事项不派给网格，退回时说明理由${elsewhere ? `。去处：${elsewhere}` : ""}`,
  ];
}

type Named = { key: string; name: string; children?: readonly Named[] };

function namesOf(categories: readonly Named[], keys: readonly string[]): string[] {
  return categories.flatMap(({ key, name, children = [] }) =>
    keys.includes(key) ? [name] : namesOf(children, keys),
  );
}

/** `市容秩序：车辆停放（停车位不足、电动车乱停乱放）、占道经营` */
function categoryWords({ name, children }: Intake["categories"][number]): string {
  if (children.length === 0) return name;
  const second = children.map((child) =>
    child.children.length === 0
      ? child.name
      : `${child.name}（${child.children.map((third) => third.name).join("、")}）`,
  );
  return `${name}：${second.join("；")}`;
}
