import {
  classLines,
  evaluationLines,
  extensionLines,
  overallLines,
  pauseLines,
  reviewLines,
} from "../../worker/rules/document/limits.ts";
import { durationWords } from "../../worker/time/duration.ts";
import { Rule, type RulesProps } from "./basis.tsx";

/** By when all of a matter is due. */
export function OverallLimit({ rules, mark }: RulesProps) {
  const { source } = rules.handling.overall;
  return <Rule name="总期限" at="handling.overall" mark={mark} lines={overallLines(rules)} source={source} />;
}

/** What residents may say of how a matter was dealt with, and what follows. */
export function Evaluation({ rules, mark }: RulesProps) {
  const { source } = rules.handling.evaluation;
  const lines = evaluationLines(rules);
  return <Rule name="评价与重办" at="handling.evaluation" mark={mark} lines={lines} source={source} />;
}

/** When a clock may stand still. */
export function Pauses({ rules, mark }: RulesProps) {
  const { pauses } = rules.handling;
  const named = { name: "挂起", at: "handling.pauses", mark };
  if (!pauses) return <Rule {...named} unused lines={["没有规定，办理期限不能挂起"]} />;
  return <Rule {...named} lines={pauseLines(rules)} source={pauses.source} />;
}

/** How several units deal with a matter. */
export function Dispatch({ rules, mark }: RulesProps) {
  const { dispatch } = rules.handling;
  const named = { name: "派单", at: "handling.dispatch", mark };
  if (!dispatch) return <Rule {...named} unused lines={["没有规定，不能派给几个单位一起办理"]} />;
  const { within, limits, returns, source } = dispatch;
  return (
    <Rule
      {...named}
      lines={[
        `主办、协办单位自派单起 ${durationWords(within)}内各自答复，主办单位最后答复`,
        ...classLines(limits, rules),
        ...(returns ? returnLines(returns) : ["没有规定退回，承办单位不能退回"]),
      ]}
      source={source}
    />
  );
}

const returnLines = ({ reasons, within, answer, times }: Returns): string[] => [
  `可以退回的理由：${reasons.join("、")}`,
  `自派单起 ${durationWords(within)}内提出，自提出起 ${durationWords(answer)}内答复，承办时限照常计时`,
  `派单单位至多 ${times} 次不同意，再退回的由上一级裁定，裁定后不能再退`,
];

type Returns = NonNullable<NonNullable<RulesProps["rules"]["handling"]["dispatch"]>["returns"]>;

/** What may be left out of the figures. */
export function Exclusions({ rules, mark }: RulesProps) {
  const { exclusions } = rules.handling;
  const named = { name: "剔除", at: "handling.exclusions", mark };
  if (!exclusions) return <Rule {...named} unused lines={["没有规定，事项都计入统计"]} />;
  const { reasons, within, answer, reviewers, source } = exclusions;
  return (
    <Rule
      {...named}
      lines={[
        `可以剔除的理由：${reasons.join("、")}`,
        `自办结起 ${durationWords(within)}内由办理单位提出，自提出起 ${durationWords(answer)}内审核`,
        reviewers === 1
          ? "由县级一人审核，不能是申请人"
          : `由县级 ${reviewers} 人先后审核，都不能是申请人，一人不同意即不剔除`,
        "剔除前后的数字一并显示",
      ]}
      source={source}
    />
  );
}

/** How often what ended is looked at again on request. */
export function Reviews({ rules, mark }: RulesProps) {
  const { reviews } = rules.handling;
  const named = { name: "复查、复核", at: "handling.reviews", mark };
  if (!reviews) return <Rule {...named} unused lines={["没有规定，不能申请复查"]} />;
  return <Rule {...named} lines={reviewLines(rules)} source={reviews.source} />;
}

/** How far a due time may be put off. */
export function Extensions({ rules, mark }: RulesProps) {
  const { extensions } = rules.handling;
  const named = { name: "延期", at: "handling.extensions", mark };
  if (!extensions) return <Rule {...named} unused lines={["没有规定，办理期限不能延长"]} />;
  return <Rule {...named} lines={extensionLines(rules)} source={extensions.source} />;
}
