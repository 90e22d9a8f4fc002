import { levelKinds } from "../../worker/rules/schema/words.ts";
import { RuleGroup, type RulesProps } from "./basis.tsx";
import { BranchThreshold, GridKinds } from "./grids.tsx";
import { Section, Singles } from "./section.tsx";
import { Partnerships, PostKinds, UnitKinds } from "./units.tsx";
import { codeWords } from "./words.ts";

/** How the county is built: levels, grids, posts, kinds of member units, ties between units and places. */
export function OrganisationRules({ rules, mark }: RulesProps) {
  const { codePattern, source } = rules.organisation;
  return (
    <Section
      id="organisation"
      at="organisation"
      own="网格编码和总的依据"
      mark={mark}
      lines={[`网格编码：${codeWords(codePattern)}`]}
      source={source}
    >
      <Levels rules={rules} mark={mark} />
      <GridKinds rules={rules} mark={mark} />
      <Singles>
        <BranchThreshold rules={rules} mark={mark} />
      </Singles>
      <PostKinds rules={rules} mark={mark} />
      <UnitKinds rules={rules} mark={mark} />
      <Partnerships rules={rules} mark={mark} />
    </Section>
  );
}

function Levels({ rules, mark }: RulesProps) {
  return (
    <RuleGroup
      title="层级（自上而下）"
      list="organisation.levels"
      noun="层级"
      mark={mark}
      entries={rules.organisation.levels}
      name={({ name }, index) => `第 ${index + 1} 层：${name}`}
      lines={({ kind, party, optional }) => [
        `性质：${levelKinds[kind]}`,
        party && `党组织：${party}`,
        optional && "可以不设，下级直接归上级",
      ]}
    />
  );
}
