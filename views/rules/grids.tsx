import { nameIn } from "../../worker/rules/document/names.ts";
import { Rule, RuleGroup, type RulesProps } from "./basis.tsx";
import { sizingWords } from "./words.ts";

/** The kinds of grids, and how large each may be. */
export function GridKinds({ rules, mark }: RulesProps) {
  const { gridKinds, levels } = rules.organisation;
  return (
    <RuleGroup
      title="网格类型"
      list="organisation.gridKinds"
      noun="网格类型"
      mark={mark}
      entries={gridKinds}
      lines={({ level, sizing, boundaryRequired }) => [
        `设在${nameIn(levels, level)}一级`,
        ...(sizing.length > 0 ? sizing.map(sizingWords) : ["按实际划分"]),
        boundaryRequired && "须有地理边界",
      ]}
    />
  );
}

/** From how many party members on a grid has a branch. */
export function BranchThreshold({ rules, mark }: RulesProps) {
  const { branchThreshold } = rules.organisation;
  const named = { name: "建立党支部", at: "organisation.branchThreshold", mark };
  if (!branchThreshold) return <Rule {...named} unused lines={["没有规定网格建立党支部的条件"]} />;
  return (
    <Rule
      {...named}
      lines={[`正式党员达到 ${branchThreshold.fullMembers} 人的网格应建党支部`]}
      source={branchThreshold.source}
    />
  );
}
