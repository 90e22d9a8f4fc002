import { nameIn } from "../../worker/rules/document/names.ts";
import type { PointScheme, RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { evidenceKinds, pointHolders } from "../../worker/rules/schema/words.ts";
import { durationWords } from "../../worker/time/duration.ts";
import { Disclosure } from "../components/disclosure.tsx";
import { type Column, Table } from "../components/table.tsx";
import { Basis, RuleGroup, type RulesProps } from "./basis.tsx";
import { Section, UnusedSection } from "./section.tsx";

/** The points ledgers: what earns points, how long they last, what they are good for. */
export function PointRules({ rules, mark }: RulesProps) {
  const { points, organisation } = rules;
  const named = { id: "points", mark } as const;
  if (!points) {
    const lists = [{ path: "points.schemes", what: "积分办法" }];
    return <UnusedSection {...named} says="本县没有规定积分" lists={lists} />;
  }
  return (
    <Section {...named} at="points" source={points.source}>
      <RuleGroup
        title="积分办法"
        list="points.schemes"
        noun="积分办法"
        mark={mark}
        entries={points.schemes}
        lines={(scheme) => schemeLines(scheme, organisation.levels)}
        more={(scheme) => [
          <Earning scheme={scheme} />,
          scheme.redemption.length > 0 && <Redemption scheme={scheme} />,
        ]}
      />
    </Section>
  );
}

function schemeLines(scheme: PointScheme, levels: RuleSet["organisation"]["levels"]): string[] {
  const { capPerYear, validMonths, appealWithin, ranking } = scheme;
  return [
    `积分对象：${pointHolders[scheme.holders]}，由${nameIn(levels, scheme.level)}一级管理`,
    capPerYear === undefined ? "每年积分不限" : `每年至多积 ${capPerYear} 分`,
    validMonths === undefined ? "积分长期有效" : `积分自得分次月起 ${validMonths} 个月内有效`,
    redemptionWords(scheme),
    `对记分有异议的，自记分起 ${durationWords(appealWithin)}内提出`,
    ranking ? "公开排名" : "不公开排名",
  ];
}

function redemptionWords({ redemption, redeemAt }: PointScheme): string {
  if (redemption.length === 0) return redeemAt ? `没有规定兑换内容，兑换地点：${redeemAt}` : "积分不能兑换";
  return redeemAt ? `积分在${redeemAt}兑换` : "积分可以兑换";
}

const earningColumns: readonly Column<PointScheme["earning"][number]>[] = [
  { label: "得分事项", heading: true, cell: ({ name, source }) => [name, <Basis source={source} />] },
  { label: "每次积分", numeric: true, whole: true, cell: ({ points }) => `${points} 分` },
  {
    label: "每月上限",
    numeric: true,
    whole: true,
    cell: ({ capPerMonth }) => (capPerMonth === undefined ? "不限" : `${capPerMonth} 分`),
  },
  { label: "凭据", cell: ({ evidence }) => evidenceKinds[evidence] },
];

function Earning(props: { scheme: PointScheme }) {
  const { key, earning } = props.scheme;
  const id = `points.schemes.${key}.earning`;
  return (
    <Disclosure summary={`得分事项（${earning.length} 项）`}>
      <Table caption="得分事项" captionHidden columns={earningColumns} rows={earning} id={id} />
    </Disclosure>
  );
}

const redemptionColumns: readonly Column<PointScheme["redemption"][number]>[] = [
  { label: "兑换内容", heading: true, cell: ({ name, source }) => [name, <Basis source={source} />] },
  { label: "所需积分", numeric: true, whole: true, cell: ({ cost }) => `${cost} 分` },
  {
    label: "每年限兑",
    numeric: true,
    whole: true,
    cell: ({ perYear }) => (perYear === undefined ? "不限" : `${perYear} 次`),
  },
];

function Redemption(props: { scheme: PointScheme }) {
  const { key, redemption } = props.scheme;
  const id = `points.schemes.${key}.redemption`;
  return (
    <Disclosure summary={`兑换（${redemption.length} 项）`}>
      <Table caption="兑换" captionHidden columns={redemptionColumns} rows={redemption} id={id} />
    </Disclosure>
  );
}
