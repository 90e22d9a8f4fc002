import { nameIn } from "../../worker/rules/document/names.ts";
import type { List, RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { acceptors, listKinds } from "../../worker/rules/schema/words.ts";
import { durationWords } from "../../worker/time/duration.ts";
import { type Line, RuleGroup, type RulesProps } from "./basis.tsx";
import { Section, UnusedSection } from "./section.tsx";
import { audienceWords, frequencyWords, lastDayOff, memberWords } from "./words.ts";

/** The lists a county keeps, who enters what, and how entries are taken on. */
export function ListRules({ rules, mark }: RulesProps) {
  const { lists: section, organisation } = rules;
  const named = { id: "lists", mark } as const;
  if (!section) {
    const lists = [{ path: "lists.lists", what: "清单" }];
    return <UnusedSection {...named} says="本县没有规定清单" lists={lists} />;
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

function listLines(list: List, organisation: RuleSet["organisation"]): Line[] {
  const { kind, level, enteredBy, collection, maskAsker, audience } = list;
  return [
    `类别：${listKinds[kind]}`,
    `建在${nameIn(organisation.levels, level)}一级，各建各的`,
    `由${memberWords(enteredBy, organisation)}填报，${collection ? `${frequencyWords(collection)}集中征集` : "随时可以填报"}`,
    collection && lastDayOff,
    `${audienceWords(audience)}，${maskAsker ? "隐去" : "不隐去"}提出人姓名`,
  ];
}

function claimLines(claim: List["claim"], organisation: RuleSet["organisation"]): string[] {
  if (!claim) return ["只登记，不认领"];
  const { by, within, expiresAfter, acceptedBy } = claim;
  const limit = within ? `公布后 ${durationWords(within)}内认领，到期无人认领的提交会议` : "不限认领期限";
  return [
    `由${memberWords(by, organisation)}认领，${limit}`,
    `认领后 ${durationWords(expiresAfter)}内办成，到期没有办成的自动释放，可以再认领`,
    `办成后由${acceptors[acceptedBy]}`,
  ];
}
