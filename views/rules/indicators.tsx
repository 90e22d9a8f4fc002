import { marksOf } from "../../worker/rules/schema/marks.ts";
import type { EvaluatorGroup, Indicator, RuleSet, Scheme } from "../../worker/rules/schema/rule-set.ts";
import { evidenceKinds, metrics, scoringKinds } from "../../worker/rules/schema/words.ts";
import { Disclosure } from "../components/disclosure.tsx";
import { type Column, Table } from "../components/table.tsx";
import { Basis } from "./basis.tsx";
import { curveWords, reportedFigure } from "./scores.ts";
import { memberWords } from "./words.ts";

/** What a scheme is scored by: for each evaluator group who they are, and its indicators. */
export function Indicators(props: { scheme: Scheme; organisation: RuleSet["organisation"] }) {
  const { scheme, organisation } = props;
  return scheme.groups.map((group) => {
    const indicators = scheme.indicators.filter((indicator) => indicator.group === group.key);
    const marks = marksOf(group.key, scheme.indicators);
    return (
      <div>
        <h5>{`${group.name}（权重 ${group.weight}%）`}</h5>
        <p>{evaluatorWords(group, organisation)}</p>
        <Basis source={group.source} />
        <Disclosure summary={`指标（${indicators.length} 项，满分合计 ${marks} 分）`}>
          <Table
            caption={`${group.name}的指标`}
            captionHidden
            columns={columns}
            rows={indicators}
            id={`assessments.schemes.${scheme.key}.${group.key}`}
          />
        </Disclosure>
      </div>
    );
  });
}

function evaluatorWords({ evaluators }: EvaluatorGroup, organisation: RuleSet["organisation"]): string {
  if (evaluators.length === 0) return "由系统统计得出";
  return `由${memberWords(evaluators, organisation)}评价`;
}

const columns: readonly Column<Indicator>[] = [
  { label: "指标", heading: true, cell: ({ name, source }) => [name, <Basis source={source} />] },
  { label: "满分", numeric: true, whole: true, cell: ({ max }) => `${max} 分` },
  { label: "怎样计分", cell: scoringWords },
  { label: "佐证", cell: ({ evidence }) => evidenceKinds[evidence] },
];

/** How marks are come by: `系统统计“会议到会率”：80% 以下不得分…`, `人工评分：…`. */
function scoringWords({ by, metric, figure = "", curve, criteria, max }: Indicator): string {
  if (by === "hand") return `${scoringKinds.hand}：${criteria ?? ""}`;
  const counted = by === "metric" && metric ? metrics[metric] : reportedFigure(figure);
  const words = curve ? curveWords(curve, counted, max) : "";
  const more = criteria ? `。评分标准：${criteria}` : "";
  return `${scoringKinds[by]}“${counted.name}”：${words}${more}`;
}
