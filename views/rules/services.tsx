import { serviceLines } from "../../worker/rules/document/hours.ts";
import { RuleGroup, type RulesProps } from "./basis.tsx";
import { Section, UnusedSection } from "./section.tsx";

/** Services that work at other times than offices are open. */
export function ServiceRules({ rules, mark }: RulesProps) {
  const named = { id: "serviceHours", mark } as const;
  const list = "serviceHours.services";
  if (!rules.serviceHours) {
    const lists = [{ path: list, what: "服务" }];
    return <UnusedSection {...named} says="没有另行规定时间的服务，都按办公时间计算" lists={lists} />;
  }
  const { services, source } = rules.serviceHours;
  return (
    <Section {...named} at="serviceHours" source={source}>
      <RuleGroup title="服务" list={list} noun="服务" mark={mark} entries={services} lines={serviceLines} />
    </Section>
  );
}
