import type { Handling, HandlingLevel, RuleSet, Whistle } from "../../worker/rules/schema.ts";
import { Rule, Section } from "./basis.tsx";
import { causeWords, durationWords, monthlyWindowWords } from "./words.ts";

/** How a matter is dealt with: levels from the bottom up, both clocks, the evaluation, whistles. */
export function HandlingRules(props: { rules: RuleSet }) {
  const { handling } = props.rules;
  const { levels, overall, whistles, source } = handling;
  return (
    <Section id="handling" title="办理" source={source}>
      {levels.map((level, place) => (
        <Rule
          name={`第 ${place + 1} 级：${level.name}`}
          lines={levelLines(level, handling, place === levels.length - 1)}
          source={level.source}
        />
      ))}
      <Rule
        name="总期限"
        lines={[`自上报起 ${durationWords(overall.limit)}，转办、重办不重新起算`]}
        source={overall.source}
      />
      <Evaluation handling={handling} />
      {whistles.map((whistle) => (
        <WhistleRule whistle={whistle} />
      ))}
    </Section>
  );
}

function levelLines({ limit, window, escalateOn }: HandlingLevel, { windows }: Handling, highest: boolean) {
  const days = windows.find(({ key }) => key === window);
  return [
    limit && `转到本级起 ${durationWords(limit)}内办理`,
    days && monthlyWindowWords(days),
    limit && days && "时限和窗口以先到的为准",
    highest ? "最高一级，不再上报" : `上报条件：${causeWords(escalateOn)}`,
  ];
}

const verdicts = { unsolved: "没有解决", dissatisfied: "不满意" };

function Evaluation(props: { handling: Handling }) {
  const { within, reopenOn, raise, maxReopenings, source } = props.handling.evaluation;
  const raised = raise > 0 ? `提 ${raise} 级` : "";
  return (
    <Rule
      name="评价与重办"
      lines={[
        `办理后 ${durationWords(within)}内由居民评价，过期视为未评价`,
        `评价${reopenOn.map((verdict) => verdicts[verdict]).join("或")}的，${raised}重新办理，至多 ${maxReopenings} 次`,
      ]}
      source={source}
    />
  );
}

function WhistleRule(props: { whistle: Whistle }) {
  const { name, responders, clocks, filing, source } = props.whistle;
  const { sign, contact, reportIn, done } = clocks;
  return (
    <Rule
      name={name}
      lines={[
        `由${responders === "units" ? "部门和单位" : "党员"}报到，各步期限自吹哨起算`,
        `${durationWords(sign)}内签收，${durationWords(contact)}内联系，${durationWords(reportIn)}内报到，${durationWords(done)}内办结`,
        filing &&
          `次月 ${filing.byDay} 日前向${filing.to}报备${filing.nameAbsent ? "，没有报到的单位予以通报" : ""}`,
      ]}
      source={source}
    />
  );
}
