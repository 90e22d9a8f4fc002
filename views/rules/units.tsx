import type { Organisation } from "../../worker/rules/schema/rule-set.ts";
import { partnerKinds, postDuties, unitSides } from "../../worker/rules/schema/words.ts";
import { RuleGroup, type RulesProps } from "./basis.tsx";
import { nameIn } from "./words.ts";

/** The posts people hold. */
export function PostKinds({ rules, mark }: RulesProps) {
  const { postKinds, levels } = rules.organisation;
  return (
    <RuleGroup
      title="岗位"
      list="organisation.postKinds"
      noun="岗位"
      mark={mark}
      entries={postKinds}
      lines={(post) => [postWords(post, levels)]}
    />
  );
}

type Post = Organisation["postKinds"][number];

function postWords({ duty, levels, perUnit, monthlyAllowance }: Post, all: Organisation["levels"]): string {
  return [
    postDuties[duty],
    `设在${levels.map((key) => nameIn(all, key)).join("、")}`,
    perUnit === undefined ? "人数不限" : `每处 ${perUnit} 人`,
    monthlyAllowance !== undefined && `每月津贴 ${monthlyAllowance} 元`,
  ]
    .filter(Boolean)
    .join("，");
}

/** The kinds of member units. */
export function UnitKinds({ rules, mark }: RulesProps) {
  return (
    <RuleGroup
      title="成员单位类型"
      list="organisation.unitKinds"
      noun="成员单位类型"
      terse
      mark={mark}
      entries={rules.organisation.unitKinds}
      lines={({ side, liaisons }) => [`${unitSides[side]}，每个单位 ${liaisons} 名联络员`]}
    />
  );
}

/** Ties between units or people and a place. */
export function Partnerships({ rules, mark }: RulesProps) {
  const { partnerships = [], levels } = rules.organisation;
  return (
    <RuleGroup
      title="共建与报到"
      list="organisation.partnerships"
      noun="共建与报到"
      none="没有规定共建与报到"
      mark={mark}
      entries={partnerships}
      lines={({ level, partners, agreement, charter, duties }) => [
        `${partnerKinds[partners]}与${nameIn(levels, level)}结对，在这一级登记`,
        agreement ? "须签共建协议" : "不要求签共建协议",
        charter && `章程要点：${charter}`,
        duties && `双方职责：${duties}`,
      ]}
    />
  );
}
