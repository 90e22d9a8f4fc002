import { approvers, overallStarts, verdicts } from "../../worker/rules/schema/words.ts";
import { durationWords } from "../../worker/time/duration.ts";
import { Rule, type RulesProps } from "./basis.tsx";
import { classLines } from "./classes.ts";

/** By when all of a matter is due. */
export function OverallLimit({ rules, mark }: RulesProps) {
  const { limit, limits, startsOn = "report", source } = rules.handling.overall;
  return (
    <Rule
      name="总期限"
      at="handling.overall"
      mark={mark}
      lines={[
        `自${overallStarts[startsOn]}起 ${durationWords(limit)}，转办、重办不重新起算`,
        ...classLines(limits, rules),
      ]}
      source={source}
    />
  );
}

/** What residents may say of how a matter was dealt with, and what follows. */
export function Evaluation({ rules, mark }: RulesProps) {
  const { within, reopenOn, raise, maxReopenings, source } = rules.handling.evaluation;
  const raised = raise > 0 ? `提 ${raise} 级` : "";
  return (
    <Rule
      name="评价与重办"
      at="handling.evaluation"
      mark={mark}
      lines={[
        `办理后 ${durationWords(within)}内由居民评价，过期视为未评价`,
        reopenOn.length === 0
          ? "评价不引起重新办理"
          : `评价${reopenOn.map((verdict) => verdicts[verdict]).join("或")}的，${raised}重新办理，至多 ${maxReopenings} 次`,
      ]}
      source={source}
    />
  );
}

/** When a clock may stand still. */
export function Pauses({ rules, mark }: RulesProps) {
  const { pauses } = rules.handling;
  const named = { name: "挂起", at: "handling.pauses", mark };
  if (!pauses) return <Rule {...named} unused lines={["没有规定，办理期限不能挂起"]} />;
  const { reasons, openEnded = [], longest, times, approver, source } = pauses;
  return (
    <Rule
      {...named}
      lines={[
        `可以挂起的情形：${reasons.join("、")}`,
        `每次最长 ${durationWords(longest)}，至多 ${times} 次，由${approvers[approver]}`,
        openEnded.length > 0 && `期满不自动恢复，由经办单位核对：${openEnded.join("、")}`,
        "挂起时期限停止计算，恢复后接着计算剩余的时间",
      ]}
      source={source}
    />
  );
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
  const { instances, source } = reviews;
  const since = (index: number): string =>
    index === 0 ? "居民未认可而办结或不予受理起" : `${instances[index - 1]?.name}答复起`;
  return (
    <Rule
      {...named}
      lines={[
        ...instances.map(
          ({ name, request, answer }, index) =>
            `${name}：${since(index)} ${durationWords(request)}内申请，由上一级在 ${durationWords(answer)}内答复`,
        ),
        `${instances.at(-1)?.name}的答复为最终答复；责成重新办理的，由原办理单位再办`,
      ]}
      source={source}
    />
  );
}

/** How far a due time may be put off. */
export function Extensions({ rules, mark }: RulesProps) {
  const { extensions } = rules.handling;
  const named = { name: "延期", at: "handling.extensions", mark };
  if (!extensions) return <Rule {...named} unused lines={["没有规定，办理期限不能延长"]} />;
  const { longest, times, approver, overall, source } = extensions;
  return (
    <Rule
      {...named}
      lines={[
        `自原到期时间起每次最长延长 ${durationWords(longest)}，至多 ${times} 次，由${approvers[approver]}`,
        overall ? "总期限一并顺延" : "总期限不变",
      ]}
      source={source}
    />
  );
}
