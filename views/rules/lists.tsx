import type { List, ListKind, RuleSet } from "../../worker/rules/schema.ts";
import { RuleGroup, type RulesProps } from "./basis.tsx";
import { Section, UnusedSection } from "./section.tsx";
import { audienceWords, durationWords, frequencyWords, memberWords, nameIn } from "./words.ts";

/** The lists a county keeps, who enters what, and how entries are taken on. */
export function ListRules({ rules, mark }: RulesProps) {
  const { lists: section, organisation } = rules;
  const named = { id: "lists", title: "清单与认领", mark };
  if (!section) {
    const lists = [{ path: "lists.lists", what: "清单" }];
    return <UnusedSection {...named} says="本县规则未启用清单" lists={lists} />;
  }
  return (
    <Section {...named} at="lists" source={section.source}>
      <RuleGroup
        title="清单"
        list="lists.lists"
        noun="清单"
        mark={mark}
        entries={section.lists}
        lines={(list) => [...listLines(list, organisation), ...claimLines(list.claim, organisation)]}
      />
    </Section>
  );
}

const kinds: Readonly<Record<ListKind, string>> = {
  need: "需求清单",
  resource: "资源清单",
  project: "项目清单",
  problem: "问题清单",
  wish: "微心愿",
  practical: "为民办实事清单",
  activity: "活动清单",
  powers: "权责清单",
  guide: "服务指南",
};

function listLines(list: List, organisation: RuleSet["organisation"]): string[] {
  const { kind, level, enteredBy, collection, maskAsker, audience } = list;
  return [
    `类别：${kinds[kind]}`,
    `建在${nameIn(organisation.levels, level)}一级，各建各的`,
    `由${memberWords(enteredBy, organisation)}填报，${collection ? `${frequencyWords(collection)}集中征集` : "随时可以填报"}`,
    `${audienceWords[audience]}，${maskAsker ? "隐去" : "不隐去"}提出人姓名`,
  ];
}

type Claim = NonNullable<List["claim"]>;

const acceptors: Readonly<Record<Claim["acceptedBy"], string>> = {
  owner: "提出方",
  office: "召集单位",
  both: "提出方和召集单位共同",
};

function claimLines(claim: Claim | undefined, organisation: RuleSet["organisation"]): string[] {
  if (!claim) return ["只登记，不认领"];
  const { by, within, expiresAfter, acceptedBy } = claim;
  const limit = within ? `公布后 ${durationWords(within)}内认领，到期无人认领的提交会议` : "不限认领期限";
  return [
    `由${memberWords(by, organisation)}认领，${limit}`,
    `认领后 ${durationWords(expiresAfter)}内办成，到期没有办成的自动释放，可以再认领`,
    `办成后由${acceptors[acceptedBy]}验收`,
  ];
}
